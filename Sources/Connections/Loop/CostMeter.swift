import Core
import Synchronization

/// Counts what goes over one connection, where it goes over it: at the socket or the pipes. A loop
/// counts, tasks read.
final class CostMeter: Sendable {
  private struct State {
    var cost = Cost()
    /// Something was received since the last sending: the next one starts a turn.
    var isAnswered = false
    /// When we sent and nothing has come yet.
    var asked: Instant?
  }

  private let state = Mutex(State())

  var cost: Cost { state.withLock { $0.cost } }

  func sent(_ count: Int) {
    state.withLock { state in
      if state.isAnswered { state.cost.turns += 1 }
      state.isAnswered = false
      state.asked = state.asked ?? .now
      state.cost.bytesSent += count
    }
  }

  func received(_ count: Int) {
    state.withLock { state in
      if let asked = state.asked { state.cost.network += asked.duration(to: .now) }
      state.asked = nil
      state.isAnswered = true
      state.cost.bytesReceived += count
    }
  }

  func connected(in time: Duration) { state.withLock { $0.cost.connecting += time } }
}
