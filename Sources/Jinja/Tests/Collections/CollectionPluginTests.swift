import Core

extension Tests {
  /// Tests of collections, under their full names.
  static let collectionPluginTests: [String: Test] = merged([
    addressTests.mapValues(refusingNone).qualified("ansible.utils"), Refusals.refusedTests,
  ])

  /// The tests of ansible.utils want their input.
  private static func refusingNone(_ test: Test) -> Test {
    test.with { (input, arguments, context) throws(Diagnostic) in
      if input.isNull { throw arguments.error("the value is none") }
      return try test.body(input, arguments, context)
    }
  }
}
