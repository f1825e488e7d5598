import Core

extension StringMethods {
  static let splitting = [
    Method("split", ["sep", "maxsplit"], split),
    Method("rsplit", ["sep", "maxsplit"], splitRight),
    Method("splitlines", ["keepends"], splitLines),
    Method("partition", ["sep"], required: 1, partition),
    Method("rpartition", ["sep"], required: 1, partitionRight),
  ]

  private static func split(_ receiver: inout Value, _ arguments: Arguments) throws(Diagnostic)
    -> Value
  {
    let limit = try arguments.exactInt(1, default: -1)
    let separator = try arguments.optionalExactString(0)
    if separator == "" { throw arguments.error("empty separator") }
    if let separator, limit < 0, case .string(let text) = receiver {
      return .list(split(text, at: separator))
    }
    return .list(split(receiver.text, separator, limit: limit).map(Value.string))
  }

  /// Python's `text.split(separator, limit)`; without a separator at runs of blanks.
  static func split(_ text: String, _ separator: String?, limit: Int = -1) -> [String] {
    let bytes = Array(text.utf8)
    let parts =
      separator.map { splitBytes(bytes, Array($0.utf8), limit: limit) }
      ?? splitBlankBytes(bytes, limit: limit)
    return parts.map { String(bytes: $0) }
  }

  /// The parts between all separators, without copies of the text on the way.
  private static func split(_ text: String, at separator: String) -> [Value] {
    var (text, separator) = (text, separator)
    return text.withUTF8 { bytes in
      separator.withUTF8 { word in
        var parts: [Value] = []
        var (start, position) = (0, 0)
        func part(to end: Int) -> Value {
          .string(String(decoding: bytes[start..<end], as: UTF8.self))
        }
        while position <= bytes.count - word.count {
          if bytes[position] == word[0], bytes[position..<position + word.count].elementsEqual(word)
          {
            parts.append(part(to: position))
            position += word.count
            start = position
          } else {
            position += 1
          }
        }
        parts.append(part(to: bytes.count))
        return parts
      }
    }
  }

  private static func splitRight(_ receiver: inout Value, _ arguments: Arguments) throws(Diagnostic)
    -> Value
  {
    let limit = try arguments.exactInt(1, default: -1)
    let separator = try arguments.optionalExactString(0)
    if separator == "" { throw arguments.error("empty separator") }
    // From the right is from the left over the reversed bytes; parts are whole texts again when
    // they are turned back.
    let reversed = Array(receiver.text.utf8.reversed())
    let parts =
      separator.map { splitBytes(reversed, Array($0.utf8.reversed()), limit: limit) }
      ?? splitBlankBytes(reversed, limit: limit)
    return .list(parts.reversed().map { .string(String(bytes: Array($0.reversed()))) })
  }

  private static func splitBytes(_ bytes: [UInt8], _ word: [UInt8], limit: Int) -> [[UInt8]] {
    var parts: [[UInt8]] = []
    var (position, left) = (0, limit < 0 ? Int.max : limit)
    while left != 0, let found = Bytes.find(word, in: bytes, from: position) {
      parts.append(Array(bytes[position..<found]))
      position = found + word.count
      left -= 1
    }
    return parts + [Array(bytes[position...])]
  }

  private static func splitBlankBytes(_ bytes: [UInt8], limit: Int) -> [[UInt8]] {
    var parts: [[UInt8]] = []
    var (position, left) = (0, limit < 0 ? Int.max : limit)
    while true {
      while position < bytes.count, Lexer.isBlank(bytes[position]) { position += 1 }
      guard position < bytes.count else { return parts }
      if left == 0 { return parts + [Array(bytes[position...])] }
      var end = position
      while end < bytes.count, !Lexer.isBlank(bytes[end]) { end += 1 }
      parts.append(Array(bytes[position..<end]))
      position = end
      left -= 1
    }
  }

  private static func splitLines(_ receiver: inout Value, _ arguments: Arguments) throws(Diagnostic)
    -> Value
  {
    .list(lines(receiver.text, keepEnds: arguments.bool(0)).map(Value.string))
  }

  /// Python's `text.splitlines()`.
  static func lines(_ text: String, keepEnds: Bool = false) -> [String] {
    let bytes = Array(text.utf8)
    var lines: [String] = []
    var start = 0
    var index = 0
    while index < bytes.count {
      guard (0x0A...0x0D).contains(bytes[index]) || (0x1C...0x1E).contains(bytes[index]) else {
        index += 1
        continue
      }
      var end = index + 1
      if bytes[index] == 0x0D, end < bytes.count, bytes[end] == 0x0A { end += 1 }
      lines.append(String(bytes: bytes[start..<(keepEnds ? end : index)]))
      start = end
      index = end
    }
    if start < bytes.count { lines.append(String(bytes: bytes[start...])) }
    return lines
  }

  private static func partition(_ receiver: inout Value, _ arguments: Arguments) throws(Diagnostic)
    -> Value
  {
    let (bytes, word) = (Array(receiver.text.utf8), Array(try arguments.exactString(0).utf8))
    guard let found = Bytes.find(word, in: bytes) else { return .tuple(receiver, "", "") }
    return parts(bytes, word, at: found)
  }

  private static func partitionRight(_ receiver: inout Value, _ arguments: Arguments)
    throws(Diagnostic) -> Value
  {
    let (bytes, word) = (Array(receiver.text.utf8), Array(try arguments.exactString(0).utf8))
    guard let found = Bytes.findLast(word, in: bytes) else { return .tuple("", "", receiver) }
    return parts(bytes, word, at: found)
  }

  private static func parts(_ bytes: [UInt8], _ word: [UInt8], at index: Int) -> Value {
    .tuple(
      .string(String(bytes: bytes[..<index])), .string(String(bytes: word)),
      .string(String(bytes: bytes[(index + word.count)...])))
  }
}
