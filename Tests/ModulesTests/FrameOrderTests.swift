import Core
import Testing

@testable import Modules

/// Frames that are sent without waiting: what a failed call does to those after it.
@Suite struct FrameOrderTests {
  /// One call of `command`, whose result `creates` keeps from being the same twice.
  private struct Step {
    let command: String
    let order: FrameOrder?

    init(_ command: String, epoch: Int? = nil, task: Int = 0, stops: Bool = true) {
      self.command = command
      order = epoch.map { FrameOrder(epoch: $0, task: task, stops: stops) }
    }
  }

  /// What became of each call: `ok`, `failed`, `skipped`.
  private func run(_ steps: [Step], _ shell: Shell) throws -> [String] {
    let sandbox = try Sandbox()
    let spec = try #require(ModuleCatalog.builtin.spec("shell"))
    var session = ShellSession(catalog: .builtin, token: ShellSession.randomToken())
    var frames: [UInt8] = []
    for step in steps {
      let arguments = try Arguments([:], for: spec, engine: ["_raw": .string(step.command)])
      frames += try session.frame(
        ModuleCall(module: "shell", arguments: arguments), order: step.order
      ).bytes
    }
    let replies = try sandbox.replies(to: frames, of: &session, shell: shell)
    #expect(replies.map(\.id) == Array(1...steps.count))
    return replies.map { reply in
      if reply.isSkippedAhead {
        #expect(reply.values.isEmpty)
        return "skipped"
      }
      return reply.values["failed"] == true ? "failed" : "ok"
    }
  }

  @Test(arguments: Shell.found) func afterAFailureOtherTasksAreSkipped(_ shell: Shell) throws {
    let steps = [
      Step("true", epoch: 1, task: 1), Step("false", epoch: 1, task: 2),
      Step("true", epoch: 1, task: 2), Step("true", epoch: 1, task: 3),
      Step("true", epoch: 1, task: 2), Step("true"), Step("true", epoch: 2, task: 3),
      Step("true", epoch: 1, task: 4, stops: false), Step("true", epoch: 11, task: 4),
    ]
    let wanted = ["ok", "failed", "ok", "skipped", "ok", "ok", "ok", "skipped", "ok"]
    #expect(try run(steps, shell) == wanted)
  }

  @Test(arguments: Shell.found) func whatDoesNotStopSkipsNothing(_ shell: Shell) throws {
    let steps = [
      Step("false"), Step("false", epoch: 1, task: 1, stops: false),
      Step("true", epoch: 1, task: 2),
      Step("false", epoch: 12, task: 1), Step("true", epoch: 1, task: 2),
    ]
    #expect(try run(steps, shell) == ["failed", "failed", "ok", "failed", "ok"])
  }

  /// Who shares the shell with other hosts' tasks may come back to an epoch.
  @Test(arguments: Shell.found) func epochsMayAlternate(_ shell: Shell) throws {
    let steps = [
      Step("false", epoch: 1, task: 1), Step("false", epoch: 2, task: 1),
      Step("true", epoch: 1, task: 2), Step("true", epoch: 2, task: 1),
    ]
    #expect(try run(steps, shell) == ["failed", "failed", "skipped", "ok"])
  }

  @Test(arguments: Shell.found) func aScriptThatDiesStopsToo(_ shell: Shell) throws {
    let sandbox = try Sandbox()
    var session = ShellSession(catalog: .builtin, token: ShellSession.randomToken())
    func order(_ task: Int) -> FrameOrder { FrameOrder(epoch: 1, task: task, stops: true) }
    let frames =
      session.frame(script: "exit 3", order: order(1)).bytes
      + session.frame(script: "put_s msg never", order: order(2)).bytes
      + session.frame(script: "put_s msg other").bytes
    let replies = try sandbox.replies(to: frames, of: &session, shell: shell)
    #expect(replies.map(\.status) == [3, 0, 0])
    #expect(replies.map(\.isSkippedAhead) == [false, true, false])
    #expect(replies.last?.values["msg"] == "other")
  }
}
