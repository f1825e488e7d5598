import Core
import Jinja
import Playbooks

/// Goes over the items of a task's loop: one after the other, or all at once where no item needs
/// anything of the one before it.
struct LoopRunner {
  let executor: TaskExecutor
  let scope: HostScope
  let loop: Loop

  private var task: Playbooks.Task { executor.task }

  /// - Throws: what keeps the loop from starting: a list that is undefined or none at all.
  func run() async throws(Diagnostic) -> TaskOutcome {
    let items: [Value]
    do {
      items = try await executor.settling(scope) { () throws(Diagnostic) in
        try LoopItems(scope: scope, module: task.action.name.value.text).items(of: loop)
      }
    } catch {
      // A loop over something undefined is skipped where the condition is false without it.
      if error.kind == .undefined, let unmet = try? scope.unmet(task.when) {
        return await skippedWhole(unmet)
      }
      throw error
    }
    let names = try await executor.settling(scope) { () throws(Diagnostic) in
      try LoopNames(task.loopControl, scope)
    }
    let runner = LoopItemRunner(executor: executor, items: items, names: names)
    let outcomes =
      items.count > 1 && executor.slot.entry.mayBatchItems && runner.hasLabels(scope)
      ? try await LoopBatch(runner: runner).run() : try await inTurn(runner)
    var outcome = TaskOutcome(host: executor.host, result: executor.result([:]))
    for one in outcomes { outcome.includes += one.includes }
    let results = outcomes.map(\.result)
    outcome.result.values = Self.summary(results)
    if let delegate = task.scope.effective(.delegateTo)?.value, !delegate.holdsTemplate {
      outcome.result.delegate = delegate.string
    }
    outcome.result.isCensored = results.contains { $0.isCensored }
    outcome.result.guess = results.lazy.compactMap(\.guess).first
    if results.isEmpty, executor.run.settings.checkMode, let guess = scope.readsGuesses {
      outcome.result.guess = guess
      outcome.result.values["unknown"] = true
      outcome.result.values["msg"] = .string("the list of the loop is empty (\(guess))")
    }
    if results.contains(where: \.unknown), outcome.result.skipped {
      outcome.result.values["unknown"] = true
    }
    outcome.result.diagnostic = results.first { $0.unreachable }?.diagnostic
    return outcome
  }

  private func inTurn(_ runner: LoopItemRunner) async throws(Diagnostic) -> [TaskOutcome] {
    var outcomes: [TaskOutcome] = []
    for index in runner.items.indices {
      if index > 0 { try await pause() }
      runner.bind(index, in: scope)
      let one = try runner.finished(await executor.runItem(scope, gate: nil), index, scope)
      outcomes.append(one)
      keep(one.result)
      runner.report(one)
      if one.result.unreachable { break }
      if try shouldBreak(one.result) { break }
    }
    return outcomes
  }

  private func skippedWhole(_ unmet: Condition) async -> TaskOutcome {
    var outcome = await executor.runItem(scope, gate: nil)
    if !outcome.result.skipped { outcome.result.values["skipped"] = true }
    return outcome
  }

  private func pause() async throws(Diagnostic) {
    guard let setting = task.loopControl.pause,
      let seconds = try scope.render(setting.value).asDouble, seconds > 0
    else { return }
    // What was sent before must not wait for the pause.
    try await executor.slot.settle()
    try? await _Concurrency.Task.sleep(for: .seconds(seconds))
  }

  /// Facts that an item makes are there for the next one, so that a list can grow in a loop; and so is its result, until that of
  /// the whole loop takes its place.
  private func keep(_ result: TaskResult) {
    if let name = task.register { scope.setLocal(name, .map(TaskReport.registered(result.values))) }
    if !result.failed { scope.setLocals(factsOf: result) }
  }

  private func shouldBreak(_ result: TaskResult) throws(Diagnostic) -> Bool {
    let conditions = task.loopControl.breakWhen
    guard !conditions.isEmpty else { return false }
    return try scope.unmet(conditions) == nil
  }

  /// The result of the whole loop (ansible-core's `TaskExecutor.run`).
  private static func summary(_ results: [TaskResult]) -> Map {
    var values: Map = [
      "results": .list(results.map { .map($0.values) }),
      "changed": .bool(results.contains { $0.changed }),
    ]
    let hasFailed = results.contains { $0.values["failed"]?.isTrue ?? false }
    if results.isEmpty {
      values["skipped"] = true
      values["skipped_reason"] = "No items in the list"
    } else if results.contains(where: { $0.unreachable }) {
      values["unreachable"] = true
      values["msg"] = results.last { $0.unreachable }?.values["msg"] ?? "unreachable"
    } else if hasFailed {
      values["failed"] = true
      values["msg"] = "One or more items failed"
    } else if results.allSatisfy({ $0.skipped }) {
      values["skipped"] = true
      values["msg"] = "All items skipped"
    } else {
      values["msg"] = "All items completed"
    }
    values["skipped"] = values["skipped"] ?? false
    return values
  }
}
