import Core
import Testing

@testable import Engine

/// Whatever stands in a playbook is compiled once, however many hosts there are.
struct CompilationTests {
  private static let tasks = [
    "debug: var=shown", "debug: {var: other.part}", "debug: {msg: 'it is {{ shown }}'}",
    "assert: {that: [shown > 0, 'other.part == 2']}", "{command: 'true', when: shown == 0}",
    "set_fact: {fact: '{{ shown + 1 }}'}",
  ]

  @Test(arguments: tasks) func isShared(task: String) async throws {
    let one = try await compilations("a", task)
    #expect(one > 0)
    #expect(try await compilations("a,b", task) == one)
  }

  private func compilations(_ hosts: String, _ task: String) async throws -> Int {
    let text = """
      - hosts: \(hosts)
        gather_facts: false
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
