import Core
import Testing

@testable import Modules

/// Messages as ansible-core 2.18 gives them for the same specification and values.
@Suite struct ArgumentSpecTests {
  private let spec: Map = [
    "n": ["type": "int", "required": true], "c": ["type": "str", "choices": ["x", "y"]],
    "l": [
      "type": "list", "elements": "dict", "options": ["a": ["type": "int", "required": true]],
    ],
  ]

  private func errors(_ values: Map) throws -> [String] {
    try ArgumentSpec(spec).errors(in: values)
  }

  @Test func acceptsWhatFits() throws {
    #expect(try errors(["n": "5", "c": "x", "l": [["a": 1]]]) == [])
  }

  @Test func tellsAllErrorsAtOnce() throws {
    #expect(
      try errors(["c": "z", "zz": 1]) == [
        "missing required arguments: n", "value of c must be one of: x, y, got: z",
        "zz. Supported parameters include: c, l, n.",
      ])
  }

  @Test func looksIntoLists() throws {
    #expect(
      try errors(["n": 1, "l": [["a": 1], Value.map([:])]]) == [
        "missing required arguments: a found in l"
      ])
  }

  @Test func unknownTypesAreErrors() {
    #expect(throws: Diagnostic.self) { try ArgumentSpec(["a": ["type": "number"]]) }
  }
}
