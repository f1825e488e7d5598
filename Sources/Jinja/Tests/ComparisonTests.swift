import Core

extension Tests {
  /// Values against other values.
  static let comparisonTests: [String: Test] = {
    var tests: [String: Test] = [
      "sameas": Test(["other"], required: 1, takesUndefined: true, isSame),
      "divisibleby": Test(["num"], required: 1) { (input, arguments, _) throws(Diagnostic) in
        !(try Operators.apply(.modulo, input, arguments.value(0)).isTrue)
      },
      "even": Test { (input, _, _) throws(Diagnostic) in
        Ordering.equal(try Operators.apply(.modulo, input, 2), 0)
      },
      "odd": Test { (input, _, _) throws(Diagnostic) in
        Ordering.equal(try Operators.apply(.modulo, input, 2), 1)
      },
    ]
    let comparisons: [(Comparison, [String])] = [
      (.equal, ["eq", "equalto", "=="]), (.notEqual, ["ne", "!="]),
      (.less, ["lt", "lessthan", "<"]), (.lessEqual, ["le", "<="]),
      (.greater, ["gt", "greaterthan", ">"]), (.greaterEqual, ["ge", ">="]),
    ]
    tests["in"] = Test(["seq"], required: 1) { (input, arguments, _) throws(Diagnostic) in
      try Ordering.apply(.contained, input, arguments.value(0))
    }
    for (comparison, names) in comparisons {
      let test = Test(["b", "/"], required: 1) { (input, arguments, _) throws(Diagnostic) in
        try Ordering.apply(comparison, input, arguments.value(0))
      }
      for name in names { tests[name] = test }
    }
    return tests
  }()

  /// Python's `is`: for plain values the same type and value.
  private static func isSame(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Bool {
    let other = arguments.value(0)
    switch (input, other) {
    case (.bool(let a), .bool(let b)): return a == b
    case (.null, .null): return true
    case (.object(let a), .object(let b)): return a === b
    // Each look at a name that is missing makes an object of its own.
    case (.undefined(let a), .undefined(let b)): return a === b
    default: return input.typeName == other.typeName && Ordering.equal(input, other)
    }
  }
}
