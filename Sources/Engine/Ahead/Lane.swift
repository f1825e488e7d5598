import Core
import Playbooks
import Synchronization

/// One host's way through a stretch: its tasks one after the other, each sent as soon as the one before
/// it lets it go ahead.
///
/// A task is *released* when nothing it still does can come after what the next task sends; it is
/// *settled* when its result is known and kept, in the order of the tasks. Between the two it is under
/// way, and the next tasks are made from what was known before it, with the variables it will register
/// marked as pending.
final class Lane: Sendable {
  fileprivate struct State {
    /// The tasks before this one are settled.
    var settled = 0
    /// Tasks from this one on do not count in this pass: one before them failed, or called them back.
    var limit: Int?
    var isRecalled = false
    /// Variables that tasks under way will register, with the task's index.
    var pending: [String: Int] = [:]
    /// What tasks under way have made already, by index.
    var effects: [(index: Int, effect: HostState.Effect)] = []
    /// The tasks under way, by index.
    var slots: [Int: Slot] = [:]
    var waiting: [(index: Int, waiter: UnsafeContinuation<Bool, Never>)] = []
    var shell: RemoteShell?
    var edits: [String: KnownFile] = [:]
    var last: TaskOutcome?
  }

  let host: HostState
  let stretch: Stretch
  private let order: ResultOrder
  private let keeper: ResultKeeper
  /// Tasks that may be under way at once.
  let window: Int
  private let execute: @Sendable (Slot) async -> TaskOutcome
  private let state = Mutex(State())
  private static let epochs = Atomic(0)

  /// - Parameter execute: runs the task of a slot and gives its outcome.
  init(
    host: HostState, stretch: Stretch, order: ResultOrder, keeper: ResultKeeper, window: Int,
    execute: @escaping @Sendable (Slot) async -> TaskOutcome
  ) {
    self.host = host
    self.stretch = stretch
    self.order = order
    self.keeper = keeper
    self.window = window
    self.execute = execute
  }

  /// Goes through the stretch, up to the first failure.
  ///
  /// - Returns: the outcome of the last task that counted.
  func run() async -> TaskOutcome? {
    var next = 0
    while next < stretch.entries.count { next = await pass(from: next) }
    order.leave(after: state.withLock { $0.settled } - 1)
    return state.withLock { $0.last }
  }

  /// How many tasks of the stretch the host has come through.
  var settled: Int { state.withLock { $0.settled } }

  /// Runs tasks until the end, a failure, or a recall.
  ///
  /// - Returns: the index to go on from.
  private func pass(from first: Int) async -> Int {
    let epoch = Self.nextEpoch()
    state.withLock { ($0.limit, $0.isRecalled) = (nil, false) }
    var full = first + window
    // Others keep each ended task, with all its memory, until they end themselves.
    await withDiscardingTaskGroup { group in
      for index in first..<stretch.entries.count {
        if index == full {
          // Half of them at once, so that what follows travels together again.
          full = index + max(1, window / 2)
          if await !hasSettled(before: index - window / 2) { break }
        }
        let slot = Slot(lane: self, index: index, order: order, epoch: epoch)
        state.withLock { $0.slots[index] = slot }
        group.addTask { await self.perform(slot) }
        await slot.gate.wait()
        if state.withLock({ $0.limit != nil }) { break }
      }
      flush()
    }
    return state.withLock { state in
      state.isRecalled ? state.limit ?? stretch.entries.count : stretch.entries.count
    }
  }

  private func perform(_ slot: Slot) async {
    var outcome = await execute(slot)
    outcome.result.cost = slot.cost
    if await hasSettled(before: slot.index) {
      settle(slot, outcome)
    } else {
      // Sent in vain: no task's cost, but the host's.
      host.contents.withLock { $0.summary.cost += slot.cost }
      slot.discardEvents()
    }
    slot.gate.open()
  }

  /// Keeps what came of a task, and lets those that waited for it go on.
  private func settle(_ slot: Slot, _ outcome: TaskOutcome) {
    let index = slot.index
    let effects = state.withLock { state in
      let own = state.effects.filter { $0.index == index }
      state.effects.removeAll { $0.index == index }
      return own.map(\.effect)
    }
    for effect in effects { host.apply(effect) }
    let isOver = keeper.keep(outcome, stretch.entries[index].task) { slot.receive($0) }
    let awake = state.withLock { state in
      state.pending = state.pending.filter { $0.value > index }
      state.settled = index + 1
      state.last = outcome
      if isOver { state.drop(after: index) }
      return state.takeWaiting()
    }
    slot.submitEvents()
    if !isOver { order.pass(index) }
    let next = state.withLock { state in
      state.slots[index] = nil
      return isOver ? nil : state.slots[index + 1]
    }
    next?.showStart()
    for (waiter, holds) in awake { waiter.resume(returning: holds) }
  }

  // MARK: For slots

  /// Waits until all tasks before this one are settled; false when it was sent in vain, since one of
  /// them failed or called back what came after it.
  func hasSettled(before index: Int) async -> Bool {
    await withUnsafeContinuation { waiter in
      let known = state.withLock { state -> Bool? in
        if let answer = state.answer(for: index) { return answer }
        state.waiting.append((index, waiter))
        return nil
      }
      if let known { waiter.resume(returning: known) } else { flush() }
    }
  }

  /// Sends what the tasks of the host have queued.
  func flush() { state.withLock { $0.shell }?.flush() }

  /// Notes that a task goes on while its result is under way.
  func release(_ index: Int, register: String?) {
    guard let register else { return }
    state.withLock { state in if state.settled <= index { state.pending[register] = index } }
  }

  /// Has the tasks after this one come again, since what they were sent on has turned out wrong.
  ///
  /// - Returns: the epoch of what that task sends from now on.
  func recall(after index: Int) -> Int {
    let awake = state.withLock { state in
      state.drop(after: index)
      state.isRecalled = true
      return state.takeWaiting()
    }
    for (waiter, holds) in awake { waiter.resume(returning: holds) }
    return Self.nextEpoch()
  }

  private static func nextEpoch() -> Int { epochs.add(1, ordering: .relaxed).newValue }

  func add(_ effect: HostState.Effect, of index: Int) {
    state.withLock { $0.effects.append((index, effect)) }
  }

  /// What a task sees of its host.
  func view(of index: Int) -> HostView {
    state.withLock { state in
      var view = HostView(contents: host.contents.withLock { $0 })
      guard state.settled < index else { return view }
      view.isAhead = true
      for (made, effect) in state.effects where made < index { view.contents.apply(effect) }
      for (name, registering) in state.pending where registering < index {
        view.pending.insert(name)
      }
      return view
    }
  }

  /// Makes a shell the one that tasks are queued at. Another one's queue must be settled before.
  func use(_ shell: RemoteShell) -> Bool {
    state.withLock { state in
      if let current = state.shell, current !== shell { return false }
      state.shell = shell
      return true
    }
  }

  func change(to shell: RemoteShell) {
    flush()
    state.withLock { ($0.shell, $0.edits) = (shell, [:]) }
  }

  /// Files that edits have read or written, as they are at the far end when all that was sent is done.
  func knownFile(_ path: String) -> KnownFile? { state.withLock { $0.edits[path] } }

  func know(_ file: KnownFile?, at path: String) { state.withLock { $0.edits[path] = file } }
}

/// What a task knows of its host when it begins.
struct HostView {
  /// What is settled, with what tasks under way have made already.
  var contents: HostState.Contents
  /// Whether tasks before it are still under way.
  var isAhead = false
  /// The variables that they will register.
  var pending: Set<String> = []
}

extension Lane.State {
  /// Whether all tasks before this one are settled and it counts; nil while that is open.
  fileprivate func answer(for index: Int) -> Bool? {
    if let limit, index >= limit { return false }
    return settled >= index ? true : nil
  }

  /// Tasks after this one do not count any more.
  fileprivate mutating func drop(after index: Int) {
    limit = index + 1
    isRecalled = false
    pending = pending.filter { $0.value <= index }
    effects.removeAll { $0.index > index }
    slots = slots.filter { $0.key <= index }
    edits = [:]
  }

  fileprivate mutating func takeWaiting() -> [(UnsafeContinuation<Bool, Never>, Bool)] {
    var awake: [(UnsafeContinuation<Bool, Never>, Bool)] = []
    var asleep: [(index: Int, waiter: UnsafeContinuation<Bool, Never>)] = []
    for (index, waiter) in waiting {
      if let answer = answer(for: index) {
        awake.append((waiter, answer))
      } else {
        asleep.append((index, waiter))
      }
    }
    waiting = asleep
    return awake
  }
}
