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
  /// The hosts of the batch; more than its own where each host has a strategy of its own.
  let batch: [HostState]
  let sink: any EventSink
  var outcome = Outcome()
  private let tags: TagSelection
  private var sharedNames: SharedNamesSource
  var isPlayOver = false

  /// - Parameters:
  ///   - batch: the hosts that the play has now; `hosts` if it is not given.
  ///   - sink: takes the events in place of the run's.
  init(
    run: Run, play: PlayContext, hosts: [HostState], batch: [HostState]? = nil,
    sink: (any EventSink)? = nil
  ) {
    self.run = run
    self.play = play
    self.hosts = hosts
    self.batch = batch ?? hosts
    self.sink = sink ?? run.sink
    sharedNames = SharedNamesSource(run: run, play: play, hosts: hosts)
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

  /// Whether each host has a strategy of its own (`FreeStrategy`).
  private var isOfOneHost: Bool { batch.count > hosts.count }

  /// Runs steps on all hosts of the batch that still take part.
  func execute(_ steps: [Step]) async { await execute(steps, on: hosts, Level()) }

  func execute(_ steps: [Step], on hosts: [HostState], _ level: Level) async {
    let steps = FlatStep.list(steps)
    var index = 0
    while index < steps.count, !isPlayOver, run.fatalError.withLock({ $0 == nil }) {
      let active = hosts.filter(\.isActive)
      if active.isEmpty {
        // A role that ended early brings its hosts back.
        guard hosts.contains(where: { $0.status == .roleEnded }) else { break }
        if case .roleEnds(let block) = steps[index] { complete(block, hosts) }
        index += 1
        continue
      }
      switch steps[index] {
      case .task(let task):
        index += await execute(task, steps[index...], on: active, level)
      case .block(let block):
        await execute(block, on: active, level)
        index += 1
      case .roleBegins(let block, let end):
        if hasCompleted(block, active) {
          await execute(block, on: active, level)
          index = end
        } else {
          index += 1
        }
      case .roleEnds(let block):
        complete(block, hosts)
        index += 1
      }
    }
  }

  // MARK: Tasks

  /// Runs a task, and with it those that follow as far as hosts need not meet.
  ///
  /// - Returns: how many steps were done.
  private func execute(
    _ task: Playbooks.Task, _ steps: ArraySlice<FlatStep>, on hosts: [HostState], _ level: Level
  ) async -> Int {
    guard let first = hosts.first else { return 1 }
    do {
      let planner = StretchPlanner(
        run: run, play: play, hosts: hosts, level: level,
        shared: try sharedNames.names(for: task.role))
      var (stretch, count) = try stretch(of: steps, first, planner, level)
      if stretch.entries.isEmpty {
        guard let entry = try entry(for: task, first, level, isAlone: true) else { return 1 }
        guard await run.startAndStep.admits(entry.heading, task) else { return 1 }
        (stretch.entries, count) = ([entry], 1)
        try await alone(stretch, task, on: hosts, level)
      } else {
        _ = await outcomes(of: stretch, on: hosts, level, run.settings.forks, for: [])
        endIfAllFailed(level)
      }
      return count
    } catch {
      // An error in a keyword is the same for all hosts: each of them fails.
      for host in hosts { fail(host, task, error, level) }
      return 1
    }
  }

  /// A task at which all hosts meet.
  private func alone(
    _ stretch: Stretch, _ task: Playbooks.Task, on hosts: [HostState], _ level: Level
  ) async throws(Diagnostic) {
    guard let first = hosts.first else { return }
    if case .known("ansible.builtin.meta") = task.action.resolution {
      sink.receive(.taskStarted(stretch.entries[0].heading))
      return try await MetaTask(
        strategy: self, task: task, hosts: hosts, level: level,
        heading: stretch.entries[0].heading
      ).run()
    }
    let scope = try scope(of: task, first, level)
    let asksForOne = try scope.keyword(.runOnce, at: task.scope)?.bool ?? false
    if asksForOne, isOfOneHost {
      sink.receive(
        .warning(
          Diagnostic(
            .task, "run_once means nothing where hosts run by themselves: every host runs the task",
            at: task.location)))
    }
    let runsOnce = asksForOne || Actions.runOnce(task)
    let atOnce = try throttle(task, scope)
    // A strategy of one host holds back nobody by itself.
    let throttle = isOfOneHost ? play.throttle(of: task, atOnce) : nil
    await throttle?.acquire()
    if !isOfOneHost { play.meetingHosts = Set(batch.filter(\.isInPlay).map(\.name)) }
    let outcomes = await outcomes(
      of: stretch, on: runsOnce ? [first] : hosts, level, atOnce, for: asksForOne ? hosts : [])
    play.meetingHosts = nil
    throttle?.release()
    let isFatal = try scope.keyword(.anyErrorsFatal, at: task.scope)?.bool ?? false
    await include(outcomes, of: task, level) { stop(isFatal, level) }
    let hasNewFailure = outcomes.contains {
      ($0.result.failed || $0.result.unreachable) && !$0.result.ignored
    }
    if hasNewFailure { stop(isFatal, level) }
  }

  /// The tasks from here on that hosts can go through by themselves; none where the first one is a
  /// meeting point.
  ///
  /// - Returns: how many steps they are.
  private func stretch(
    of steps: ArraySlice<FlatStep>, _ first: HostState, _ planner: StretchPlanner, _ level: Level
  ) throws(Diagnostic) -> (Stretch, Int) {
    var stretch = Stretch(entries: [])
    var written: Set<String> = []
    var roles: Set<String> = []
    var count = 0
    planning: for step in steps {
      switch step {
      case .task(let task):
        let traits = TaskTraits(task: task, run: run)
        guard planner.isPlain(task, traits, after: written) else { break planning }
        if let entry = try entry(for: task, first, level, isAlone: false) {
          stretch.entries.append(entry)
          written.formUnion(traits.writtenNames ?? [])
        }
      case .block: break planning
      case .roleBegins(let block, _):
        let again = block.role.map { !$0.allowsDuplicates && roles.contains($0.identity) } ?? false
        if again || hasCompleted(block, planner.hosts) { break planning }
      case .roleEnds(let block):
        // A role that ends before any of its tasks ran, or that some have left, ends by itself.
        let isLeft = hosts.contains { $0.status == .roleEnded }
        if stretch.entries.isEmpty || isLeft { break planning }
        stretch.roleEnds.append((block, stretch.entries.count))
        if let role = block.role { roles.insert(role.identity) }
      }
      count += 1
    }
    return (stretch, count)
  }

  /// A task's part of a stretch; nil where its tags leave it out.
  private func entry(
    for task: Playbooks.Task, _ host: HostState, _ level: Level, isAlone: Bool
  ) throws(Diagnostic) -> Stretch.Entry? {
    let scope = try scope(of: task, host, level)
    guard try isSelected(task, scope, level) else { return nil }
    let traits = TaskTraits(task: task, run: run)
    var batchesItems = run.settings.runAhead && traits.mayBatchItems
    if batchesItems { batchesItems = try !readsOwnResult(task) }
    return Stretch.Entry(
      task: task, heading: try TaskHeading(task, scope: scope, isHandler: level.isHandler),
      mayRelease: !isAlone && traits.mayRelease, neverFails: traits.neverFails,
      mayBatchItems: batchesItems)
  }

  /// Whether an item of the task's loop may look at the result of the one before it.
  private func readsOwnResult(_ task: Playbooks.Task) throws(Diagnostic) -> Bool {
    guard task.loop != nil, let name = task.register else { return false }
    var identifiers = Identifiers()
    identifiers.addInputs(of: task)
    let names = try sharedNames.names(for: task.role).closure([name])
    return !identifiers.names.isDisjoint(with: names)
  }

  func scope(
    of task: Playbooks.Task, _ host: HostState, _ level: Level
  ) throws(Diagnostic) -> HostScope {
    let scope = try HostScope(run: run, host: host, play: play, scope: task.scope)
    for map in level.includeVars { for (name, value) in map { scope.setLocal(name.text, value) } }
    return scope
  }

  /// Whether the tags let the task run. Handlers run whatever their tags are.
  func isSelected(
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

  /// Has hosts go through a stretch side by side, at most `forks` at once; results are reported as
  /// they come, in the order of the tasks.
  ///
  /// - Returns: each host's outcome of the last task that it came to, in the order of the hosts.
  private func outcomes(
    of stretch: Stretch, on hosts: [HostState], _ level: Level, _ forks: Int,
    for audience: [HostState]
  ) async -> [TaskOutcome] {
    let (run, play, includeVars) = (run, play, level.includeVars)
    let order = ResultOrder(
      headings: stretch.entries.map(\.heading), hosts: hosts.count, sink: sink)
    let keeper = ResultKeeper(
      run: run, play: play, isRescued: level.isRescued, audience: audience)
    // Each task under way holds some 15 KiB.
    let window = max(2, min(64, 2048 / min(forks, hosts.count)))
    let lanes = hosts.map { host in
      Lane(host: host, stretch: stretch, order: order, keeper: keeper, window: window) { slot in
        await TaskExecutor(
          run: run, play: play, host: host, slot: slot, includeVars: includeVars,
          audience: audience.isEmpty ? [host] : audience
        ).execute()
      }
    }
    return await withTaskGroup(of: (Int, TaskOutcome?).self) { group in
      var results: [TaskOutcome?] = Array(repeating: nil, count: hosts.count)
      var next = min(max(1, forks), hosts.count)
      for index in 0..<next { group.addTask { (index, await lanes[index].run()) } }
      for await (index, outcome) in group {
        results[index] = outcome
        finishRoles(of: stretch, lanes[index])
        if next < hosts.count {
          let index = next
          group.addTask { (index, await lanes[index].run()) }
          next += 1
        }
      }
      return results.compactMap { $0 }
    }
  }

  /// Notes the roles whose tasks the host has come through.
  private func finishRoles(of stretch: Stretch, _ lane: Lane) {
    for (block, count) in stretch.roleEnds where lane.settled >= count {
      guard lane.settled > count || lane.host.isActive, let role = block.role else { continue }
      complete(role, lane.host)
    }
  }

  func fail(_ host: HostState, _ task: Playbooks.Task, _ error: Diagnostic, _ level: Level) {
    ResultKeeper(run: run, play: play, isRescued: level.isRescued, audience: [])
      .fail(host, task, error) { sink.receive($0) }
  }

  /// The run is over where every host of the batch has failed in it; one that failed before, or that `end_host` has sent
  /// home, keeps it going. (Rule: ansible-core's `PlaybookExecutor.run`.)
  private func endIfAllFailed(_ level: Level) {
    guard !level.isRescued, play.batch.count == batch.count else { return }
    if hosts.allSatisfy({ $0.status == .failed || $0.status == .unreachable }) {
      outcome.hasEnded = true
    }
  }

  /// Ends the play where a new failure must: `any_errors_fatal`, `max_fail_percentage`, no host left.
  private func stop(_ isFatal: Bool, _ level: Level) {
    func failAll() {
      for host in hosts where host.isActive { host.status = .failed }
      if !level.isRescued { outcome.hasEnded = true }
    }
    if isFatal { failAll() }
    let failed = hosts.filter { $0.status == .failed || $0.status == .unreachable }
    if let limit = play.play.scope.settings[.maxFailPercentage]?.value.asDouble,
      Double(failed.count) * 100 / Double(hosts.count) > limit
    {
      failAll()
      sink.receive(.noHostsRemaining)
    }
    endIfAllFailed(level)
  }

  /// The run has hosts again, whatever has failed.
  func goesOn() { outcome.hasEnded = false }

  /// - Parameter withBatches: whether the batches after this one are left out too.
  func endPlay(withBatches: Bool) {
    isPlayOver = true
    outcome.hasEndedPlay = outcome.hasEndedPlay || withBatches
  }
}
