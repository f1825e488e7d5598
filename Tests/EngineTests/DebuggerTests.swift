import Core
import Testing

@testable import Engine

/// What the debugger of tasks reads and prints.
struct DebuggerTests {
  @Test func assignments() throws {
    let simple = try #require(try DebuggerAssignment("task.args['x'] = 'a = b'"))
    #expect(simple.path == ["x"])
    #expect(simple.expression == "'a = b'")
    let deep = try #require(try DebuggerAssignment(#"task_vars["a]b"][0]['c']=[1, 2]"#))
    #expect(deep.path == ["a]b", 0, "c"])
    #expect(deep.expression == "[1, 2]")
  }

  @Test(arguments: ["x = 1", "task_vars = 1", "task.args['x'] == 1", "task.args['x'", "task.name"])
  func others(_ line: String) throws { #expect(try DebuggerAssignment(line) == nil) }

  @Test func wrongSubscript() {
    #expect(throws: Diagnostic.self) { try DebuggerAssignment("task_vars[x] = 1") }
  }

  /// As Python's `pprint.pformat` prints them.
  @Test func prettyPrint() {
    let printer = PrettyPrint()
    #expect(printer.text(["b": 1, "a": ["x"]]) == "{'a': ['x'], 'b': 1}")
    let long = Value.string(String(repeating: "x", count: 40))
    #expect(
      printer.text(["b": long, "a": ["c": long, "d": long]]) == """
        {'a': {'c': '\(long.text)',
               'd': '\(long.text)'},
         'b': '\(long.text)'}
        """)
  }
}
