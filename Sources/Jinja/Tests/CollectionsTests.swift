import Core

extension Tests {
  /// Lists and their members.
  static let collectionTests: [String: Test] = [
    "contains": Test(["value"], required: 1) { (input, arguments, _) throws(Diagnostic) in
      try Ordering.contains(input, arguments.value(0))
    },
    "any": Test { (input, _, _) throws(Diagnostic) in
      try has(true, input)
    },
    "all": Test { (input, _, _) throws(Diagnostic) in
      try !has(false, input)
    },
    "subset": Test(["b"], required: 1, isSubset),
    "issubset": Test(["b"], required: 1, isSubset),
    "superset": Test(["b"], required: 1, isSuperset),
    "issuperset": Test(["b"], required: 1, isSuperset),
  ]

  private static func has(_ truth: Bool, _ input: Value) throws(Diagnostic) -> Bool {
    for element in try Iteration.elements(of: input) where try element.defined().isTrue == truth {
      return true
    }
    return false
  }

  private static func isSubset(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Bool {
    try members(input).isSubset(of: try members(arguments.value(0)))
  }

  /// A set has no lists and dicts as members.
  private static func members(_ value: Value) throws(Diagnostic) -> Set<Value> {
    let elements = try Iteration.elements(of: value)
    for element in elements { try element.requireHashable() }
    return Set(elements)
  }

  private static func isSuperset(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Bool {
    try members(input).isSuperset(of: try members(arguments.value(0)))
  }
}
