import Core
import Modules
import Synchronization

/// A call that was handed to a shell, and its reply once that has come.
package final class PendingReply: Sendable {
  private typealias Outcome = Result<ModuleReply, Diagnostic>
  private struct State {
    var outcome: Outcome?
    var waiter: UnsafeContinuation<Outcome, Never>?
    var requestWaiter: UnsafeContinuation<String?, Never>?
    var request: String?
    var problem: Diagnostic?
    var cost = Cost()
  }

  private let state = Mutex(State())
  /// What takes the bytes of a stream that the call sends, as they come.
  let sink: (@Sendable ([UInt8]) -> Void)?

  init(sink: (@Sendable ([UInt8]) -> Void)? = nil) { self.sink = sink }

  /// What this call has cost: its frame and its reply, a turn where it was the first of a sending, the
  /// connection where it was the first at all.
  var cost: Cost { state.withLock { $0.cost } }

  func note(_ cost: Cost) { state.withLock { $0.cost += cost } }

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

  /// Waits until the call asks for a stream; nil when it answered, or was lost, before.
  func request() async -> String? {
    await withUnsafeContinuation { waiter in
      let known = state.withLock { state -> String?? in
        if let request = state.request {
          state.request = nil
          return request
        }
        if state.outcome != nil { return .some(nil) }
        state.requestWaiter = waiter
        return nil
      }
      if let known { waiter.resume(returning: known) }
    }
  }

  /// Whether the call has asked for something since `request` gave what it asked for last.
  var asksAgain: Bool { state.withLock { $0.request != nil } }

  func ask(_ request: String) {
    let waiter = state.withLock { state in
      if state.requestWaiter == nil { state.request = request }
      defer { state.requestWaiter = nil }
      return state.requestWaiter
    }
    waiter?.resume(returning: request)
  }

  /// The stream that the call waits for cannot be made: this becomes the outcome, once it has ended.
  func spoil(_ problem: Diagnostic) { state.withLock { $0.problem = problem } }

  func resolve(_ outcome: Result<ModuleReply, Diagnostic>) {
    let (waiter, request, outcome) = state.withLock { state in
      guard state.outcome == nil else {
        return (
          UnsafeContinuation<Outcome, Never>?.none, UnsafeContinuation<String?, Never>?.none,
          outcome
        )
      }
      let outcome = state.problem.map { .failure($0) } ?? outcome
      state.outcome = outcome
      defer { (state.waiter, state.requestWaiter) = (nil, nil) }
      return (state.waiter, state.requestWaiter, outcome)
    }
    request?.resume(returning: nil)
    waiter?.resume(returning: outcome)
  }
}
