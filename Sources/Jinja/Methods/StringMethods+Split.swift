import Core

extension StringMethods {
  static let splitting = [
    Method("split", ["sep", "maxsplit"], passed: .either, split),
    Method("rsplit", ["sep", "maxsplit"], passed: .either, splitRight),
    Method("splitlines", ["keepends"], passed: .either, splitLines),
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
    guard let separator else { return splitBlanks(text.unicodeScalars, limit: limit) }
    return splitBytes(Array(text.utf8), Array(separator.utf8), limit: limit).map {
      String(bytes: $0)
    }
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
    // From the right is from the left over what is turned round.
    guard let separator else {
      let parts = splitBlanks(receiver.text.unicodeScalars.reversed(), limit: limit)
      return .list(parts.reversed().map { .string($0.turned) })
    }
    let parts = splitBytes(
      Array(receiver.text.utf8.reversed()), Array(separator.utf8.reversed()), limit: limit)
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

  private static func splitBlanks(
    _ scalars: some BidirectionalCollection<Unicode.Scalar>, limit: Int
  ) -> [String] {
    var parts: [String] = []
    var rest = scalars[...]
    while let start = rest.firstIndex(where: { !PythonText.isSpace($0) }) {
      rest = rest[start...]
      if limit >= 0, parts.count == limit {
        return parts + [String(String.UnicodeScalarView(rest))]
      }
      let end = rest.firstIndex(where: PythonText.isSpace) ?? rest.endIndex
      parts.append(String(String.UnicodeScalarView(rest[..<end])))
      rest = rest[end...]
    }
    return parts
  }

  private static func splitLines(_ receiver: inout Value, _ arguments: Arguments) throws(Diagnostic)
    -> Value
  {
    .list(lines(receiver.text, keepEnds: try arguments.flag(0)).map(Value.string))
  }

  /// Python's `text.splitlines()`.
  static func lines(_ text: String, keepEnds: Bool = false) -> [String] {
    let bytes = Array(text.utf8)
    var lines: [String] = []
    var (start, index) = (0, 0)
    while index < bytes.count {
      let length = lineEnd(bytes[index...])
      if length > 0 {
        lines.append(String(bytes: bytes[start..<(keepEnds ? index + length : index)]))
        start = index + length
      }
      index += max(1, length)
    }
    if start < bytes.count { lines.append(String(bytes: bytes[start...])) }
    return lines
  }

  /// The bytes of the end of a line that begins here; 0 where none does.
  private static func lineEnd(_ bytes: ArraySlice<UInt8>) -> Int {
    switch bytes[bytes.startIndex] {
    case 0x0D: bytes.dropFirst().first == 0x0A ? 2 : 1
    case 0x0A...0x0C, 0x1C...0x1E: 1
    // U+0085, U+2028 and U+2029
    case 0xC2: bytes.dropFirst().first == 0x85 ? 2 : 0
    case 0xE2:
      bytes.starts(with: [0xE2, 0x80, 0xA8]) || bytes.starts(with: [0xE2, 0x80, 0xA9]) ? 3 : 0
    default: 0
    }
  }

  private static func separator(_ arguments: Arguments) throws(Diagnostic) -> [UInt8] {
    let word = try arguments.exactString(0)
    if word.isEmpty { throw arguments.error("empty separator") }
    return Array(word.utf8)
  }

  private static func partition(_ receiver: inout Value, _ arguments: Arguments) throws(Diagnostic)
    -> Value
  {
    let (bytes, word) = (Array(receiver.text.utf8), try separator(arguments))
    guard let found = Bytes.find(word, in: bytes) else { return .tuple(receiver, "", "") }
    return parts(bytes, word, at: found)
  }

  private static func partitionRight(_ receiver: inout Value, _ arguments: Arguments)
    throws(Diagnostic) -> Value
  {
    let (bytes, word) = (Array(receiver.text.utf8), try separator(arguments))
    guard let found = Bytes.findLast(word, in: bytes) else { return .tuple("", "", receiver) }
    return parts(bytes, word, at: found)
  }

  private static func parts(_ bytes: [UInt8], _ word: [UInt8], at index: Int) -> Value {
    .tuple(
      .string(String(bytes: bytes[..<index])), .string(String(bytes: word)),
      .string(String(bytes: bytes[(index + word.count)...])))
  }
}

extension String {
  /// The scalars in the other direction.
  fileprivate var turned: String { String(String.UnicodeScalarView(unicodeScalars.reversed())) }
}
