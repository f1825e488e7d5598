import Engine
import Glibc

extension Prompter {
  /// Asks key by key, on a thread of its own.
  ///
  /// - Returns: nil where standard input is no terminal, or one that belongs to other processes just now.
  func keys(_ question: String, _ prompt: KeyPrompt) async -> KeyAnswer? {
    guard isatty(STDIN_FILENO) == 1, getpgrp() == tcgetpgrp(STDIN_FILENO) else { return nil }
    screen.holdLiveLine()
    defer { screen.releaseLiveLine() }
    return await withCheckedContinuation { continuation in
      OwnThread.run { continuation.resume(returning: keysNow(question, prompt)) }
    }
  }

  private func keysNow(_ question: String, _ prompt: KeyPrompt) -> KeyAnswer? {
    guard let keys = TerminalKeys() else { return nil }
    defer {
      keys.end()
      // Enter does not show.
      if case .line = prompt { show("\n") }
    }
    // What was typed before the question is no answer to it.
    tcflush(STDIN_FILENO, TCIFLUSH)
    screen.display(question)
    var typed = ""
    var end: ContinuousClock.Instant?
    if case .time(let seconds) = prompt { end = .now + .seconds(seconds) }
    while let key = Self.next(keys, until: end) {
      switch (prompt, key) {
      case (.line, .enter), (.decision, .text("c")), (.decision, .text("C")):
        return .typed(typed)
      case (_, .control("c")), (.decision, .text("a")), (.decision, .text("A")):
        return .interrupted
      case (.line(let isHidden), .backspace):
        if typed.popLast() != nil, !isHidden { show("\u{8} \u{8}") }
      case (.line(let isHidden), .text(let character)):
        typed.append(character)
        if !isHidden { show(String(character)) }
      default: break
      }
    }
    return .typed(typed)
  }

  /// The next key; nil once the time is over, and at the end of the input.
  private static func next(
    _ keys: TerminalKeys, until end: ContinuousClock.Instant?
  ) -> TerminalKeys.Key? {
    guard let end else { return keys.next() }
    while true {
      let left = max(0, ContinuousClock.now.duration(to: end) / .milliseconds(1))
      var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      let count = poll(&input, 1, Int32(min(left.rounded(.up), 1e9)))
      if count > 0 { return keys.next() }
      if count == 0 && left == 0 || count < 0 && errno != EINTR { return nil }
    }
  }

  private func show(_ text: String) {
    let bytes = Array(text.utf8)
    _ = Glibc.write(STDOUT_FILENO, bytes, bytes.count)
  }
}
