import Core

extension Filters {
  /// Dicts.
  static let dictFilters: [String: Filter] = [
    "dict2items": Filter(["key_name", "value_name"], dictToItems),
    "items2dict": Filter(["key_name", "value_name"], itemsToDict),
    "items": Filter(takesUndefined: true, items),
    "rekey_on_member": Filter(["key", "duplicates"], required: 1, rekey),
    "subelements": Filter(["subelements", "skip_missing"], required: 1, subelements),
  ]

  private static func dictToItems(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    guard let map = input.map else {
      throw arguments.told("dict2items requires a dictionary, got \(input.typeName) instead.")
    }
    let key = arguments[0] ?? "key"
    let value = arguments[1] ?? "value"
    if !map.isEmpty {
      try key.requireHashable()
      try value.requireHashable()
    }
    return .list(
      map.map { entry in
        // The two names may be the same.
        var item: Map = [key: entry.key]
        item[value] = entry.value
        return .map(item)
      })
  }

  private static func itemsToDict(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    let key = Value.string(try arguments.string(0, default: "key"))
    let value = Value.string(try arguments.string(1, default: "value"))
    guard let elements = input.sequence else {
      throw arguments.told("items2dict requires a list, got \(input.typeName) instead.")
    }
    var map = Map()
    for element in elements {
      guard let pair = element.map else {
        throw arguments.told(
          "items2dict requires a list of dictionaries, got \(input.repr) instead.")
      }
      guard let name = pair[key], let content = pair[value] else {
        throw arguments.told(
          "items2dict requires each dictionary in the list to contain the keys '\(key.text)' and "
            + "'\(value.text)', got \(input.repr) instead.")
      }
      try arguments.requireHashable(name)
      map[name] = content
    }
    return .map(map)
  }

  private static func items(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    if input.isUndefined { return [] }
    guard let map = input.map else {
      throw arguments.error("Can only get item pairs from a mapping.")
    }
    return .list(map.map { .tuple($0.key, $0.value) })
  }

  /// The values of a dict or the elements of a list.
  private static func members(_ input: Value) throws(Diagnostic) -> [Value] {
    if let map = input.map { return Array(map.values) }
    return try Iteration.elements(of: input)
  }

  private static func rekey(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    let key = arguments.value(0)
    let duplicates = try arguments.string(1, default: "error")
    guard duplicates == "error" || duplicates == "overwrite" else {
      throw arguments.told(
        "duplicates parameter to rekey_on_member has unknown value: \(duplicates)")
    }
    var map = Map()
    if input.string != nil { throw arguments.told("Type is not a valid list, set, or dict") }
    for element in try members(input) {
      guard element.map != nil else { throw arguments.told("List item is not a valid dict") }
      guard let name = element.map?[key] else {
        throw arguments.told("Key \(key.text) was not found")
      }
      try arguments.requireHashable(name)
      if map[name] != nil, duplicates == "error" {
        throw arguments.told("Key \(name.text) is not unique, cannot correctly turn into dict")
      }
      map[name] = element
    }
    return .map(map)
  }

  /// Pairs of each element with each of its subelements.
  private static func subelements(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    guard
      let path = arguments[0]?.list?.map(\.text)
        ?? arguments[0]?.string?.split(separator: ".", omittingEmptySubsequences: false).map(
          String.init)
    else { throw arguments.told("subelements must be a list or a string") }
    guard input.map != nil || input.list != nil else {
      throw arguments.told("obj must be a list of dicts or a nested dict")
    }
    let skipsMissing = try arguments.bool(1)
    var pairs: [Value] = []
    for element in try members(input) {
      var value: Value? = element
      for key in path {
        if let inner = value, inner.map == nil {
          throw arguments.told("the key \(key) should point to a dictionary, got '\(inner.repr)'")
        }
        value = value?[key]
      }
      guard let found = value, let inner = found.sequence else {
        if value == nil, skipsMissing { continue }
        throw arguments.told(
          value.map { "the key '\(path.last ?? "")' should point to a list, got \($0.repr)" }
            ?? "could not find '\(path.joined(separator: "."))' key in iterated item \(element.repr)"
        )
      }
      for sub in inner { pairs.append(.tuple(element, sub)) }
    }
    return .list(pairs)
  }
}
