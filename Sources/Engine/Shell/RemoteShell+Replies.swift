import Connections
import Core
import Modules
import Synchronization

/// What comes from the shell, and what becomes of the calls when it ends.
extension RemoteShell {
  func readReplies(_ process: any RemoteProcess) async {
    while failure == nil {
      do {
        switch try await process.read() {
        case .output(let bytes):
          let now = ReplyClock.Instant.now
          take(try state.withLock { state throws(Diagnostic) in try state.receive(bytes, at: now) })
        case .error(let bytes):
          let now = ReplyClock.Instant.now
          take(
            try state.withLock { state throws(Diagnostic) in try state.receiveError(bytes, at: now)
            })
        case .exit(let status, let signal): fail(died(status, signal))
        }
      } catch {
        fail(error)
      }
    }
  }

  private func take(_ events: [(ShellEvent, PendingReply)]) {
    for (event, pending) in events {
      switch event {
      case .ready(_, let request): pending.ask(request)
      case .data(_, let bytes): pending.sink?(bytes)
      case .reply(let reply):
        if !reply.foresight.isEmpty { foresight?.add(reply.foresight, from: self) }
        pending.resolve(.success(reply))
      }
    }
  }

  private func died(_ status: Int32?, _ signal: String?) -> Diagnostic {
    let (preamble, noise) = state.withLock { ($0.session.preamble, $0.noise) }
    let words = (preamble + noise).split(separator: "\n").suffix(5).joined(separator: "\n")
    let how =
      signal.map { "by signal \($0)" } ?? "with status \(status.map(String.init) ?? "unknown")"
    return Diagnostic(
      .unreachable, "the shell on \(host) ended \(how)" + (words.isEmpty ? "" : ": \(words)"))
  }

  func fail(_ error: Diagnostic) {
    let now = ReplyClock.Instant.now
    let (pending, end) = state.withLock { state in
      guard state.ended == nil else {
        return ([PendingReply](), [CheckedContinuation<Void, Never>]())
      }
      state.ended = error
      state.lost(at: now)
      defer { (state.queue, state.waiting, state.end) = ([], [:], []) }
      return (state.queue.map(\.pending) + state.waiting.values.map(\.pending), state.end)
    }
    for waiting in pending { waiting.resolve(.failure(error)) }
    for continuation in end { continuation.resume() }
  }
}
