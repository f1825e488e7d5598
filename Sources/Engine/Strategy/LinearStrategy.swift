import Core
import Jinja
import Playbooks

/// Runs a list of tasks as Ansible's `linear` strategy: every task on all hosts before the next one.
///
/// Blocks are recursion: the hosts that fail inside a block go through its `rescue`, all of them
/// through its `always`. A strategy belongs to one batch of one play and is used by one task only.
final class LinearStrategy {
  let run: Run
  let play: PlayContext
  let hosts: [HostState]
  private(set) var outcome = Outcome()
  private let tags: TagSelection
  private var isPlayOver = false

  init(run: Run, play: PlayContext, hosts: [HostState]) {
    self.run = run
    self.play = play
    self.hosts = hosts
    tags = TagSelection(only: run.settings.onlyTags, skip: run.settings.skipTags)
  }

  /// What is known at a point of the tree of blocks.
  struct Level {
    /// Whether a `rescue` around it will deal with failures.
    var isRescued = false
    /// Variables that dynamic includes gave, outermost first.
    var includeVars: [Map] = []
    var isHandler = false
  }

  private var active: [HostState] { hosts.filter(\.isActive) }

  /// Runs steps on all hosts of the batch that still take part.
  func execute(_ steps: [Step]) async { await execute(steps, on: hosts, Level()) }

  func execute(_ steps: [Step], on hosts: [HostState], _ level: Level) async {
    for step in steps where !isPlayOver {
      let active = hosts.filter(\.isActive)
      if active.isEmpty { return }
      switch step {
      case .task(let task): await execute(task, on: active, level)
      case .block(let block): await execute(block, on: active, level)
      }
    }
  }

  private func execute(_ block: Block, on hosts: [HostState], _ level: Level) async {
    var hosts = hosts
    let role = block.kind == .role ? block.role : nil
    if let role, !role.allowsDuplicates {
      hosts = hosts.filter { host in
        !host.contents.withLock { $0.completedRoles.contains(role.identity) }
      }
    }
    var inner = level
    inner.isRescued = level.isRescued || !block.rescue.isEmpty
    await execute(block.block, on: hosts, inner)
    await rescue(block, hosts, level)
    await always(block, hosts, level)
    if block.kind == .role {
      for host in hosts where host.status == .roleEnded { host.status = .active }
    }
    guard let role else { return }
    for host in hosts where host.isActive {
      host.contents.withLock { _ = $0.completedRoles.insert(role.identity) }
    }
  }

  private func rescue(_ block: Block, _ hosts: [HostState], _ level: Level) async {
    let failed = hosts.filter { $0.status == .failed }
    guard !block.rescue.isEmpty, !failed.isEmpty, !isPlayOver else { return }
    for host in failed { host.status = .active }
    await execute(block.rescue, on: failed, level)
  }

  private func always(_ block: Block, _ hosts: [HostState], _ level: Level) async {
    guard !block.always.isEmpty else { return }
    let failed = hosts.filter { $0.status == .failed }
    let isOver = isPlayOver
    isPlayOver = false
    for host in failed { host.status = .active }
    await execute(block.always, on: hosts.filter(\.isActive), level)
    for host in failed where host.isActive { host.status = .failed }
    isPlayOver = isPlayOver || isOver
  }

  // MARK: Tasks

  private func execute(_ task: Playbooks.Task, on hosts: [HostState], _ level: Level) async {
    guard let first = hosts.first else { return }
    do {
      let scope = try scope(of: task, first, level)
      guard try isSelected(task, scope, level) else { return }
      let heading = try TaskHeading(task, scope: scope, isHandler: level.isHandler)
      guard await run.startAndStep.admits(heading, task) else { return }
      if case .known("ansible.builtin.meta") = task.action.resolution {
        run.sink.receive(.taskStarted(heading))
        return try await MetaTask(strategy: self, task: task, hosts: hosts, level: level).run()
      }
      let asksForOne = try scope.keyword(.runOnce, at: task.scope)?.bool ?? false
      let runsOnce = asksForOne || Actions.runOnce(task)
      run.sink.receive(.taskStarted(heading))
      let outcomes = await outcomes(
        of: task, heading, on: runsOnce ? [first] : hosts, level, try throttle(task, scope),
        for: runsOnce ? hosts : [])
      for outcome in outcomes {
        keep(outcome, task, on: runsOnce ? hosts : [outcome.host], level)
      }
      await include(outcomes, of: task, level)
      stopIfNeeded(
        outcomes, try scope.keyword(.anyErrorsFatal, at: task.scope)?.bool ?? false, level)
    } catch {
      // An error in a keyword is the same for all hosts: each of them fails.
      for host in hosts { fail(host, task, error, level) }
    }
  }

  private func scope(
    of task: Playbooks.Task, _ host: HostState, _ level: Level
  ) throws(Diagnostic) -> HostScope {
    let scope = try HostScope(run: run, host: host, play: play, scope: task.scope)
    for map in level.includeVars { for (name, value) in map { scope.setLocal(name.text, value) } }
    return scope
  }

  /// Whether the tags let the task run. Handlers run whatever their tags are.
  private func isSelected(
    _ task: Playbooks.Task, _ scope: HostScope, _ level: Level
  ) throws(Diagnostic) -> Bool {
    if level.isHandler { return true }
    var names: [String] = []
    for tag in task.tags {
      let value = try scope.render(tag)
      names += (value.list ?? [value]).map(\.text)
    }
    return tags.selects(names)
  }

  private func throttle(
    _ task: Playbooks.Task, _ scope: HostScope
  ) throws(Diagnostic) -> Int {
    let throttle = try scope.keyword(.throttle, at: task.scope)?.int ?? 0
    return throttle > 0 ? min(throttle, run.settings.forks) : run.settings.forks
  }

  /// Runs the task on hosts side by side, at most `forks` at once; results are reported as they
  /// come, and given in the order of the hosts.
  private func outcomes(
    of task: Playbooks.Task, _ heading: TaskHeading, on hosts: [HostState], _ level: Level,
    _ forks: Int, for audience: [HostState]
  ) async -> [TaskOutcome] {
    let (run, play, includeVars) = (run, play, level.includeVars)
    return await withTaskGroup(of: (Int, TaskOutcome).self) { group in
      var results: [TaskOutcome?] = Array(repeating: nil, count: hosts.count)
      func start(_ index: Int) {
        let host = hosts[index]
        run.sink.receive(.hostStarted(host: host.name, heading))
        let executor = TaskExecutor(
          run: run, play: play, host: host, task: task, heading: heading, includeVars: includeVars,
          audience: audience.isEmpty ? [host] : audience)
        group.addTask { (index, await executor.execute()) }
      }
      var next = min(max(1, forks), hosts.count)
      for index in 0..<next { start(index) }
      for await (index, outcome) in group {
        results[index] = outcome
        report(outcome)
        if next < hosts.count {
          start(next)
          next += 1
        }
      }
      return results.compactMap { $0 }
    }
  }

  private func report(_ outcome: TaskOutcome) {
    guard outcome.includes.isEmpty else { return }
    run.sink.receive(.result(TaskReport.shown(outcome.result, run.secrets)))
  }

  // MARK: Results

  /// Keeps what a result means for its hosts: registered variables, counts, handlers, failure.
  private func keep(
    _ outcome: TaskOutcome, _ task: Playbooks.Task, on hosts: [HostState], _ level: Level
  ) {
    let result = outcome.result
    for host in hosts {
      if let name = task.register, outcome.includes.isEmpty {
        host.make([.string(name): .map(TaskReport.registered(result.values))])
      }
    }
    // What an include loads is counted, file by file.
    if outcome.includes.isEmpty { count(result, on: outcome.host, isRescued: level.isRescued) }
    if !result.ignored, result.unreachable || result.failed {
      for host in hosts { markFailed(host, task, result) }
      return
    }
    do { try notify(outcome, task) } catch { fail(outcome.host, task, error, level) }
  }

  private func markFailed(_ host: HostState, _ task: Playbooks.Task, _ result: TaskResult) {
    host.contents.withLock { contents in
      contents.status = result.unreachable ? .unreachable : .failed
      contents.failure = [
        "ansible_failed_result": .map(TaskReport.registered(result.values)),
        "ansible_failed_task": [
          "name": .string(task.name?.text ?? ""), "action": .string(task.action.name.value.text),
        ],
      ]
    }
  }

  private func count(_ result: TaskResult, on host: HostState, isRescued: Bool) {
    host.contents.withLock { contents in
      contents.summary.cost = contents.summary.cost + result.cost
      if result.unreachable, !result.ignored {
        contents.summary.unreachable += 1
      } else if result.failed, !result.ignored {
        if isRescued { contents.summary.rescued += 1 } else { contents.summary.failed += 1 }
      } else if result.skipped, !result.failed {
        contents.summary.skipped += 1
      } else {
        contents.summary.ok += 1
        if result.ignored { contents.summary.ignored += 1 }
        if result.changed { contents.summary.changed += 1 }
      }
    }
  }

  /// An error that is no module's: in a keyword, a handler's name, an include.
  func fail(_ host: HostState, _ task: Playbooks.Task, _ error: Diagnostic, _ level: Level) {
    let heading = TaskHeading(id: task.id, title: task.title, action: task.action.module)
    let executor = TaskExecutor(
      run: run, play: play, host: host, task: task, heading: heading, includeVars: [],
      audience: [host])
    let outcome = executor.failure(error)
    report(outcome)
    count(outcome.result, on: host, isRescued: level.isRescued)
    markFailed(host, task, outcome.result)
  }

  /// Ends the play where failures must: `any_errors_fatal`, `max_fail_percentage`, no host left.
  private func stopIfNeeded(_ outcomes: [TaskOutcome], _ isFatal: Bool, _ level: Level) {
    let failed = hosts.filter { $0.status == .failed || $0.status == .unreachable }
    let hasNewFailure = outcomes.contains {
      ($0.result.failed || $0.result.unreachable) && !$0.result.ignored
    }
    if isFatal, hasNewFailure {
      for host in hosts where host.isActive { host.status = .failed }
    } else if let limit = play.play.scope.settings[.maxFailPercentage]?.value.asDouble,
      hasNewFailure, Double(failed.count) * 100 / Double(hosts.count) > limit
    {
      for host in hosts where host.isActive { host.status = .failed }
      run.sink.receive(.noHostsRemaining)
    }
    if active.isEmpty, hasNewFailure, !level.isRescued { outcome.hasEnded = true }
  }

  func endPlay() { isPlayOver = true }
}
