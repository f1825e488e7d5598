import Glibc
import Synchronization

/// Starts a thread of its own that runs `body` and ends.
func startThread(_ body: @escaping @Sendable () -> Void) {
  var attributes = pthread_attr_t()
  pthread_attr_init(&attributes)
  defer { pthread_attr_destroy(&attributes) }
  pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
  let box = Unmanaged.passRetained(ThreadBody(body))
  var thread = pthread_t()
  let code = pthread_create(
    &thread, &attributes,
    { argument in
      guard let argument else { return nil }
      Unmanaged<ThreadBody>.fromOpaque(argument).takeRetainedValue().body()
      return nil
    }, box.toOpaque())
  precondition(code == 0, "the system gives no thread")
}

private final class ThreadBody: Sendable {
  let body: @Sendable () -> Void
  init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}

/// Threads for calls that block: name resolution, key files, agents. They must not sit on the
/// threads that Swift's tasks share, of which there are only as many as cores.
enum BlockingWork {
  private struct State {
    var jobs: [@Sendable () -> Void] = []
    var threads = 0
  }
  private static let limit = 32
  private static let state = Mutex(State())

  /// Runs `body` on such a thread and waits for what it gives.
  static func run<T: Sendable>(_ body: @escaping @Sendable () -> T) async -> T {
    await withUnsafeContinuation { waiter in
      let needsThread = state.withLock { state in
        state.jobs.append { waiter.resume(returning: body()) }
        guard state.threads < limit else { return false }
        state.threads += 1
        return true
      }
      if needsThread { startThread(work) }
    }
  }

  /// Takes jobs until none is left, then ends.
  @Sendable private static func work() {
    while true {
      let job = state.withLock { state -> (@Sendable () -> Void)? in
        guard !state.jobs.isEmpty else {
          state.threads -= 1
          return nil
        }
        return state.jobs.removeFirst()
      }
      guard let job else { return }
      job()
    }
  }
}
