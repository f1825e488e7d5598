import Core
import Glibc
import Reporters

/// Asks the person at the terminal. Questions and answers go to and from `/dev/tty`, so that they
/// work while the output goes into a file; without a terminal answers are lines of standard input.
struct Prompter: Sendable {
  let screen: Screen

  /// Whether there is a person to ask.
  static var hasTerminal: Bool {
    let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC)
    if terminal >= 0 { close(terminal) }
    return terminal >= 0
  }

  /// Asks and waits on a thread of its own, so that the run goes on meanwhile.
  ///
  /// - Returns: the line without its end; nil at the end of the input.
  func ask(_ question: String, hidden: Bool) async -> String? {
    screen.holdLiveLine()
    defer { screen.releaseLiveLine() }
    return await withCheckedContinuation { continuation in
      OwnThread.run { continuation.resume(returning: askNow(question, hidden: hidden)) }
    }
  }

  /// Prompts on standard output and reads a line of standard input, whatever they are.
  ///
  /// - Returns: nil at the end of the input.
  func line(_ prompt: String) async -> String? {
    screen.holdLiveLine()
    defer { screen.releaseLiveLine() }
    return await withCheckedContinuation { continuation in
      OwnThread.run {
        write(prompt, to: STDOUT_FILENO)
        continuation.resume(returning: Self.readLine(STDIN_FILENO))
      }
    }
  }

  /// The same without leaving the thread: for questions before the run.
  func askNow(_ question: String, hidden: Bool) -> String? {
    let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC)
    defer { if terminal >= 0 { close(terminal) } }
    let input = terminal >= 0 ? terminal : STDIN_FILENO
    write(question, to: terminal >= 0 ? terminal : STDERR_FILENO)
    guard terminal >= 0 else {
      // Nobody types a line end that would be seen.
      defer { write("\n", to: STDERR_FILENO) }
      return Self.readLine(input)
    }
    guard hidden else { return Self.readLine(input) }
    var settings = termios()
    tcgetattr(terminal, &settings)
    var silent = settings
    silent.c_lflag &= ~tcflag_t(ECHO)
    tcsetattr(terminal, TCSAFLUSH, &silent)
    defer {
      tcsetattr(terminal, TCSAFLUSH, &settings)
      write("\n", to: terminal)
    }
    return Self.readLine(terminal)
  }

  private func write(_ text: String, to descriptor: Int32) {
    let bytes = Array(text.utf8)
    _ = Glibc.write(descriptor, bytes, bytes.count)
  }

  private static func readLine(_ descriptor: Int32) -> String? {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while true {
      let count = Glibc.read(descriptor, &byte, 1)
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { return line.isEmpty ? nil : String(decoding: line, as: UTF8.self) }
      if byte == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
      line.append(byte)
    }
  }
}
