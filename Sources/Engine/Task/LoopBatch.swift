import Core
import Jinja
import Playbooks
import Synchronization

/// Sends the items of a loop together; results come in the order of the items.
struct LoopBatch: Sendable {
  let runner: LoopItemRunner
  /// Whether an item failed before it was sent, which the far end knows nothing of.
  private let failure = HereFlag()

  /// Items that may be under way at once, for the sake of memory: fewer where there are many hosts.
  private var limit: Int { executor.slot.lane.window * 4 }

  init(runner: LoopItemRunner) { self.runner = runner }

  private var executor: TaskExecutor { runner.executor }

  /// - Throws: the first error of what is done around an item.
  func run() async throws(Diagnostic) -> [TaskOutcome] {
    typealias Numbered = (index: Int, outcome: Result<TaskOutcome, Diagnostic>)
    let order = executor.slot.frameOrder
    await prepare()
    var collector = LoopCollector(runner: runner)
    await withTaskGroup(of: Numbered.self) { group in
      var underWay = 0
      for index in runner.items.indices {
        let gate = Gate(order: order)
        group.addTask { (index, await item(index, gate)) }
        await gate.wait()
        underWay += 1
        if underWay == limit, !collector.isOver {
          executor.slot.lane.flush()
          if let one = await group.next() { collector.take(one.index, one.outcome) }
          underWay -= 1
        }
        if collector.isOver { break }
      }
      if executor.slot.entry.mayRelease, !failure.isSet, !collector.isOver {
        executor.slot.gate.open()
      } else {
        executor.slot.lane.flush()
      }
      for await one in group { collector.take(one.index, one.outcome) }
    }
    while let index = collector.next {
      let outcome = await item(index, nil)
      // Then it is the whole task that was overtaken.
      if case .success(let one) = outcome, one.isOvertaken { throw .overtaken }
      collector.take(index, outcome)
    }
    return try collector.result()
  }

  /// Lets the action ask for all items at once what it will want to know.
  private func prepare() async {
    guard let action = Actions.named(executor.task.action.module), action.prepares else { return }
    var contexts: [ActionContext] = []
    for index in runner.items.indices {
      do throws(Diagnostic) {
        let scope = try executor.makeScope()
        runner.bind(index, in: scope)
        if try scope.unmet(executor.task.when) != nil { continue }
        let context = try ActionContext(executor: executor, scope: scope, gate: nil)
        if !scope.isPremature { contexts.append(context) }
      } catch {
        continue
      }
    }
    await action.prepare(contexts)
  }

  private func item(_ index: Int, _ gate: Gate?) async -> Result<TaskOutcome, Diagnostic> {
    defer { gate?.open() }
    do {
      let scope = try executor.makeScope()
      runner.bind(index, in: scope)
      let outcome = await executor.runItem(scope, gate: gate)
      if outcome.result.failed, !(gate?.isOpen ?? true) { failure.set() }
      return .success(try runner.finished(outcome, index, scope))
    } catch {
      failure.set()
      return .failure(error)
    }
  }
}

/// A flag that is set once, by any task.
private final class HereFlag: Sendable {
  private let state = Mutex(false)
  var isSet: Bool { state.withLock { $0 } }
  func set() { state.withLock { $0 = true } }
}

/// Brings outcomes into the order of the items and reports them; ends at the first that is unreachable.
private struct LoopCollector {
  let runner: LoopItemRunner
  private var early: [Int: Result<TaskOutcome, Diagnostic>] = [:]
  private var outcomes: [TaskOutcome] = []
  private var error: Diagnostic?

  init(runner: LoopItemRunner) { self.runner = runner }

  var isOver: Bool { error != nil || outcomes.last?.result.unreachable ?? false }

  /// The item whose outcome is missing; nil when the loop is over.
  var next: Int? { isOver || outcomes.count == runner.items.count ? nil : outcomes.count }

  /// Those that were overtaken come again, each when it is their turn.
  mutating func take(_ index: Int, _ outcome: Result<TaskOutcome, Diagnostic>) {
    if case .success(let one) = outcome, one.isOvertaken { return }
    early[index] = outcome
    while !isOver, let next = early.removeValue(forKey: outcomes.count) {
      switch next {
      case .success(let one):
        outcomes.append(one)
        runner.report(one)
      case .failure(let problem): error = problem
      }
    }
  }

  func result() throws(Diagnostic) -> [TaskOutcome] {
    if let error { throw error }
    return outcomes
  }
}
