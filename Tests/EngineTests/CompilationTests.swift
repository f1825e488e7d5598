import Core
import Testing

@testable import Engine

/// Whatever stands in a playbook is compiled once, however many hosts there are: most of it before the run.
/// One host after the other, as two that come at once may both compile.
struct CompilationTests {
  private static let tasks = [
    ("debug: var=shown", 1), ("debug: {var: other.part}", 1),
    ("debug: {msg: 'it is {{ shown }}'}", 0), ("assert: {that: [shown > 0, 'other.part == 2']}", 2),
    ("{command: 'true', when: shown == 0}", 0), ("set_fact: {fact: '{{ shown + 1 }}'}", 0),
  ]

  @Test(arguments: tasks) func isShared(task: String, compiled: Int) async throws {
    #expect(try await compilations("a", task) == compiled)
    #expect(try await compilations("a,b", task) == compiled)
  }

  private func compilations(_ hosts: String, _ task: String) async throws -> Int {
    let text = """
      - hosts: \(hosts)
        gather_facts: false
        serial: 1
        vars: {shown: 1, other: {part: 2}}
        tasks:
          - \(task)
      """
    let sink = Messages()
    let run = try await ShortPlaybook.run(text, sink)
    #expect(sink.messages.count == hosts.split(separator: ",").count)
    return run.jinja.compilations
  }
}
