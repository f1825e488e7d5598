import Core
import Jinja
import Playbooks

/// Runs an action, again until `until` holds or the retries are used up, and judges its result.
struct RetryRunner {
  private let executor: TaskExecutor
  private let scope: HostScope
  private let gate: Gate?

  init(_ executor: TaskExecutor, _ scope: HostScope, _ gate: Gate?) {
    self.executor = executor
    self.scope = scope
    self.gate = gate
  }

  private var task: Playbooks.Task { executor.task }

  /// - Throws: errors in arguments and conditions; what the action itself meets is in the result.
  func run() async throws(Diagnostic) -> TaskResult {
    let seconds = try await timeout()
    let context = try ActionContext(executor: executor, scope: scope, gate: gate)
    let result = try await lastAttempt(context, seconds)
    if !result.failed { ResultFacts(context: context, slot: executor.slot).keep(result.values) }
    return result
  }

  private func lastAttempt(
    _ context: ActionContext, _ seconds: Int
  ) async throws(Diagnostic) -> TaskResult {
    let retries = try number(.retries).map { max(0, Int($0)) }
    let attempts = task.until.isEmpty && retries == nil ? 1 : (retries ?? 3) + 1
    let delay = max(0, try number(.delay) ?? 5)
    var attempt = 1
    while true {
      guard var result = try await once(context, seconds, attempts > 1 ? attempt : nil) else {
        return timedOut(context, seconds)
      }
      result = CheckJudge(executor: executor, scope: scope).judged(result)
      // With no retries there is nothing to ask; nor where a check has not done anything.
      if result.unreachable || attempts == 1 || context.isCheck && result.skipped { return result }
      let isDone = try isDone(result)
      if isDone || attempt >= attempts {
        if !isDone, !task.until.isEmpty || retries != nil {
          result.values["failed"] = true
          // The first one is no retry: so Ansible counts those that were in vain.
          result.values["attempts"] = .int(attempts - 1)
        }
        return result
      }
      result.values["retries"] = .int(attempts)
      executor.slot.receive(
        .retry(TaskReport.shown(result, executor.run.secrets), left: attempts - attempt))
      try? await _Concurrency.Task.sleep(for: .seconds(delay))
      attempt += 1
    }
  }

  private func isDone(_ result: TaskResult) throws(Diagnostic) -> Bool {
    if task.until.isEmpty { return !result.failed }
    bind(result)
    // The host has the facts of an attempt only where the task does not fail.
    scope.setLocals(factsOf: result)
    return try scope.unmet(task.until) == nil
  }

  private func number(_ keyword: Keyword) throws(Diagnostic) -> Double? {
    try scope.keyword(keyword, at: task.scope)?.asDouble
  }

  /// `timeout`: seconds that an attempt may take, counted from when all before the task is settled; 0 is
  /// any time.
  private func timeout() async throws(Diagnostic) -> Int {
    guard task.scope.effective(.timeout) != nil else { return 0 }
    try await executor.slot.settle()
    try scope.refresh()
    return try number(.timeout).map { max(0, Int($0)) } ?? 0
  }

  /// As Ansible has it: no condition is asked, and there is no further attempt.
  private func timedOut(_ context: ActionContext, _ seconds: Int) -> TaskResult {
    let message =
      "The \(task.action.name.value.text) action failed to execute in the expected time frame "
      + "(\(seconds)) and was terminated"
    var result = executor.result([
      "changed": false, "failed": true, "msg": .string(message),
      "timedout": .map(["period": .int(seconds)]),
    ])
    result.delegate = context.delegateName
    return result
  }

  /// - Parameter attempt: its number, where there may be others.
  /// - Returns: nil where the time was over before the action was done.
  private func once(
    _ context: ActionContext, _ seconds: Int, _ attempt: Int?
  ) async throws(Diagnostic) -> TaskResult? {
    var result = executor.result([:])
    result.delegate = context.delegateName
    result.showsDiff = context.diffMode
    do {
      let made = try await context.limit.perform(seconds: seconds) { () async throws(Diagnostic) in
        try await context.perform()
      }
      guard let made else { return nil }
      result.values = made
      if result.failed, result.values["msg"] == nil, let rc = made["rc"], rc != 0 {
        result.values["msg"] = "non-zero return code"
      }
    } catch {
      if error.isOvertaken { throw error }
      let failed = executor.failure(error).result
      result.values = failed.values
      result.diagnostic = failed.diagnostic
      if let attempt { result.values["attempts"] = .int(attempt) }
      return result
    }
    if result.values["changed"] == nil { result.values["changed"] = false }
    if let attempt { result.values["attempts"] = .int(attempt) }
    judge(&result)
    return result
  }

  /// Applies `changed_when` and `failed_when`. What the action did stays in the result where a
  /// condition cannot be evaluated.
  private func judge(_ result: inout TaskResult) {
    if result.values["failed"] == nil { result.values["failed"] = false }
    guard !task.changedWhen.isEmpty || !task.failedWhen.isEmpty, !result.skipped else { return }
    bind(result)
    // The host has the facts of an attempt only where the task does not fail.
    scope.setLocals(factsOf: result)
    var condition = "changed_when_result"
    do { try applyConditions(to: &result, &condition) } catch {
      let failed = executor.failure(error).result
      result.values["failed"] = true
      result.values[.string(condition)] = failed.values["msg"]
      if result.values["msg"] == nil { result.values["msg"] = failed.values["msg"] }
      result.diagnostic = failed.diagnostic
    }
  }

  private func applyConditions(
    to result: inout TaskResult, _ condition: inout String
  ) throws(Diagnostic) {
    if !task.changedWhen.isEmpty {
      result.values["changed"] = .bool(try scope.unmet(task.changedWhen) == nil)
      bind(result)
    }
    condition = "failed_when_result"
    if !task.failedWhen.isEmpty {
      // A module error that the condition does not know about stays an error of the task only
      // through the condition, as in Ansible.
      let hasFailed = try scope.unmet(task.failedWhen) == nil
      result.values["failed"] = .bool(hasFailed)
      result.values["failed_when_result"] = .bool(hasFailed)
      if !hasFailed { result.diagnostic = nil }
    }
  }

  private func bind(_ result: TaskResult) {
    guard let name = task.register else { return }
    scope.setLocal(name, .map(TaskReport.registered(result.values)))
  }
}
