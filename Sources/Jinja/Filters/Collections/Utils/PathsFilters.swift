import Core

extension Filters {
  /// ansible.utils: values by their paths, places in lists.
  static let pathsFilters: [String: Filter] = [
    "get_path": Filter(["path", "wantlist"], required: 1, getPath),
    "to_paths": Filter(["prepend", "wantlist"], toPaths),
    "index_of": Filter(
      ["test", "value", "key", "fail_on_missing", "wantlist"], required: 1, indexOf),
  ]

  /// The value of an expression whose variables are the entries of the input.
  private static func getPath(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    guard let map = input.map else {
      throw arguments.error("a dict is needed, not \(input.typeName)")
    }
    let text = TemplateText("{{ \(try arguments.string(0)) }}")
    var variables: [String: Value] = [:]
    for (key, value) in map { if let name = key.string { variables[name] = value } }
    let scope = OverlayScope(variables: variables, base: EmptyScope(within: context.scope))
    let value = try context.environment.render(text, scope: scope)
    return try arguments.bool(1) ? .list([value]) : value
  }

  /// A dict of paths such as `a.b[0]['c d']` with the values that are no lists or dicts, or are empty.
  private static func toPaths(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    let prefix = arguments.value(0).isNull ? "" : try arguments.string(0)
    if input == [], prefix.isEmpty { return try arguments.bool(1) ? [[]] : [] }
    var paths = Map()
    flatten(input, prefix, to: &paths)
    return try arguments.bool(1) ? .list([.map(paths)]) : .map(paths)
  }

  private static func flatten(_ value: Value, _ path: String, to paths: inout Map) {
    if let map = value.map, !map.isEmpty {
      for (key, value) in map {
        let name = key.text
        let step = isName(name) ? ".\(name)" : "['\(name)']"
        flatten(value, path.isEmpty ? name : path + step, to: &paths)
      }
    } else if let list = value.list, !list.isEmpty {
      for (index, value) in list.enumerated() { flatten(value, "\(path)[\(index)]", to: &paths) }
    } else if !path.isEmpty || value.map == nil && value.list == nil {
      paths[path] = value
    }
  }

  private static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, !(0x30...0x39).contains(first) else { return false }
    return text.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || $0 == 0x5F
    }
  }

  /// The indices of the elements, or of the dicts whose entry `key`, passes a test; one alone stands
  /// without its list.
  private static func indexOf(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    let elements = try arguments.list(input)
    let test = try arguments.string(0)
    let key = arguments.value(2)
    var indices: [Value] = []
    for (index, element) in elements.enumerated() {
      var entry = element
      if !key.isNull {
        guard let map = element.map else {
          throw arguments.error(
            "with a key, all entries must be dictionaries, not \(element.typeName)")
        }
        guard let found = map[.string(key.text)] else {
          if try !arguments.bool(3) { continue }
          throw arguments.error("'\(key.text)' was not found in \(element.repr) at [\(index)]")
        }
        entry = found
      }
      if try passes(entry, test, arguments, context) { indices.append(.int(index)) }
    }
    let wantsList = try arguments.bool(4)
    return indices.count == 1 && !wantsList ? indices[0] : .list(indices)
  }

  /// A test by its name, with `!` or `not ` before it for the opposite.
  private static func passes(
    _ value: Value, _ test: String, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Bool {
    var name = test
    var isInverted = false
    if test.hasPrefix("!") {
      isInverted = true
      name = test == "!=" ? "==" : String(test.drop { $0 == "!" })
    } else if test.hasPrefix("not ") {
      isInverted = true
      name = String(test.dropFirst(4))
    }
    guard let found = Names.find(name, in: Tests.all) else {
      throw arguments.error("the test '\(name)' was not found")
    }
    var right = arguments.value(1)
    if name == "in", right.sequence == nil { right = .list([right]) }
    let call = CallValues(positional: right.isNull ? [] : [right])
    return try found.apply(name, value, call, context) != isInverted
  }
}
