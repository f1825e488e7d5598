import Glibc
import Reporters
import Synchronization

/// The end of the pipe that the signal handler writes to. A handler may use little more than this.
nonisolated(unsafe) private var wakeUp: Int32 = -1

/// SIGINT and SIGTERM. The first one ends the program in order: a word is said, nothing more is shown
/// or sent, what runs at the far ends is ended, and they clean up. The second one ends it at once.
enum Interrupt {
  /// Milliseconds that the far ends have for all of that: with what is around it, two seconds.
  private static let patience: Int32 = 1700

  private static let isUnderWay = Atomic(false)
  private static let cleaning = Mutex<(@Sendable () async -> Void)?>(nil)

  /// Sets what is done before the program ends.
  static func cleanUp(_ body: @escaping @Sendable () async -> Void) {
    cleaning.withLock { $0 = body }
  }

  /// Never returns once a signal has come: the program is about to end.
  static func waitIfUnderWay() async {
    guard isUnderWay.load(ordering: .acquiring) else { return }
    await never()
  }

  /// Waits for the end of the program.
  static func never() async {
    await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
  }

  static func watch(_ screen: Screen) {
    // A reader that went away (`| head`) does not end the run.
    signal(SIGPIPE, SIG_IGN)
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let signalled = ends[0]
    wakeUp = ends[1]
    OwnThread.run { wait(for: signalled, screen) }
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in
      // Whichever comes next ends the program in the system's own way.
      signal(SIGINT, SIG_DFL)
      signal(SIGTERM, SIG_DFL)
      var byte: UInt8 = 1
      write(wakeUp, &byte, 1)
    }
    action.sa_flags = SA_RESTART
    for number in [SIGINT, SIGTERM] { sigaction(number, &action, nil) }
  }

  /// Waits for the handler's byte and ends the program.
  private static func wait(for pipe: Int32, _ screen: Screen) {
    read(from: pipe)
    isUnderWay.store(true, ordering: .releasing)
    screen.end("[ERROR]: User interrupted execution", .error, to: .error)
    if let body = cleaning.withLock({ $0 }) {
      Task.detached(priority: .high) {
        await body()
        var byte: UInt8 = 1
        write(wakeUp, &byte, 1)
      }
      var waiting = pollfd(fd: pipe, events: Int16(POLLIN), revents: 0)
      while poll(&waiting, 1, patience) < 0 && errno == EINTR {}
    }
    Program.end(.interrupted)
  }

  private static func read(from pipe: Int32) {
    var byte: UInt8 = 0
    while Glibc.read(pipe, &byte, 1) < 0 && errno == EINTR {}
  }
}
