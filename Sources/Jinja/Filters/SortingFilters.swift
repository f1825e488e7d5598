import Core

extension Filters {
  /// Order, groups and duplicates.
  static let sortingFilters: [String: Filter] = [
    "sort": Filter(["reverse", "case_sensitive", "attribute"], sort),
    "unique": Filter(["case_sensitive", "attribute"], unique),
    "groupby": Filter(["attribute", "default", "case_sensitive"], required: 1, group),
    "dictsort": Filter(["case_sensitive", "by", "reverse"], sortDict),
  ]

  /// A key for comparing: lower case unless case matters.
  private static func folded(_ value: Value, _ caseSensitive: Bool) -> Value {
    if !caseSensitive, case .string(let text) = value {
      .string(PythonText.lower(text))
    } else {
      value
    }
  }

  private static func sort(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    let isDescending = try arguments.flag(0)
    let caseSensitive = try arguments.bool(1)
    // `attribute='a,b'` sorts by several.
    let paths = arguments[2].flatMap { attribute in
      attribute.string.map {
        $0.split(separator: ",", omittingEmptySubsequences: false).map {
          AttributePath(.string(String($0)))
        }
      }
        ?? [AttributePath(attribute)]
    }?.compactMap { $0 }
    let elements = try Iteration.elements(of: input)
    // One alone is not compared.
    if elements.count < 2 { return .list(elements) }
    let sorted = try Ordering.sort(elements, descending: isDescending) {
      (element) throws(Diagnostic) in
      guard let paths, !paths.isEmpty else { return single(folded(element, caseSensitive)) }
      var keys: [Value] = []
      for path in paths {
        keys.append(folded(try path.value(of: element).defined(), caseSensitive))
      }
      return keys.count == 1 ? single(keys[0]) : .list(keys)
    }
    return .list(sorted)
  }

  /// Python compares lists of keys, in which equal ones need no order; only for what has an order
  /// by itself this makes no difference.
  private static func single(_ key: Value) -> Value {
    key.string == nil && key.asDouble == nil ? .list([key]) : key
  }

  private static func unique(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    let attribute = AttributePath(arguments[1])
    let elements = try Iteration.elements(of: input)
    var keys: [Value] = []
    for element in elements {
      keys.append(try (attribute?.value(of: element) ?? element).defined())
    }
    // What has no hash in Python is compared as it is, without the options.
    let isPlain = keys.contains { (try? $0.requireHashable()) == nil }
    if isPlain, attribute != nil || arguments[0]?.bool == false {
      throw arguments.error("lists and dicts can be compared without parameters only")
    }
    let caseSensitive = isPlain ? true : try arguments.bool(0)
    var seen: Set<Value> = []
    return .list(
      zip(elements, keys).filter { seen.insert(folded($0.1, caseSensitive)).inserted }.map(\.0))
  }

  private static func group(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    let attribute = AttributePath(arguments[0])
    let caseSensitive = try arguments.bool(2)
    var keyed: [(key: Value, shown: Value, element: Value)] = []
    for element in try Iteration.elements(of: input) {
      let key = try attribute?.value(of: element, default: arguments.value(1)) ?? element
      keyed.append((folded(key, caseSensitive), key, element))
    }
    let sorted = try Ordering.sort(keyed) { (entry) throws(Diagnostic) in entry.key }
    var groups: [(key: Value, shown: Value, elements: [Value])] = []
    for (key, shown, element) in sorted {
      if let last = groups.last, Ordering.equal(last.key, key) {
        groups[groups.count - 1].elements.append(element)
      } else {
        groups.append((key, shown, [element]))
      }
    }
    return .list(groups.map { .object(Group($0.shown, $0.elements)) })
  }

  private static func sortDict(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    guard let map = input.map else {
      throw arguments.error("the input must be a dict, not \(input.typeName)")
    }
    let by = try arguments.string(1, default: "key")
    guard by == "key" || by == "value" else {
      throw arguments.error("You can only sort by either \"key\" or \"value\"")
    }
    let caseSensitive = try arguments.bool(0)
    let sorted = try Ordering.sort(Array(map), descending: arguments.flag(2)) {
      (entry) throws(Diagnostic) in folded(by == "key" ? entry.key : entry.value, caseSensitive)
    }
    return .list(sorted.map { .tuple($0.key, $0.value) })
  }
}

/// A group of `groupby`: a pair that also answers to `grouper` and `list`.
final class Group: Tuple, @unchecked Sendable {
  override var typeName: String { "_GroupTuple" }

  init(_ key: Value, _ elements: [Value]) { super.init([key, .list(elements)]) }

  override func attribute(_ name: String) throws(Diagnostic) -> Value? {
    switch name {
    case "grouper": values[0]
    case "list": values[1]
    default: nil
    }
  }
}
