import Core
import Modules
import Playbooks
import Synchronization

/// A task's place in its host's lane: whether it may let the next task go ahead, what is known before
/// it, and its events, which wait until it is their turn.
final class Slot: EventSink {
  let lane: Lane
  let index: Int
  /// Opens when the next task may go ahead.
  let gate: Gate
  private let order: ResultOrder
  private let events = Mutex<[Event]>([])
  private let traffic = Mutex(Cost())

  /// The frames of a task that was sent on something wrong are skipped by their epoch, however late
  /// they are made: so it is that of the task's beginning, until the task itself has others recalled.
  private let epoch: Mutex<Int>

  init(lane: Lane, index: Int, order: ResultOrder, epoch: Int) {
    self.epoch = Mutex(epoch)
    self.lane = lane
    self.index = index
    self.order = order
    let register = lane.stretch.entries[index].task.register
    gate = Gate { lane.release(index, register: register) }
  }

  var entry: Stretch.Entry { lane.stretch.entries[index] }

  /// The place of the task's frames among those that are sent ahead.
  var frameOrder: FrameOrder {
    FrameOrder(
      epoch: epoch.withLock { $0 }, task: index + 1,
      stops: entry.mayRelease && !entry.neverFails)
  }

  /// Has all come again that was sent after this task, since it was sent on something wrong.
  func recall() {
    let new = lane.recall(after: index)
    epoch.withLock { $0 = new }
  }

  var view: HostView { lane.view(of: index) }

  /// Waits until all that was sent before is settled.
  ///
  /// - Throws: `overtaken` when this task does not count, since one before it failed.
  func settle() async throws(Diagnostic) {
    guard await lane.hasSettled(before: index) else { throw .overtaken }
  }

  /// Keeps what the task has made for its host.
  func add(_ effect: HostState.Effect) { lane.add(effect, of: index) }

  /// What the task's calls have cost so far: those of all items and attempts.
  var cost: Cost { traffic.withLock { $0 } }

  func add(_ cost: Cost) { traffic.withLock { $0 += cost } }

  // MARK: Events

  func receive(_ event: Event) {
    events.withLock { events in
      events.append(event)
      if order.forward(events, of: index) { events = [] }
    }
    if case .hostStarted = event, lane.settled >= index { showStart() }
  }

  /// Lets it show that the task has begun, once all before it is settled, so that it counts.
  func showStart() {
    events.withLock { events in
      guard case .hostStarted? = events.first else { return }
      order.accept([events.removeFirst()], of: index)
    }
  }

  func submitEvents() {
    events.withLock { events in
      order.accept(events, of: index)
      events = []
    }
  }

  func discardEvents() { events.withLock { $0 = [] } }
}

/// Where those who come after wait until whoever is before them has sent what there is to send.
final class Gate: Sendable {
  /// Of the items of a loop that are sent together: where their frames stand.
  let order: FrameOrder?
  private let state = Mutex((isOpen: false, waiter: UnsafeContinuation<Void, Never>?.none))
  private let opening: @Sendable () -> Void

  /// - Parameter opening: done once, before those that wait go on.
  init(order: FrameOrder? = nil, opening: @escaping @Sendable () -> Void = {}) {
    (self.order, self.opening) = (order, opening)
  }

  /// - Returns: whether it was closed, so that somebody else goes on now.
  @discardableResult
  func open() -> Bool {
    let (waiter, wasClosed) = state.withLock { state in
      let wasClosed = !state.isOpen
      if wasClosed { opening() }
      state.isOpen = true
      defer { state.waiter = nil }
      return (state.waiter, wasClosed)
    }
    waiter?.resume()
    return wasClosed
  }

  var isOpen: Bool { state.withLock { $0.isOpen } }

  /// One may wait.
  func wait() async {
    await withUnsafeContinuation { waiter in
      let isOpen = state.withLock { state in
        if !state.isOpen { state.waiter = waiter }
        return state.isOpen
      }
      if isOpen { waiter.resume() }
    }
  }
}

extension Diagnostic {
  /// A task that was sent ahead and does not count.
  static let overtaken = Diagnostic(.internal, "overtaken by the failure of a task before it")

  var isOvertaken: Bool { kind == .internal && message == Self.overtaken.message }
}

/// A text file at the far end, as it is once all that was sent is done.
struct KnownFile: Sendable {
  /// Nil where there is none.
  let content: String?
}
