import Core

// Python's lists and dicts are references, ours are values. So a method that changes its receiver
// (`append`, `update`) is run on the place that holds it: a variable, or a part of one.
extension Compiler {
  typealias Change = (inout Value) throws(Diagnostic) -> Value
  /// Takes the value out of its place, runs the change on it, and puts it back.
  typealias PlaceChange = @Sendable (Context, Change) throws(Diagnostic) -> Value

  /// nil for an expression that is no place, such as a literal.
  func compilePlace(_ expression: Expression) throws(Diagnostic) -> PlaceChange? {
    switch expression.kind {
    case .name(let name): return compileNamePlace(name, at: expression.offset)
    case .attribute(let base, let name):
      return try compilePartPlace(base, key: ConstantNode(.string(name)), whole: expression)
    case .item(let base, let key):
      return try compilePartPlace(base, key: try compile(key), whole: expression)
    case .call(let callee, let arguments): return try compileDefaultPlace(callee, arguments)
    default: return nil
    }
  }

  private func compileNamePlace(_ name: String, at offset: Int) -> PlaceChange {
    let symbols = symbols.resolve(name)
    let slots = symbols.map(\.slot)
    let isKnown = symbols.last.map { $0.isAlwaysSet || $0.hidesOuter } ?? false
    let index = isKnown ? nil : freeIndex(name)
    let (text, variable) = (text, InternedName.of(name))
    return { (context, change) throws(Diagnostic) in
      for slot in slots {
        guard var value = context.slots[slot] else { continue }
        context.slots[slot] = .null
        defer { context.slots[slot] = value }
        return try change(&value)
      }
      guard let index, var value = try context.freeValue(index, variable) else {
        throw Undefined(name: name, in: text, offset: offset).diagnostic
      }
      context.setFreeValue(index, .null)
      defer { context.setFreeValue(index, value) }
      return try change(&value)
    }
  }

  private func compilePartPlace(
    _ base: Expression, key: Node, whole: Expression
  ) throws(Diagnostic) -> PlaceChange? {
    let part = try compile(whole)
    guard let place = try compilePlace(base) else {
      return { (context, change) throws(Diagnostic) in
        var value = try part(context)
        return try change(&value)
      }
    }
    return { (context, change) throws(Diagnostic) in
      let key = try key(context)
      return try place(context) { (container) throws(Diagnostic) in
        try Self.change(key, of: &container, change)
      }
    }
  }

  private static func change(
    _ key: Value, of container: inout Value, _ change: Change
  ) throws(Diagnostic) -> Value {
    switch container {
    case .map(var map):
      guard var value = map[key] else {
        throw Diagnostic(.undefined, Attributes.missing(container, element: key))
      }
      map[key] = .null
      container = .null
      defer {
        map[key] = value
        container = .map(map)
      }
      return try change(&value)
    case .list(var elements):
      guard let index = key.asInteger, elements.indices.contains(index) else {
        throw Diagnostic(.undefined, Attributes.missing(container, element: key))
      }
      var value = elements[index]
      container = .null
      elements[index] = .null
      defer {
        elements[index] = value
        container = .list(elements)
      }
      return try change(&value)
    case .object(let object as Namespace):
      var value = object.values[key] ?? .null
      object.values[key] = .null
      defer { object.values[key] = value }
      return try change(&value)
    default:
      guard var value = try Attributes.item(container, key) else {
        throw Diagnostic(.undefined, Attributes.missing(container, element: key))
      }
      return try change(&value)
    }
  }

  /// `map.setdefault(key, value)` and `map.get(key)` are places of the entry.
  private func compileDefaultPlace(
    _ callee: Expression, _ arguments: CallArguments
  ) throws(Diagnostic) -> PlaceChange? {
    guard case .attribute(let base, let name) = callee.kind, name == "setdefault" || name == "get",
      let first = arguments.positional.first, let place = try compilePlace(base)
    else { return nil }
    let key = try compile(first)
    let standard = arguments.positional.count > 1 ? try compile(arguments.positional[1]) : nil
    let keeps = name == "setdefault"
    return { (context, change) throws(Diagnostic) in
      let key = try key(context)
      var standard = try standard?(context) ?? .null
      return try place(context) { (container) throws(Diagnostic) in
        if case .map(var map) = container, map[key] == nil {
          if !keeps { return try change(&standard) }
          container = .null
          map[key] = standard
          container = .map(map)
        }
        return try Self.change(key, of: &container, change)
      }
    }
  }
}
