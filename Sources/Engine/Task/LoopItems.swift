import Core
import Jinja
import Playbooks

/// The items that a loop goes over.
struct LoopItems {
  let scope: HostScope
  /// The name of the task's module as written.
  let module: String

  /// - Throws: `undefined`, or `invalid` for a value that is no list.
  func items(of loop: Loop) throws(Diagnostic) -> [Value] {
    do {
      switch loop {
      case .loop(let setting): return try list(render(setting.value))
      case .with(let lookup, let terms):
        return try with(lookup, terms.value)
      }
    } catch {
      throw error.at(loop.setting.location)
    }
  }

  private func render(_ value: Value) throws(Diagnostic) -> Value {
    let rendered = try scope.render(value)
    if case .undefined(let undefined) = rendered { throw undefined.diagnostic }
    return rendered
  }

  private func list(_ value: Value) throws(Diagnostic) -> [Value] {
    switch value {
    case .list(let elements): return elements
    case .object(let object):
      if let elements = try object.elements() { return elements }
    default: break
    }
    throw Diagnostic(
      .invalid,
      "Invalid data passed to 'loop', it requires a list, got this instead: \(value.text).",
      hint:
        "If you passed a list/dict of just one element, try adding wantlist=True to your lookup "
        + "invocation or use q/query instead of lookup.")
  }

  /// `with_NAME`: what the lookup makes of the terms. Terms that are no list are a list of one.
  private func with(_ name: String, _ value: Value) throws(Diagnostic) -> [Value] {
    guard let lookup = Lookups.named(name) else { throw Lookups.missing(name) }
    if lookup is FirstFoundLookup {
      return try run(FirstFoundLookup(kind: kind), name, try definedTerms(of: value))
    }
    let rendered = try render(trimmed(value))
    switch rendered {
    case .list(let terms): return try run(lookup, name, terms)
    case .map(let map) where !(lookup is DictLookup || lookup is SequenceLookup):
      if lookup is ListLookup || lookup is IndexedItemsLookup || lookup is FlattenedLookup {
        throw Diagnostic(.invalid, "with_\(name) expects a list")
      }
      return try run(lookup, name, Array(map.keys))
    default: return try run(lookup, name, [rendered])
    }
  }

  private func run(
    _ lookup: any Lookup, _ name: String, _ terms: [Value]
  ) throws(Diagnostic) -> [Value] {
    try EngineLookups().run(lookup, name, terms, [:], scope)
  }

  private func trimmed(_ value: Value) -> Value {
    if case .string(let text) = value { return .string(StringEnds.trimmed(text)) }
    return value
  }

  /// The terms of `with_first_found`; those that are undefined are left out.
  private func definedTerms(of value: Value) throws(Diagnostic) -> [Value] {
    guard case .template = value else {
      let rendered = try definedTerm(value) ?? .list([])
      return rendered.list ?? [rendered]
    }
    let rendered = try render(value)
    return rendered.list ?? [rendered]
  }

  /// The value without what is undefined in it; nil where all of it is.
  private func definedTerm(_ value: Value) throws(Diagnostic) -> Value? {
    switch value {
    case .list(let elements):
      var defined: [Value] = []
      for element in elements { if let term = try definedTerm(element) { defined.append(term) } }
      return .list(defined)
    case .map(let map):
      var defined = Map()
      for (key, element) in map { defined[key] = try definedTerm(element) }
      return .map(defined)
    default:
      do throws(Diagnostic) { return try render(value) } catch {
        guard error.kind == .undefined else { throw error }
        return nil
      }
    }
  }

  /// Where `with_first_found` looks besides the folders themselves.
  private var kind: String {
    module.contains("template") ? "templates" : module.contains("var") ? "vars" : "files"
  }
}
