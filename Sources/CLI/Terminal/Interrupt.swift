import Glibc
import Reporters

/// The end of the pipe that the signal handler writes to. A handler may use little more than this.
nonisolated(unsafe) private var wakeUp: Int32 = -1

/// SIGINT and SIGTERM. The first one ends the program in order: the live line goes, a word is said,
/// and closing the connections tells every far shell to clean up and end. The second one ends it at
/// once.
enum Interrupt {
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
      var byte: UInt8 = 1
      write(wakeUp, &byte, 1)
    }
    // Only once: then the system's own way to end a program is back.
    action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND)) | SA_RESTART
    for number in [SIGINT, SIGTERM] { sigaction(number, &action, nil) }
  }

  /// Waits for the handler's byte and ends the program.
  private static func wait(for pipe: Int32, _ screen: Screen) {
    var byte: UInt8 = 0
    while read(pipe, &byte, 1) < 0 && errno == EINTR {}
    screen.holdLiveLine()
    screen.display("[ERROR]: User interrupted execution", .error, to: .error)
    exit(ExitStatus.interrupted.rawValue)
  }
}
