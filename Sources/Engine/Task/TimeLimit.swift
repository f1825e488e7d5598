import Core
import Synchronization

/// What an action has under way, so that it can be ended when the task's `timeout` is over.
final class TimeLimit: Sendable {
  private struct State {
    var isOver = false
    var calls: [(shell: RemoteShell, pending: PendingReply)] = []
    var pauses: [_Concurrency.Task<Void, Never>] = []
  }

  private let state = Mutex(State())

  /// Whether the time is over; the action must begin nothing more.
  var isOver: Bool { state.withLock { $0.isOver } }

  func add(_ pending: PendingReply, in shell: RemoteShell) {
    state.withLock { $0.calls.append((shell, pending)) }
  }

  /// Waits, but not beyond the end of the time.
  func pause(_ time: Duration) async {
    let pause = _Concurrency.Task { _ = try? await _Concurrency.Task.sleep(for: time) }
    let isOver = state.withLock { state in
      state.pauses.append(pause)
      return state.isOver
    }
    if isOver { pause.cancel() }
    await pause.value
  }

  /// Ends all that is under way.
  private func expire() async {
    let (calls, pauses) = state.withLock { state in
      state.isOver = true
      return (state.calls, state.pauses)
    }
    for pause in pauses { pause.cancel() }
    for (shell, pending) in calls { await shell.stop(pending) }
  }

  /// Does the work of an action.
  ///
  /// - Parameter seconds: how long that may take; 0 is without a limit.
  /// - Returns: nil when the time was over before.
  func perform<Made>(
    seconds: Int, _ work: () async throws(Diagnostic) -> Made
  ) async throws(Diagnostic) -> Made? {
    guard seconds > 0 else { return try await work() }
    let timer = _Concurrency.Task {
      if (try? await _Concurrency.Task.sleep(for: .seconds(seconds))) != nil { await self.expire() }
    }
    let made: Result<Made, Diagnostic>
    do { made = .success(try await work()) } catch { made = .failure(error) }
    timer.cancel()
    guard isOver else { return try made.get() }
    // Only now is nothing left of the call.
    await timer.value
    if case .failure(let error) = made, error.isOvertaken { throw error }
    return nil
  }
}
