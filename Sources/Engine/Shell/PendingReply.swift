import Core
import Modules
import Synchronization

/// A call that was handed to a shell, and its reply once that has come.
package final class PendingReply: Sendable {
  private typealias Outcome = Result<ModuleReply, Diagnostic>
  private struct State {
    var outcome: Outcome?
    var waiter: UnsafeContinuation<Outcome, Never>?
    var readyWaiter: UnsafeContinuation<Bool, Never>?
    var isReady = false
    var cost = Cost()
  }

  private let state = Mutex(State())

  /// Traffic of this call: its frame, its reply, and a turn where it was the first of a sending.
  var cost: Cost { state.withLock { $0.cost } }

  func note(_ cost: Cost) { state.withLock { $0.cost = $0.cost + cost } }

  /// Waits for the reply. One task may wait, once.
  ///
  /// - Throws: `unreachable` when the connection or the shell is lost.
  package func value() async throws(Diagnostic) -> ModuleReply {
    try await withUnsafeContinuation { (waiter: UnsafeContinuation<Outcome, Never>) in
      let known = state.withLock { state -> Outcome? in
        if state.outcome == nil { state.waiter = waiter }
        return state.outcome
      }
      if let known { waiter.resume(returning: known) }
    }.get()
  }

  /// Waits until the call waits for raw bytes; false when it answered, or was lost, before.
  func isReadyForBytes() async -> Bool {
    await withUnsafeContinuation { waiter in
      let known = state.withLock { state -> Bool? in
        if state.isReady { return true }
        if state.outcome != nil { return false }
        state.readyWaiter = waiter
        return nil
      }
      if let known { waiter.resume(returning: known) }
    }
  }

  func markReady() {
    let waiter = state.withLock { state in
      state.isReady = true
      defer { state.readyWaiter = nil }
      return state.readyWaiter
    }
    waiter?.resume(returning: true)
  }

  func resolve(_ outcome: Result<ModuleReply, Diagnostic>) {
    let (waiter, ready) = state.withLock { state in
      guard state.outcome == nil else {
        return (UnsafeContinuation<Outcome, Never>?.none, UnsafeContinuation<Bool, Never>?.none)
      }
      state.outcome = outcome
      defer { (state.waiter, state.readyWaiter) = (nil, nil) }
      return (state.waiter, state.readyWaiter)
    }
    ready?.resume(returning: false)
    waiter?.resume(returning: outcome)
  }
}
