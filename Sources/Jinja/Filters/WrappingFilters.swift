import Core

extension Filters {
  static let wrappingFilters: [String: Filter] = [
    "wordwrap": Filter(["width", "break_long_words", "wrapstring", "break_on_hyphens"], wordWrap)
  ]

  private static func wordWrap(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    let width = try arguments.int(0, default: 79)
    let newline = try arguments.optionalString(2) ?? "\n"
    let wrapper = TextWrapper(
      width: width, breaksLongWords: arguments.bool(1, default: true),
      breaksOnHyphens: arguments.bool(3, default: true))
    let lines = StringMethods.lines(input.text).map { wrapper.wrap($0).joined(separator: newline) }
    return .string(lines.joined(separator: newline))
  }
}

/// Python's `textwrap.wrap`, without the handling of tabs and other blanks.
struct TextWrapper {
  let width: Int
  let breaksLongWords: Bool
  let breaksOnHyphens: Bool

  func wrap(_ text: String) -> [String] {
    var chunks = Array(chunks(text).reversed())
    var lines: [String] = []
    while !chunks.isEmpty {
      if !lines.isEmpty, isBlank(chunks[chunks.count - 1]) { chunks.removeLast() }
      var line: [String] = []
      var length = 0
      while let chunk = chunks.last, length + chunk.scalarCount <= width {
        line.append(chunk)
        length += chunk.scalarCount
        chunks.removeLast()
      }
      if let chunk = chunks.last, chunk.scalarCount > width {
        split(chunk, room: max(1, width - length), into: &line, &chunks)
      }
      if let last = line.last, isBlank(last) { line.removeLast() }
      if !line.isEmpty { lines.append(line.joined()) }
    }
    return lines
  }

  private func isBlank(_ text: String) -> Bool { text.utf8.allSatisfy(Lexer.isBlank) }

  /// A word longer than the line: cut where allowed, else alone on its line.
  private func split(
    _ word: String, room: Int, into line: inout [String], _ chunks: inout [String]
  ) {
    if breaksLongWords {
      line.append(word.scalars(0..<room))
      chunks[chunks.count - 1] = word.scalars(room..<word.scalarCount)
    } else if line.isEmpty {
      line.append(word)
      chunks.removeLast()
    }
  }

  /// Words and the blanks between them; words with hyphens in parts that end with one.
  private func chunks(_ text: String) -> [String] {
    var found: [String] = []
    var run: [UInt8] = []
    let bytes = Array(text.utf8)
    for (index, byte) in bytes.enumerated() {
      if let last = run.last, Lexer.isBlank(last) != Lexer.isBlank(byte) {
        found.append(String(bytes: run))
        run = []
      }
      run.append(byte)
      let next = index + 1 < bytes.count ? bytes[index + 1] : 0
      let before = run.count > 1 ? run[run.count - 2] : 0
      if breaksOnHyphens, byte == UInt8(ascii: "-"), Lexer.isNameStart(before),
        Lexer.isNameStart(next)
      {
        found.append(String(bytes: run))
        run = []
      }
    }
    if !run.isEmpty { found.append(String(bytes: run)) }
    return found
  }
}
