import Core

extension Filters {
  /// community.general: lists and dicts in another shape.
  static let shapeFilters: [String: Filter] = [
    "dict": Filter { (input, arguments, _) throws(Diagnostic) in
      let map = try Conversion.map(input)
      for key in map.keys { try arguments.requireHashable(key) }
      return .map(map)
    },
    "dict_kv": Filter(["key"], required: 1) { (input, arguments, _) throws(Diagnostic) in
      try arguments.requireHashable(arguments.value(0))
      return .map([arguments.value(0): input])
    },
    "counter": Filter(counter),
    "groupby_as_dict": Filter(["attribute"], required: 1, groupAsDict),
    "accumulate": Filter(accumulate),
    "reveal_ansible_type": Filter(["alias"]) { (input, arguments, _) throws(Diagnostic) in
      .string(try ansibleType(input, arguments[0], arguments))
    },
  ]

  private static func counter(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    guard input.sequence != nil || input.string != nil else {
      throw arguments.error("a string or list is needed, not \(input.typeName)")
    }
    var counts = Map()
    for element in try Iteration.elements(of: input) {
      try arguments.requireHashable(element)
      counts[element] = .int((counts[element]?.int ?? 0) + 1)
    }
    return .map(counts)
  }

  private static func groupAsDict(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    guard let elements = input.sequence else { throw arguments.error("Input is not a sequence") }
    let attribute = arguments.value(0)
    var groups = Map()
    for (index, element) in elements.enumerated() {
      guard let map = element.map else {
        throw arguments.error("Sequence element #\(index) is not a mapping")
      }
      guard let key = map[attribute] else {
        throw arguments.error("Attribute not contained in element #\(index) of sequence")
      }
      try arguments.requireHashable(key)
      if groups[key] != nil {
        throw arguments.error("Multiple sequence entries have attribute value \(key.repr)")
      }
      groups[key] = element
    }
    return .map(groups)
  }

  /// The sums of the first one, two, … elements.
  private static func accumulate(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    guard input.sequence != nil || input.string != nil else {
      throw arguments.error("a string or list is needed, not \(input.typeName)")
    }
    var sums: [Value] = []
    for element in try Iteration.elements(of: input) {
      guard let last = sums.last else {
        sums.append(element)
        continue
      }
      sums.append(try Operators.apply(.add, last, element))
    }
    return .list(sums)
  }

  /// `list[int|str]`: the type, and the types of what is in it.
  static func ansibleType(
    _ value: Value, _ alias: Value?, _ arguments: Arguments
  ) throws(Diagnostic) -> String {
    let alias = alias ?? .null
    if !alias.isNull, alias.map == nil {
      throw arguments.error("'alias' must be a dictionary, not \(alias.typeName)")
    }
    func name(_ value: Value) -> String { alias[value.typeName]?.text ?? value.typeName }
    func names(_ values: some Sequence<Value>) -> String {
      Set(values.map(name)).sorted(by: Ordering.isLess).joined(separator: "|")
    }
    let own = name(value)
    if own == "list", let elements = value.sequence, !elements.isEmpty {
      return "list[\(names(elements))]"
    }
    if own == "dict", let map = value.map, !map.isEmpty {
      return "dict[\(names(map.keys)), \(names(map.values))]"
    }
    return own
  }
}

extension Arguments {
  /// Python's dicts have no lists and no dicts for keys.
  func requireHashable(_ value: Value) throws(Diagnostic) {
    if value.list != nil || value.map != nil || value.object is MapView {
      throw error("unhashable type: '\(value.typeName)'")
    }
  }
}
