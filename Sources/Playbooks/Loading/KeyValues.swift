import Core

/// `key=value` lines, as old playbooks give arguments. The rules are those of ansible-core's
/// `parsing/splitter.py`: words are split at blanks, but quotes and Jinja blocks hold together.
package enum KeyValues {
  /// What a line holds.
  package struct Line: Equatable {
    /// The pairs in the order of the text, values without their quotes.
    package var pairs: [Pair] = []
    /// What is no pair, joined as it stood; nil when there is nothing.
    package var rest: String?
  }

  package struct Pair: Equatable {
    package let key: String
    package let value: String
    /// Where the pair begins in the line, in Unicode scalars, nil when unknown.
    package let offset: Int?
  }

  /// Parses a line. For modules that take a command (`onlyCommandOptions`), only the options that
  /// those have are pairs, all other words belong to the command.
  /// - Throws: a `syntax` diagnostic for quotes or Jinja blocks without their ends.
  package static func parse(_ text: String, onlyCommandOptions: Bool) throws(Diagnostic) -> Line {
    var line = Line()
    var rest: [String] = []
    for word in try split(text) {
      let plain = decodingEscapes(word)
      guard plain.utf8.contains(UInt8(ascii: "=")) else {
        rest.append(word)
        continue
      }
      guard let (key, value) = pair(in: plain) else {
        rest.append(replacing("\\=", in: plain, by: "="))
        continue
      }
      if onlyCommandOptions, !commandOptions.contains(key) {
        rest.append(word)
        continue
      }
      line.pairs.append(
        Pair(
          key: KeywordType.trimmed(key), value: unquoted(KeywordType.trimmed(value)),
          offset: offset(of: word, in: text)))
    }
    if !rest.isEmpty { line.rest = joined(rest) }
    return line
  }

  /// The options that may stand in the line of `command` and its kin.
  static let commandOptions: Set<String> = [
    "creates", "removes", "chdir", "executable", "warn", "stdin", "stdin_add_newline",
    "strip_empty_ends",
  ]

  /// The first `=` that is neither at the beginning nor escaped divides key and value.
  private static func pair(in word: String) -> (String, String)? {
    let bytes = Array(word.utf8)
    for index in bytes.indices.dropFirst()
    where bytes[index] == UInt8(ascii: "=") && bytes[index - 1] != UInt8(ascii: "\\") {
      return (
        String(decoding: bytes[..<index], as: UTF8.self),
        String(decoding: bytes[(index + 1)...], as: UTF8.self)
      )
    }
    return nil
  }

  /// Without the quotes around the whole, unless the closing one is escaped.
  static func unquoted(_ text: String) -> String {
    let bytes = Array(text.utf8)
    guard bytes.count > 1, let first = bytes.first, first == bytes.last,
      first == UInt8(ascii: "\"") || first == UInt8(ascii: "'"),
      bytes[bytes.count - 2] != UInt8(ascii: "\\")
    else { return text }
    return String(decoding: bytes[1..<(bytes.count - 1)], as: UTF8.self)
  }

  /// The words of the command as they stood: a blank between them, but none after a line's end.
  private static func joined(_ words: [String]) -> String {
    var text = ""
    for word in words {
      if !text.isEmpty, text.utf8.last != UInt8(ascii: "\n") { text += " " }
      text += word
    }
    return text
  }

  private static func replacing(_ old: String, in text: String, by new: String) -> String {
    var parts: [Substring] = []
    var rest = text[...]
    while let range = rest.firstRange(of: old) {
      parts.append(rest[..<range.lowerBound])
      rest = rest[range.upperBound...]
    }
    return (parts + [rest]).joined(separator: new)
  }

  private static func offset(of word: String, in text: String) -> Int? {
    guard let range = text.firstRange(of: word) else { return nil }
    return text.unicodeScalars.distance(from: text.startIndex, to: range.lowerBound)
  }
}
