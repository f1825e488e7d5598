import Core
import Jinja
import Modules
import Playbooks

/// Runs one task on one host: loop, conditions, retries, and the action itself.
struct TaskExecutor {
  let run: Run
  let play: PlayContext
  let host: HostState
  let task: Playbooks.Task
  let heading: TaskHeading
  /// Variables that a dynamic include gave to the task.
  let includeVars: [Map]
  /// The hosts that the result is for: all of them where `run_once` holds.
  let audience: [HostState]

  /// Never throws: whatever goes wrong is the task's result on this host.
  func execute() async -> TaskOutcome {
    var outcome: TaskOutcome
    var ignores: HostScope?
    do {
      let scope = try HostScope(run: run, host: host, play: play, scope: task.scope)
      ignores = scope
      for map in includeVars { for (name, value) in map { scope.setLocal(name.text, value) } }
      if let loop = task.loop {
        outcome = try await LoopRunner(executor: self, scope: scope, loop: loop).run()
      } else {
        outcome = await runItem(scope)
      }
      outcome.notified = outcome.result.changed ? try notifications(scope) : []
      outcome.result.ignored = try isIgnored(outcome.result, scope)
    } catch {
      outcome = failure(error)
      // A loop that cannot start is a failure like any other.
      if let ignores { outcome.result.ignored = (try? isIgnored(outcome.result, ignores)) ?? false }
    }
    return outcome
  }

  /// One run of the action: the whole task, or one item of its loop.
  func runItem(_ scope: HostScope) async -> TaskOutcome {
    do {
      if let unmet = try scope.unmet(task.when) { return skipped(unmet) }
      if let include = task.include {
        let request = try IncludeReader(scope: scope, task: task).request(include)
        var outcome = TaskOutcome(host: host, result: result(["changed": false]))
        outcome.includes = [request]
        return outcome
      }
      return TaskOutcome(host: host, result: try await RetryRunner(self, scope).run())
    } catch {
      return failure(error)
    }
  }

  func result(_ values: Map) -> TaskResult {
    TaskResult(host: host.name, task: heading, values: values)
  }

  private func skipped(_ condition: Condition) -> TaskOutcome {
    var values: Map = [
      "changed": false, "skipped": true, "skip_reason": "Conditional result was False",
    ]
    switch condition {
    case .expression(let text): values["false_condition"] = .string(text.source)
    case .constant(let flag): values["false_condition"] = .bool(flag)
    }
    return TaskOutcome(host: host, result: result(values))
  }

  /// An error as the result of the task.
  func failure(_ error: Diagnostic) -> TaskOutcome {
    let isUnreachable = error.kind == .unreachable || error.kind == .authentication
    var values: Map = ["changed": false, "msg": .string(error.message)]
    values[isUnreachable ? "unreachable" : "failed"] = true
    var result = result(values)
    result.diagnostic = isUnreachable ? error : error.at(task.location)
    return TaskOutcome(host: host, result: result)
  }

  private func notifications(_ scope: HostScope) throws(Diagnostic) -> [String] {
    var names: [String] = []
    for value in task.notify {
      let rendered = try scope.render(value)
      names += (rendered.list ?? [rendered]).map(\.text)
    }
    return names
  }

  private func isIgnored(_ result: TaskResult, _ scope: HostScope) throws(Diagnostic) -> Bool {
    let keyword: Keyword = result.unreachable ? .ignoreUnreachable : .ignoreErrors
    guard result.unreachable || result.failed else { return false }
    return try scope.keyword(keyword, at: task.scope)?.bool ?? false
  }
}
