import Glibc
import Reporters

/// SIGINT and SIGTERM. The first one ends the program in order: the live line goes, a word is said,
/// and closing the connections makes every far shell clean up and end. The second one ends it at
/// once. (A thread waits for the signals; nothing has to be safe inside a signal handler.)
enum Interrupt {
  private final class Context {
    let screen: Screen
    init(_ screen: Screen) { self.screen = screen }
  }

  /// Call before any other thread is made: the signals must be blocked in all of them.
  static func watch(_ screen: Screen) {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    // A reader that went away (`| head`) does not end the run.
    signal(SIGPIPE, SIG_IGN)
    var thread = pthread_t()
    let context = Unmanaged.passRetained(Context(screen)).toOpaque()
    let failed = pthread_create(&thread, nil, { argument in
      let screen = Unmanaged<Context>.fromOpaque(argument!).takeRetainedValue().screen
      Interrupt.wait(screen)
      return nil
    }, context)
    if failed == 0 { pthread_detach(thread) }
  }

  private static func wait(_ screen: Screen) {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    var number: Int32 = 0
    while sigwait(&signals, &number) != 0 {}
    // From here on the next signal kills.
    signal(SIGINT, SIG_DFL)
    signal(SIGTERM, SIG_DFL)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    screen.holdLiveLine()
    screen.display("[ERROR]: User interrupted execution", .error, to: .error)
    exit(ExitStatus.interrupted.rawValue)
  }
}
