import Core

extension Tests {
  /// Lists and their members.
  static let collectionTests: [String: Test] = [
    "contains": Test(["value"], required: 1) { (input, arguments, _) throws(Diagnostic) in
      try Ordering.contains(input, arguments.value(0))
    },
    "any": Test { (input, _, _) throws(Diagnostic) in
      try Iteration.elements(of: input).contains(where: \.isTrue)
    },
    "all": Test { (input, _, _) throws(Diagnostic) in
      try Iteration.elements(of: input).allSatisfy(\.isTrue)
    },
    "subset": Test(["b"], required: 1, isSubset),
    "issubset": Test(["b"], required: 1, isSubset),
    "superset": Test(["b"], required: 1, isSuperset),
    "issuperset": Test(["b"], required: 1, isSuperset),
  ]

  private static func isSubset(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Bool {
    Set(try Iteration.elements(of: input)).isSubset(of: try arguments.elements(0))
  }

  private static func isSuperset(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Bool {
    Set(try Iteration.elements(of: input)).isSuperset(of: try arguments.elements(0))
  }
}
