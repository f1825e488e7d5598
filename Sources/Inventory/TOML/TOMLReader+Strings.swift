import Core

extension TOMLReader {
  /// A text in quotes on one line.
  mutating func line() throws(Diagnostic) -> String {
    let start = position
    let quote = bytes[position]
    position += 1
    var text: [UInt8] = []
    while let byte = next, !isNewline {
      if byte == quote {
        position += 1
        return String(decoding: text, as: UTF8.self)
      }
      if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        try escape(into: &text)
      } else {
        try checkControl(byte)
        text.append(byte)
        position += 1
      }
    }
    position = start
    throw error("this text has no end")
  }

  /// A text in three quotes, which may go over lines. A newline right at its beginning is none of it.
  mutating func block() throws(Diagnostic) -> String {
    let start = position
    let quote = bytes[position]
    position += 3
    if isNewline { position += next == 0x0D ? 2 : 1 }
    var text: [UInt8] = []
    while let byte = next {
      if byte == quote, let end = closing(quote) {
        // Up to two more quotes belong to the text.
        text += [UInt8](repeating: quote, count: end - position - 3)
        position = end
        return String(decoding: text, as: UTF8.self)
      }
      if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        if !skipLineEnd() { try escape(into: &text) }
      } else if isNewline {
        text.append(0x0A)
        position += byte == 0x0D ? 2 : 1
      } else {
        try checkControl(byte)
        text.append(byte)
        position += 1
      }
    }
    position = start
    throw error("this text has no end")
  }

  /// Where the quotes end that close a block here; nil when there are fewer than three.
  private func closing(_ quote: UInt8) -> Int? {
    let count = bytes[position...].prefix(5).prefix { $0 == quote }.count
    return count >= 3 ? position + count : nil
  }

  /// A backslash at the end of a line takes all blanks and newlines behind it away.
  private mutating func skipLineEnd() -> Bool {
    var end = position + 1
    while end < bytes.count, bytes[end] == 0x20 || bytes[end] == 0x09 { end += 1 }
    guard end < bytes.count, bytes[end] == 0x0A || bytes[end] == 0x0D else { return false }
    while end < bytes.count, INILine.isBlank(bytes[end]) { end += 1 }
    position = end
    return true
  }

  private func checkControl(_ byte: UInt8) throws(Diagnostic) {
    if byte < 0x20 && byte != 0x09 || byte == 0x7F {
      throw error("a text cannot hold control characters", hint: "write \\u00XX")
    }
  }

  private mutating func escape(into text: inout [UInt8]) throws(Diagnostic) {
    let plain: [UInt8: UInt8] = [
      UInt8(ascii: "b"): 0x08, UInt8(ascii: "t"): 0x09, UInt8(ascii: "n"): 0x0A,
      UInt8(ascii: "f"): 0x0C, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "\""): 0x22,
      UInt8(ascii: "\\"): 0x5C,
    ]
    guard position + 1 < bytes.count else { throw error("this text has no end") }
    let kind = bytes[position + 1]
    if let byte = plain[kind] {
      text.append(byte)
      position += 2
      return
    }
    let length = kind == UInt8(ascii: "u") ? 4 : kind == UInt8(ascii: "U") ? 8 : 0
    let digits = bytes[(position + 2)...].prefix(length)
    guard length > 0, digits.count == length,
      let number = UInt32(String(decoding: digits, as: UTF8.self), radix: 16),
      let scalar = Unicode.Scalar(number)
    else {
      throw error(
        "there is no such escape", hint: "a lone backslash is written \\\\, or in single quotes")
    }
    text += String(scalar).utf8
    position += 2 + length
  }
}
