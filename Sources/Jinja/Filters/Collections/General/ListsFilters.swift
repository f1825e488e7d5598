import Core

extension Filters {
  /// community.general: several lists at once. `flatten` takes lists of lists for the lists in them.
  static let listsFilters: [String: Filter] = [
    "lists_union": lists { a, b in a + b },
    "lists_intersect": lists { a, b in a.filter(Set(b).contains) },
    "lists_difference": lists { a, b in
      let other = Set(b)
      return a.filter { !other.contains($0) }
    },
    "lists_symmetric_difference": lists { a, b in
      let common = Set(a).intersection(b)
      return (a + b).filter { !common.contains($0) }
    },
    "lists_mergeby": Filter(["*", "**"], mergeBy),
  ]

  /// A filter that takes one list after the other; a single one stays as it is.
  private static func lists(_ join: @escaping @Sendable ([Value], [Value]) -> [Value]) -> Filter {
    Filter(["*", "**"]) { (input, arguments, _) throws(Diagnostic) in
      for (name, _) in arguments.keywords where name != "flatten" {
        throw arguments.error("got unexpected keywords arguments: \(name)")
      }
      let given = [input] + arguments.rest
      let all =
        arguments.keyword("flatten")?.isTrue ?? false ? try flattened(given, arguments) : given
      guard let first = all.first else { return [] }
      if all.count == 1 { return first }
      var result = try listElements(first, arguments)
      for other in all.dropFirst() {
        result = unique(join(unique(result), try listElements(other, arguments)))
      }
      return .list(result)
    }
  }

  private static func listElements(
    _ value: Value, _ arguments: Arguments
  ) throws(Diagnostic) -> [Value] {
    guard let elements = value.sequence else {
      throw arguments.error("All arguments must be lists. \(value.repr) is \(value.typeName)")
    }
    return elements
  }

  private static func unique(_ elements: [Value]) -> [Value] {
    var seen: Set<Value> = []
    return elements.filter { seen.insert($0).inserted }
  }

  /// The lists among the arguments, and those in lists that hold nothing but lists; empty ones are
  /// left out.
  private static func flattened(
    _ given: [Value], _ arguments: Arguments
  ) throws(Diagnostic) -> [Value] {
    var lists: [Value] = []
    for argument in given {
      let elements = try listElements(argument, arguments)
      if elements.isEmpty { continue }
      lists += elements.allSatisfy { $0.sequence != nil } ? elements : [argument]
    }
    return lists
  }

  /// `a | lists_mergeby(b, …, 'index', recursive=, list_merge=)`: dicts with the same value of the
  /// index become one.
  private static func mergeBy(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    for (name, _) in arguments.keywords where name != "recursive" && name != "list_merge" {
      throw arguments.error("'recursive' and 'list_merge' are the only valid keyword arguments.")
    }
    guard let index = arguments.rest.last else {
      throw arguments.error("At least one list and index are needed.")
    }
    let lists = try flattened([input] + arguments.rest.dropLast(), arguments)
    guard var result = lists.last else { return [] }
    if lists.count == 1 { return result }
    guard index.string != nil else {
      throw arguments.error("the index must be a string, not \(index.typeName) \(index.repr)")
    }
    let name = arguments.keyword("list_merge")?.text ?? "replace"
    guard let listMerge = ListMerge(rawValue: name) else {
      throw arguments.error("'list_merge' cannot be '\(name)'")
    }
    let isRecursive = arguments.keyword("recursive")?.isTrue ?? false
    for lower in lists.dropLast().reversed() {
      var merged = Map()
      for element in try listElements(lower, arguments) + listElements(result, arguments) {
        guard let map = element.map else {
          throw arguments.error("Elements must be dictionaries. \(element.repr) is not")
        }
        guard let key = map[index] else { continue }
        try arguments.requireHashable(key)
        merged[key] = .map(merge(merged[key]?.map ?? [:], map, recursive: isRecursive, listMerge))
      }
      result = .list(
        try Ordering.sort(Array(merged.values)) { (entry) throws(Diagnostic) in
          entry.map?[index] ?? .null
        })
    }
    return result
  }
}
