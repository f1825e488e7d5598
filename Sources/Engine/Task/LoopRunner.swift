import Core
import Jinja
import Playbooks

/// Goes over the items of a task's loop, one after the other.
struct LoopRunner {
  let executor: TaskExecutor
  let scope: HostScope
  let loop: Loop

  private var task: Playbooks.Task { executor.task }

  /// - Throws: what keeps the loop from starting: a list that is undefined or none at all.
  func run() async throws(Diagnostic) -> TaskOutcome {
    let items: [Value]
    do { items = try LoopItems(scope: scope).items(of: loop) } catch {
      // A loop over something undefined is skipped where the condition is false without it.
      if error.kind == .undefined, let unmet = try? scope.unmet(task.when) {
        return await skippedWhole(unmet)
      }
      throw error
    }
    let names = try variableNames()
    var outcome = TaskOutcome(host: executor.host, result: executor.result([:]))
    var results: [TaskResult] = []
    for (index, item) in items.enumerated() {
      if index > 0 { try await pause() }
      bind(item, index, items, names)
      var one = await executor.runItem(scope)
      try finish(&one, item, index, names)
      outcome.includes += one.includes.map {
        withItem($0, item, index, names, one.result.itemLabel)
      }
      outcome.result.cost = outcome.result.cost + one.result.cost
      results.append(one.result)
      keepFacts(one.result)
      if task.include == nil || one.result.skipped { report(one.result) }
      if one.result.unreachable { break }
      if try shouldBreak(one.result) { break }
    }
    outcome.result.values = Self.summary(results)
    outcome.result.isCensored = results.contains { $0.isCensored }
    outcome.result.diagnostic = results.first { $0.unreachable }?.diagnostic
    return outcome
  }

  private func skippedWhole(_ unmet: Condition) async -> TaskOutcome {
    var outcome = await executor.runItem(scope)
    if !outcome.result.skipped { outcome.result.values["skipped"] = true }
    return outcome
  }

  private struct Names {
    let loop: String
    let index: String?
    let isExtended: Bool
    let withAllItems: Bool
  }

  private func variableNames() throws(Diagnostic) -> Names {
    let control = task.loopControl
    return Names(
      loop: try scope.render(control.loopVar).text,
      index: try control.indexVar.map { name throws(Diagnostic) in try scope.render(name).text },
      isExtended: try flag(control.extended, default: false),
      withAllItems: try flag(control.extendedAllItems, default: true))
  }

  private func flag(_ setting: Setting?, default fallback: Bool) throws(Diagnostic) -> Bool {
    guard let setting else { return fallback }
    return KeywordType.bool.converted(try scope.render(setting.value))?.bool ?? fallback
  }

  private func pause() async throws(Diagnostic) {
    guard let setting = task.loopControl.pause,
      let seconds = try scope.render(setting.value).asDouble, seconds > 0
    else { return }
    try? await _Concurrency.Task.sleep(for: .seconds(seconds))
  }

  private func bind(_ item: Value, _ index: Int, _ items: [Value], _ names: Names) {
    scope.setLocal(names.loop, item)
    scope.setLocal("ansible_loop_var", .string(names.loop))
    if let name = names.index {
      scope.setLocal(name, .int(index))
      scope.setLocal("ansible_index_var", .string(name))
    }
    guard names.isExtended else { return }
    var loop: Map = [
      "index": .int(index + 1), "index0": .int(index), "first": .bool(index == 0),
      "last": .bool(index == items.count - 1), "length": .int(items.count),
      "revindex": .int(items.count - index), "revindex0": .int(items.count - index - 1),
    ]
    if names.withAllItems { loop["allitems"] = .list(items) }
    if index > 0 { loop["previtem"] = items[index - 1] }
    if index + 1 < items.count { loop["nextitem"] = items[index + 1] }
    scope.setLocal("ansible_loop", .map(loop))
  }

  private func finish(
    _ outcome: inout TaskOutcome, _ item: Value, _ index: Int, _ names: Names
  ) throws(Diagnostic) {
    outcome.result.values[names.loop] = item
    outcome.result.values["ansible_loop_var"] = .string(names.loop)
    if let name = names.index {
      outcome.result.values[name] = .int(index)
      outcome.result.values["ansible_index_var"] = .string(name)
    }
    if outcome.result.values["failed"] == nil { outcome.result.values["failed"] = false }
    outcome.result.itemLabel = item
    if let label = task.loopControl.label {
      outcome.result.itemLabel = try scope.render(label.value)
    }
    outcome.result.isCensored = try scope.keyword(.noLog, at: task.scope)?.bool ?? false
    let ignores = try scope.keyword(.ignoreErrors, at: task.scope)?.bool ?? false
    outcome.result.ignored = outcome.result.failed && ignores
  }

  private func withItem(
    _ request: IncludeRequest, _ item: Value, _ index: Int, _ names: Names, _ label: Value?
  ) -> IncludeRequest {
    var variables = request.variables
    variables[names.loop] = item
    variables["ansible_loop_var"] = .string(names.loop)
    if let name = names.index { variables[name] = .int(index) }
    var made = IncludeRequest(target: request.target, variables: variables, label: label)
    made.isPublic = request.isPublic
    made.allowsDuplicates = request.allowsDuplicates
    made.validatesArguments = request.validatesArguments
    return made
  }

  /// Facts that an item makes are there for the next one, so that a list can grow in a loop.
  private func keepFacts(_ result: TaskResult) {
    guard let facts = result.values["ansible_facts"]?.map, !result.failed else { return }
    for (name, value) in facts { scope.setLocal(name.text, value) }
  }

  private func report(_ result: TaskResult) {
    executor.run.sink.receive(.item(TaskReport.shown(result, executor.run.secrets)))
  }

  private func shouldBreak(_ result: TaskResult) throws(Diagnostic) -> Bool {
    let conditions = task.loopControl.breakWhen
    guard !conditions.isEmpty else { return false }
    if let name = task.register { scope.setLocal(name, .map(TaskReport.registered(result.values))) }
    return try scope.unmet(conditions) == nil
  }

  /// The result of the whole loop (ansible-core's `TaskExecutor.run`).
  private static func summary(_ results: [TaskResult]) -> Map {
    var values: Map = [
      "results": .list(results.map { .map($0.values) }),
      "changed": .bool(results.contains { $0.changed }),
    ]
    let hasFailed = results.contains { $0.failed }
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
