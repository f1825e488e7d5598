import Core
import Jinja
import Modules
import Playbooks
import Synchronization

/// Runs one task on one host: loop, conditions, retries, and the action itself.
final class TaskExecutor: Sendable {
  let run: Run
  let play: PlayContext
  let host: HostState
  /// The task's place among those of its host.
  let slot: Slot
  /// Variables that a dynamic include gave to the task.
  let includeVars: [Map]
  /// The hosts that the result is for: all of them where `run_once` holds.
  let audience: [HostState]

  init(
    run: Run, play: PlayContext, host: HostState, slot: Slot, includeVars: [Map],
    audience: [HostState]
  ) {
    self.run = run
    self.play = play
    self.host = host
    self.slot = slot
    self.includeVars = includeVars
    self.audience = audience
  }

  var task: Playbooks.Task { slot.entry.task }
  var heading: TaskHeading { slot.entry.heading }

  /// What a person has changed at the debugger.
  private let changes = Mutex(DebuggerChanges())

  /// The arguments that the debugger has set.
  var givenArguments: Map? { changes.withLock { $0.arguments } }

  /// Runs the task, and again as long as a person at the debugger wants that.
  func execute() async -> TaskOutcome {
    while true {
      var outcome = await executeOnce()
      guard let console = run.settings.debugger, !outcome.isOvertaken, outcome.includes.isEmpty,
        (try? TaskDebugger.stops(self, at: outcome.result)) ?? false
      else { return outcome }
      await run.debugging.acquire()
      defer { run.debugging.release() }
      slot.receive(.result(TaskReport.shown(outcome.result, run.secrets)))
      outcome.isShown = true
      let again = await TaskDebugger(executor: self, console: console)
        .talk(outcome.result, changes.withLock { $0 })
      guard let again else { return outcome }
      changes.withLock { $0 = again }
    }
  }

  /// Never throws: whatever goes wrong is the task's result on this host.
  private func executeOnce() async -> TaskOutcome {
    slot.receive(.hostStarted(host: host.name, heading))
    var outcome: TaskOutcome
    var ignores: HostScope?
    do {
      let scope = try makeScope()
      ignores = scope
      if let loop = task.loop {
        outcome = try await LoopRunner(executor: self, scope: scope, loop: loop).run()
      } else {
        outcome = await runItem(scope, gate: slot.entry.mayRelease ? slot.gate : nil)
      }
      try await slot.settle()
      try scope.refresh()
      let notifies = outcome.result.changed && !outcome.result.failed
      outcome.notified = notifies ? try notifications(scope) : []
      outcome.result.ignored = try isIgnored(outcome.result, scope)
    } catch {
      outcome = failure(error, ignores)
      if let ignores, !outcome.isOvertaken {
        outcome.result = CheckJudge(executor: self, scope: ignores).judged(outcome.result)
      }
      // A loop that cannot start is a failure like any other.
      if let ignores { outcome.result.ignored = (try? isIgnored(outcome.result, ignores)) ?? false }
    }
    return outcome
  }

  /// What the task sees of its host.
  func makeScope() throws(Diagnostic) -> HostScope {
    let scope = try HostScope(run: run, host: host, play: play, scope: task.scope, slot: slot)
    for map in includeVars { for (name, value) in map { scope.setLocal(name.text, value) } }
    for (name, value) in changes.withLock({ $0.variables }) { scope.setLocal(name.text, value) }
    return scope
  }

  /// Gives what `body` makes of the scope; where it asks for what is still under way, waits for that
  /// and does it again.
  func settling<Made>(
    _ scope: HostScope, _ body: () throws(Diagnostic) -> Made
  ) async throws(Diagnostic) -> Made {
    while true {
      let made: Result<Made, Diagnostic>
      do { made = .success(try body()) } catch { made = .failure(error) }
      guard scope.isPremature else { return try made.get() }
      try await slot.settle()
      try scope.refresh()
    }
  }

  /// One run of the action: the whole task, or one item of its loop.
  ///
  /// - Parameter gate: opened as soon as everything is queued, where others may go ahead then.
  func runItem(_ scope: HostScope, gate: Gate?) async -> TaskOutcome {
    while true {
      let outcome = await attempt(scope, gate)
      guard scope.isPremature else { return outcome }
      do throws(Diagnostic) {
        try await slot.settle()
        try scope.refresh()
      } catch {
        return failure(error)
      }
    }
  }

  private func attempt(_ scope: HostScope, _ gate: Gate?) async -> TaskOutcome {
    do {
      try checkDelegate(scope)
      if let unmet = try scope.unmet(task.when) { return skipped(unmet) }
      if let include = task.include {
        let request = try IncludeReader(scope: scope, task: task).request(include)
        var outcome = TaskOutcome(host: host, result: result(["changed": false]))
        outcome.includes = [request]
        return outcome
      }
      return TaskOutcome(host: host, result: try await RetryRunner(self, scope, gate).run())
    } catch {
      var outcome = failure(error, scope)
      if !outcome.isOvertaken, run.settings.checkMode, (try? await slot.settle()) != nil {
        outcome.result = CheckJudge(executor: self, scope: scope).judged(outcome.result)
      }
      return outcome
    }
  }

  /// Sets the variables of the delegate. An empty name of one is an error also where the condition would leave the task out; one
  /// whose variables are undefined is none until the task runs.
  private func checkDelegate(_ scope: HostScope) throws(Diagnostic) {
    let delegate: String?
    do { delegate = try ActionContext.delegate(of: task, scope) } catch {
      guard error.kind == .undefined else { throw error }
      return
    }
    guard let delegate else { return }
    let variables = try HostVars(run: run, play: play).entry(delegate)
    scope.setLocal(
      "ansible_delegated_vars",
      .map([.string(delegate): variables ?? ["ansible_host": .string(delegate)]]))
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
  ///
  /// - Parameter scope: knows the delegate, where the task has one.
  func failure(_ error: Diagnostic, _ scope: HostScope? = nil) -> TaskOutcome {
    var outcome = TaskOutcome(
      host: host, result: .failure(error, host: host, task: task, heading))
    outcome.isOvertaken = error.isOvertaken
    if let scope { outcome.result.delegate = (try? ActionContext.delegate(of: task, scope)) ?? nil }
    return outcome
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

extension TaskResult {
  /// An error as the result of a task.
  static func failure(
    _ error: Diagnostic, host: HostState, task: Playbooks.Task, _ heading: TaskHeading
  ) -> TaskResult {
    let isUnreachable = error.kind == .unreachable || error.kind == .authentication
    var message = error.message
    // As in Ansible, whoever reads the result learns the place; on the screen it stands below.
    if error.kind == .undefined, let place = error.location {
      message +=
        "\n\nThe error appears to be in '\(place.file.name)': line \(place.line), column \(place.column)."
    }
    var values: Map = ["changed": false, "msg": .string(message)]
    values[isUnreachable ? "unreachable" : "failed"] = true
    var result = TaskResult(host: host.name, task: heading, values: values)
    result.diagnostic = isUnreachable ? error : error.at(task.location)
    return result
  }
}
