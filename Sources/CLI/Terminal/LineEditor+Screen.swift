import Glibc

// Completion, and what is seen of the line.
extension LineEditor {
  func completeWord() {
    let text = String(line[..<cursor])
    let word =
      text.split(separator: " ", omittingEmptySubsequences: false).last.map(String.init) ?? ""
    let found = complete(text).filter { $0.hasPrefix(word) }.sorted()
    guard let first = found.first else { return }
    let common = found.dropFirst().reduce(first) { common, other in
      String(zip(common, other).prefix { $0 == $1 }.map(\.0))
    }
    let isWhole = found.count == 1 && !common.hasSuffix("=")
    let rest = Array(common.dropFirst(word.count)) + (isWhole ? [" "] : [])
    line.insert(contentsOf: rest, at: cursor)
    cursor += rest.count
    if found.count > 1, rest.isEmpty { write("\r\n" + found.joined(separator: "  ") + "\r\n") }
  }

  // MARK: Output

  /// Draws prompt and line anew, moved to the left as far as the terminal is narrower.
  func show() {
    let room = max(10, Self.columns - prompt.count - 1)
    let start = max(0, cursor - room)
    let shown = line[start..<min(line.count, start + room)]
    let back = shown.count - (cursor - start)
    write("\r\u{1B}[K\(painted(prompt))\(String(shown))" + (back > 0 ? "\u{1B}[\(back)D" : ""))
  }

  private static var columns: Int {
    var size = winsize()
    return ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
      ? Int(size.ws_col) : 80
  }

  func write(_ text: String) {
    let bytes = Array(text.utf8)
    _ = Glibc.write(STDOUT_FILENO, bytes, bytes.count)
  }
}
