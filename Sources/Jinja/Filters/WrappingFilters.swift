import Core
import Regex

extension Filters {
  static let wrappingFilters: [String: Filter] = [
    "wordwrap": Filter(["width", "break_long_words", "wrapstring", "break_on_hyphens"], wordWrap)
  ]

  private static func wordWrap(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    let width = try arguments.int(0, default: 79)
    let text = try arguments.text(of: input)
    if width <= 0, !text.isEmpty { throw arguments.error("invalid width \(width) (must be > 0)") }
    let newline = try arguments.optionalExactString(2) ?? "\n"
    let wrapper = TextWrapper(
      width: width, breaksLongWords: try arguments.bool(1, default: true),
      breaksOnHyphens: try arguments.bool(3, default: true))
    let lines = StringMethods.lines(text).map { wrapper.wrap($0).joined(separator: newline) }
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
        split(chunk, room: width - length, into: &line, &chunks)
      }
      if let last = line.last, isBlank(last) { line.removeLast() }
      if !line.isEmpty { lines.append(line.joined()) }
    }
    return lines
  }

  private func isBlank(_ text: String) -> Bool { StringMethods.strip(text).isEmpty }

  /// A word longer than the line: cut where allowed, after a hyphen if there is one; else alone on
  /// its line.
  private func split(
    _ word: String, room: Int, into line: inout [String], _ chunks: inout [String]
  ) {
    if breaksLongWords {
      var end = room
      let scalars = Array(word.unicodeScalars)
      if breaksOnHyphens, let hyphen = scalars[..<room].lastIndex(of: "-"), hyphen > 0,
        scalars[..<hyphen].contains(where: { $0 != "-" })
      {
        end = hyphen + 1
      }
      line.append(word.scalars(0..<end))
      chunks[chunks.count - 1] = word.scalars(end..<scalars.count)
    } else if line.isEmpty {
      line.append(word)
      chunks.removeLast()
    }
  }

  /// Words and the blanks between them; words with hyphens in parts that end with one, dashes apart
  /// (the pattern of Python's `textwrap`).
  private func chunks(_ text: String) -> [String] {
    let word = #"[\w!"'&.,?]"#
    let letter = #"[^\d\W]"#
    let pattern =
      breaksOnHyphens
      ? #"""
      [\t\n\x0b\x0c\r\x20]+ | (?<=\#(word))-{2,}(?=\w)
      | [^\t\n\x0b\x0c\r\x20]+? (?: -(?: (?<=\#(letter){2}-) | (?<=\#(letter)-\#(letter)-))
          (?= \#(letter) -? \#(letter)) | (?=[\t\n\x0b\x0c\r\x20]|\Z)
          | (?<=\#(word))(?=-{2,}\w))
      """#
      : #"[\t\n\x0b\x0c\r\x20]+ | [^\t\n\x0b\x0c\r\x20]+"#
    let regex = try? Regex.compiled(pattern, .verbose)
    let bytes = Array(text.utf8)
    let matches = (try? regex?.matches(in: bytes)) ?? []
    return matches.map { String(bytes: bytes[$0.range]) }
  }
}
