import Core
import Engine
import Playbooks
import YAML

/// A task as it is written, for the rules of `bosun lint`.
struct TaskView {
  let node: Node
  /// The key that names the module, and what it is given.
  let moduleKey: Node
  let value: Node
  /// The qualified name, where it is known; as written else.
  let module: String
  var isHandler = false

  /// nil for what is no task.
  init?(_ node: Node) {
    guard let entries = node.entries else { return nil }
    var found: (key: Node, value: Node)?
    for entry in entries {
      guard let name = entry.key.string, !name.hasPrefix("with_") else { continue }
      if name == "action" || name == "local_action" { found = found ?? (entry.key, entry.value) }
      // `user` is a keyword of plays and a module.
      let levels = Keyword(rawValue: name)?.rule.levels ?? []
      if levels.isDisjoint(with: [.task, .handler]) { found = (entry.key, entry.value) }
    }
    guard let found else { return nil }
    self.node = node
    moduleKey = found.key
    value = found.value
    var name = found.key.string ?? ""
    if name == "action" || name == "local_action" {
      let first = found.value.string ?? found.value["module"]?.string ?? ""
      name = String(first.prefix { $0 != " " })
    }
    if case .known(let qualified) = EngineCatalog().resolve(name) { name = qualified }
    module = name
  }

  /// The name without its collection.
  var shortName: String { String(module.split(separator: ".").last ?? "") }

  subscript(keyword: String) -> Node? { node[keyword] }

  /// The arguments, however they are written: as a map, as text, or under `args`.
  var arguments: [String: Value] {
    var all: [String: Value] = [:]
    for map in [value.entries, node["args"]?.entries] {
      for entry in map ?? [] { all[entry.key.string ?? ""] = entry.value.value }
    }
    if let line = try? KeyValues.parse(value.string ?? "", onlyCommandOptions: isCommand) {
      for pair in line.pairs { all[pair.key] = .trusted(pair.value) }
    }
    return all
  }

  func argument(_ names: String...) -> Value? { names.lazy.compactMap { arguments[$0] }.first }

  /// Where an argument stands; the module itself for one in text.
  func place(of name: String) -> SourceLocation {
    value[name]?.location ?? node["args"]?[name]?.location ?? moduleKey.location
  }

  static let commands: Set<String> = [
    "ansible.builtin.command", "ansible.builtin.shell", "ansible.builtin.raw",
    "ansible.builtin.script",
  ]

  /// Whether it runs what a person wrote.
  var isCommand: Bool { Self.commands.contains(module) }

  /// The command, as text.
  var commandLine: String? {
    guard isCommand else { return nil }
    if let text = value.string { return text }
    if let text = arguments["cmd"]?.text ?? arguments["_raw_params"]?.text { return text }
    return arguments["argv"]?.list?.map(\.text).joined(separator: " ")
  }

  /// The loop, however it is written.
  var loop: Node? {
    node["loop"] ?? node.entries?.first { $0.key.string?.hasPrefix("with_") ?? false }?.value
  }

  var isNamed: Bool { node["name"] != nil }
}
