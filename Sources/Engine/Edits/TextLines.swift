/// A text as lines that keep their ends, as Python's `splitlines(True)` gives them for `\n`.
struct TextLines {
  var lines: [String]

  init(_ text: String) {
    var lines: [String] = []
    var line: [UInt8] = []
    for byte in text.utf8 {
      line.append(byte)
      if byte == 0x0A {
        lines.append(String(decoding: line, as: UTF8.self))
        line = []
      }
    }
    if !line.isEmpty { lines.append(String(decoding: line, as: UTF8.self)) }
    self.lines = lines
  }

  var text: String { lines.joined() }

  /// A line without `\r` and `\n` at its end.
  static func bare(_ line: String) -> String {
    var bytes = Array(line.utf8)
    while let last = bytes.last, last == 0x0A || last == 0x0D { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Makes sure that the last line has an end, so that something can follow it.
  mutating func endLastLine() {
    guard let last = lines.last, !last.hasSuffix("\n") else { return }
    lines[lines.count - 1] = last + "\n"
  }
}
