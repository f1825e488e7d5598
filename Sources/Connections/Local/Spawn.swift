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
    let code = ProgramStart.spawn(arguments, descriptors: theirs, session: true, &process)
    guard code == 0 else {
      ours.forEach { close($0) }
      throw cannotStart(arguments, code)
    }
    HostCapacity.restoreLimit(of: process)
    ours.forEach { setNonBlocking($0) }
    return Child(process: process, input: ours[0], output: ours[1], error: ours[2])
  }

  private static func cannotStart(_ arguments: [String], _ error: Int32) -> Diagnostic {
    Diagnostic(.unreachable, "cannot start '\(arguments[0])': \(String(cString: strerror(error)))")
  }
}

/// Makes reads and writes return at once.
func setNonBlocking(_ descriptor: Int32) {
  _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
}
