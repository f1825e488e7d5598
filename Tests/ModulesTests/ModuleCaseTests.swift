import Core
import Testing

@testable import Modules

/// Every case under every shell: in check mode nothing may change and `changed` must be what the
/// real run then says; a second real run must find nothing to do.
@Suite struct ModuleCaseTests {
  @Test(arguments: ModuleCase.all, Shell.found)
  func runs(_ test: ModuleCase, _ shell: Shell) throws {
    guard test.canRun else { return }
    let sandbox = try Sandbox()
    try sandbox.stub(test.stubs)
    let setup = try sandbox.sh("set -e\n" + test.setup)
    #expect(setup.status == 0, "setup: \(setup.output)")
    guard let fails = test.fails else { return try succeeds(test, sandbox, shell) }
    let result = try sandbox.run(
      test.module, test.args, shell: shell, check: false, stream: test.stream
    ).values
    #expect(result["failed"] == true, "did not fail: \(text(result))")
    #expect((result["msg"]?.text ?? "").contains(fails), "failed otherwise: \(text(result))")
    try verify(test, sandbox)
  }

  private func succeeds(_ test: ModuleCase, _ sandbox: Sandbox, _ shell: Shell) throws {
    var predicted: Value?
    if ModuleCatalog.builtin.spec(test.module)?.supportsCheckMode ?? false {
      let before = try sandbox.tree()
      let result = try sandbox.run(test.module, test.args, shell: shell, check: true).values
      #expect(result["failed"] == nil, "check: \(text(result))")
      let after = try sandbox.tree()
      #expect(before == after, "check mode changed something")
      if result["skipped"] != true { predicted = result["changed"] }
    }
    let result = try sandbox.run(
      test.module, test.args, shell: shell, check: false, stream: test.stream
    ).values
    let wanted = sandbox.replaced(.map(test.expect))
    #expect(Self.holds(.map(result), wanted), "got \(text(result))")
    #expect(result["failed"] == nil, "failed: \(text(result))")
    if let predicted { #expect(result["changed"] == predicted, "check mode predicted otherwise") }
    try verify(test, sandbox)
    if !test.once {
      let again = try sandbox.run(test.module, test.args, shell: shell, check: false).values
      #expect(again["changed"] == false, "not idempotent: \(text(again))")
      #expect(again["failed"] == nil)
      try verify(test, sandbox)
    }
  }

  private func verify(_ test: ModuleCase, _ sandbox: Sandbox) throws {
    guard !test.verify.isEmpty else { return }
    let result = try sandbox.sh("set -e\n" + test.verify)
    #expect(result.status == 0, "verify: \(result.output)")
  }

  /// Whether a value has all that is wanted; lists must be equal in length.
  static func holds(_ value: Value, _ wanted: Value) -> Bool {
    switch (value, wanted) {
    case (.map(let map), .map(let wanted)):
      wanted.allSatisfy { key, wanted in map[key].map { holds($0, wanted) } ?? wanted.isNull }
    case (.list(let list), .list(let wanted)):
      list.count == wanted.count && zip(list, wanted).allSatisfy { holds($0, $1) }
    default: value == wanted
    }
  }

  private func text(_ result: Map) -> String { JSONWriter().write(.map(result)) }

  @Test func thereAreCasesAndShells() {
    #expect(ModuleCase.all.count > 50)
    #expect(!Shell.found.isEmpty)
  }
}
