import Core

/// Objects that are maps to templates: Python's methods of a mapping.
protocol MappingObject: Object {
  func keys() -> [String]
  func entry(_ key: String) throws(Diagnostic) -> Value?
}

extension MappingObject {
  var count: Int? { keys().count }

  func whole() throws(Diagnostic) -> Value? {
    var all: Map = [:]
    for key in keys() { all[key] = try entry(key)?.whole }
    return .map(all)
  }

  func item(_ key: Value) throws(Diagnostic) -> Value? {
    guard let name = key.string else { return nil }
    return try entry(name)
  }

  func elements() throws(Diagnostic) -> [Value]? { keys().map { .string($0) } }

  func attribute(_ name: String) throws(Diagnostic) -> Value? {
    if let entry = try entry(name) { return entry }
    guard ["keys", "values", "items", "get"].contains(name) else { return nil }
    return .object(MappingMethod(name, of: self))
  }
}

/// `keys`, `values`, `items` or `get` of a map.
private final class MappingMethod: Object {
  private let name: String
  private let map: any MappingObject

  init(_ name: String, of map: any MappingObject) {
    self.name = name
    self.map = map
  }

  let typeName = "method"

  func call(_ arguments: [Value], _ keywords: Map) throws(Diagnostic) -> Value? {
    if name == "get" {
      guard let key = arguments.first else {
        throw Diagnostic(.evaluation, "get() needs the argument 'key'")
      }
      return try map.item(key) ?? (arguments.count > 1 ? arguments[1] : .null)
    }
    var list: [Value] = []
    for key in map.keys() {
      switch name {
      case "keys": list.append(.string(key))
      case "values": list.append(try map.entry(key) ?? .null)
      default: list.append([.string(key), try map.entry(key) ?? .null])
      }
    }
    return .list(list)
  }
}

/// `hostvars`: every host's variables, resolved for that host when asked for.
final class HostVars: MappingObject {
  private let run: Run
  private let play: PlayContext?

  init(run: Run, play: PlayContext?) {
    self.run = run
    self.play = play
  }

  let typeName = "HostVars"

  func keys() -> [String] { run.currentInventory.hosts.map(\.name) }

  func entry(_ key: String) throws(Diagnostic) -> Value? {
    guard let host = run.state(named: key) else { return nil }
    return .object(
      VarsOfHost(try HostScope(run: run, host: host, play: play, isForeign: true)))
  }
}

/// The variables of one host as a map.
///
/// Safe to share although the scope is not: a template uses it in one task, and never at once.
final class VarsOfHost: MappingObject, @unchecked Sendable {
  private let scope: HostScope

  init(_ scope: HostScope) { self.scope = scope }

  let typeName = "dict"

  func keys() -> [String] { scope.names.filter { $0 != "hostvars" && $0 != "vars" } }

  /// Texts that are made of something undefined are as they were written, and no templates any more
  /// (ansible-core's `HostVars`).
  func entry(_ key: String) throws(Diagnostic) -> Value? {
    do throws(Diagnostic) {
      let value = try scope.value(of: key)
      if value?.isUndefined != true { return value }
    } catch {
      guard error.kind == .undefined else { throw error }
    }
    return try scope.rawValue(of: key).map { raw throws(Diagnostic) in try scope.renderKnown(raw) }
  }
}
