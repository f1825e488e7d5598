import CLibSSH2
import Core
import Glibc

/// A child process with pipes for its standard input, output and error, in a session of its own.
package struct Child {
  package let process: pid_t
  /// Our ends of the pipes: non-blocking, closed on exec.
  package let input: Int32
  package let output: Int32
  package let error: Int32

  /// Starts a program, looked up in `PATH`. `unreachable` when it cannot be started.
  package static func spawn(_ arguments: [String]) throws(Diagnostic) -> Child {
    var pipes: [Int32] = []
    for _ in 0..<3 {
      var ends: [Int32] = [-1, -1]
      guard private_pipe(&ends) == 0 else {
        let error = errno
        pipes.forEach { close($0) }
        throw cannotStart(arguments, error)
      }
      pipes += ends
    }
    let theirs = [pipes[0], pipes[3], pipes[5]]
    let ours = [pipes[1], pipes[2], pipes[4]]
    defer { theirs.forEach { close($0) } }
    var process = pid_t()
    let code = spawn(arguments, theirs, &process)
    guard code == 0 else {
      ours.forEach { close($0) }
      throw cannotStart(arguments, code)
    }
    HostCapacity.restoreLimit(of: process)
    ours.forEach { setNonBlocking($0) }
    return Child(process: process, input: ours[0], output: ours[1], error: ours[2])
  }

  /// Starts a program with these as its standard descriptors; an error number, or 0.
  static func spawn(
    _ arguments: [String], _ pipes: [Int32], _ process: inout pid_t
  ) -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // A pipe that has the number it is to get would keep close-on-exec: ours never do, since
    // the program starts with its three standard descriptors open.
    for (number, pipe) in pipes.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, pipe, Int32(number))
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // What we ignore or block (SIGPIPE, SIGINT) is ours alone.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK) | Int16(newSession))
    var vector: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    vector.append(nil)
    defer { vector.forEach { free($0) } }
    return posix_spawnp(&process, arguments[0], &actions, &attributes, vector, environ)
  }

  /// `POSIX_SPAWN_SETSID`, which glibc's header shows to GNU sources only.
  private static let newSession: Int32 = 0x80

  private static func cannotStart(_ arguments: [String], _ error: Int32) -> Diagnostic {
    Diagnostic(.unreachable, "cannot start '\(arguments[0])': \(String(cString: strerror(error)))")
  }
}

/// Makes reads and writes return at once.
func setNonBlocking(_ descriptor: Int32) {
  _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
}
