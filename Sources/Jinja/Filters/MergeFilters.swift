import Core

extension Filters {
  static let mergeFilters: [String: Filter] = ["combine": Filter(["*", "**"], combine)]

  /// `a | combine(b, c, recursive=, list_merge=)`: later dicts win.
  private static func combine(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    for (name, _) in arguments.keywords where name != "recursive" && name != "list_merge" {
      throw arguments.told("'recursive' and 'list_merge' are the only valid keyword arguments")
    }
    let terms = ([input] + arguments.rest).flatMap({
      $0.sequence ?? ($0.object as? IntegerRange)?.values ?? [$0]
    }).filter {
      !isNothing($0)
    }
    for term in terms { try term.requireDefined() }
    // One alone is not looked at otherwise.
    if terms.count == 1 { return terms[0] }
    let name = arguments.keyword("list_merge")?.text ?? "replace"
    guard let lists = ListMerge(rawValue: name) else {
      throw arguments.told(
        "'list_merge' argument can only be equal to "
          + ListMerge.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", "))
    }
    let isRecursive = arguments.keyword("recursive")?.isTrue ?? false
    let maps = try terms.map { (term) throws(Diagnostic) -> Map in
      if let map = term.map { return map }
      throw arguments.told(
        "failed to combine variables, expected dicts but got a '\(term.typeName)'")
    }
    // From the last to the first, as Ansible: it tells by the order of keys where two are equal.
    guard var result = maps.last else { return .map([:]) }
    for map in maps.dropLast().reversed() {
      result = merge(map, result, recursive: isRecursive, lists)
    }
    return .map(result)
  }

  /// Ansible flattens the terms, and drops what its `flatten` drops.
  private static func isNothing(_ value: Value) -> Bool {
    value.isNull || value.string == "None" || value.string == "null"
  }

  /// What becomes of lists that stand under the same key.
  enum ListMerge: String, CaseIterable {
    case replace, keep, append, prepend
    /// As the two above, without the elements of the first list that are in the second.
    case appendWithoutPresent = "append_rp"
    case prependWithoutPresent = "prepend_rp"
  }

  static func merge(_ low: Map, _ high: Map, recursive: Bool, _ lists: ListMerge) -> Map {
    // Of two equal ones Ansible takes the second, with its order of keys.
    if low.isEmpty || Value.map(low) == .map(high) { return high }
    var result = low
    for (key, value) in high {
      switch (result[key], value) {
      case (.map(let a)?, .map(let b)) where recursive:
        result[key] = .map(merge(a, b, recursive: true, lists))
      case (.list(let a)?, .list(let b)): result[key] = .list(merge(a, b, lists))
      default: result[key] = value
      }
    }
    return result
  }

  private static func merge(_ low: [Value], _ high: [Value], _ lists: ListMerge) -> [Value] {
    switch lists {
    case .replace: high
    case .keep: low
    case .append: low + high
    case .prepend: high + low
    case .appendWithoutPresent: low.filter { !high.contains($0) } + high
    case .prependWithoutPresent: high + low.filter { !high.contains($0) }
    }
  }
}
