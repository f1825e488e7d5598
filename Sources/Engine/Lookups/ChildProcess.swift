import Connections
import Core
import Glibc
import Modules

/// Programs that run on the controller to their end while a template waits for them.
enum ChildProcess {
  /// Runs a command by `/bin/sh` with an empty input; what it writes to standard error is seen.
  ///
  /// - Returns: what it printed, and its exit status, negative for a signal.
  /// - Throws: `evaluation` when no process can be started.
  static func shell(
    _ command: String, in folder: String
  ) throws(Diagnostic) -> (output: [UInt8], status: Int) {
    let text = "cd \(ShellText.quote(folder)) || exit; exec </dev/null\n\(command)"
    guard let stream = popen(text, "re") else {
      throw Diagnostic(.evaluation, "cannot run '\(command)'")
    }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = fread(&buffer, 1, buffer.count, stream)
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    return (bytes, exitStatus(pclose(stream)))
  }

  /// Runs a program that is given all its input first, which must fit into a pipe (64 KiB).
  ///
  /// - Throws: `evaluation` when it cannot be started.
  static func run(
    _ words: [String], input: [UInt8]
  ) throws(Diagnostic) -> (output: [UInt8], error: [UInt8], status: Int) {
    let child: Child
    do { child = try Child.spawn(words) } catch {
      throw Diagnostic(.evaluation, error.message)
    }
    for descriptor in [child.input, child.output, child.error] {
      _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK)
    }
    _ = write(child.input, input, input.count)
    close(child.input)
    let output = rest(of: child.output)
    let error = rest(of: child.error)
    var status: Int32 = 0
    while waitpid(child.process, &status, 0) < 0, errno == EINTR {}
    return (output, error, exitStatus(status))
  }

  private static func rest(of descriptor: Int32) -> [UInt8] {
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return bytes }
      bytes += buffer[..<count]
    }
  }

  private static func exitStatus(_ status: Int32) -> Int {
    let signal = status & 0x7F
    return signal == 0 ? Int(status >> 8 & 0xFF) : -Int(signal)
  }
}
