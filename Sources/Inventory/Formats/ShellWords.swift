/// The words of a host line, as Python's `shlex.split(line, comments=True)` gives them.
enum ShellWords {
  struct Word {
    let text: String
    let offset: Int
  }

  /// The words without their quotes. `#` ends the line, also inside a word that is not quoted.
  /// Nil when a quote or an escape has no end.
  static func split(_ line: INILine) -> [Word]? {
    var words: [Word] = []
    var position = line.start
    while position < line.end {
      if INILine.isBlank(line.bytes[position]) {
        position += 1
      } else if line.bytes[position] == UInt8(ascii: "#") {
        break
      } else {
        let start = position
        guard let word = word(line, &position) else { return nil }
        words.append(Word(text: String(decoding: word, as: UTF8.self), offset: start))
      }
    }
    return words
  }

  private static func word(_ line: INILine, _ position: inout Int) -> [UInt8]? {
    let bytes = line.bytes
    var word: [UInt8] = []
    while position < line.end {
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: "#"):
        position = line.end
      case UInt8(ascii: "\\"):
        guard position + 1 < line.end else { return nil }
        word.append(bytes[position + 1])
        position += 2
      case UInt8(ascii: "'"), UInt8(ascii: "\""):
        guard let quoted = quoted(line, &position) else { return nil }
        word += quoted
      case _ where INILine.isBlank(byte):
        return word
      default:
        word.append(byte)
        position += 1
      }
    }
    return word
  }

  /// The text of quotes. Between double ones a backslash escapes a double quote and itself.
  private static func quoted(_ line: INILine, _ position: inout Int) -> [UInt8]? {
    let bytes = line.bytes
    let quote = bytes[position]
    var text: [UInt8] = []
    position += 1
    while position < line.end {
      let byte = bytes[position]
      position += 1
      if byte == quote { return text }
      if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\""), position < line.end,
        bytes[position] == quote || bytes[position] == UInt8(ascii: "\\")
      {
        text.append(bytes[position])
        position += 1
      } else {
        text.append(byte)
      }
    }
    return nil
  }
}
