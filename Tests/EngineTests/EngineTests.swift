import Core
import Testing

/// Every playbook of `Cases` gives the events that Ansible gives. `Cases/record/record.py` asks Ansible.
@Suite struct CaseTests {
  @Test(arguments: Cases.names) func sameAsAnsible(name: String) async throws {
    let expected = try Cases.expected(name)
    #expect(!expected.isEmpty, "\(name) was not recorded")
    let folder = try Cases.marks(name, "# one folder").isEmpty ? nil : Cases.temporaryFolder()
    defer { if let folder { Cases.remove(folder) } }
    for (options, text) in expected {
      let actual = try await Cases.run(name, options, in: folder)
      guard actual != text else { continue }
      Issue.record("\(name)\(options)\n\(Difference.text(text, actual))")
    }
  }

  @Test func freeHostsDoNotWaitForEachOther() async throws {
    let text = try await Cases.run("plays/free", "")
    #expect(text.contains("exit 0"), "\(text)")
  }
}
