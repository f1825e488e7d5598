import Core

/// A line of an INI text without the blanks around it. Offsets count in the whole text.
struct INILine {
  let bytes: [UInt8]
  private let lineStart: Int
  let start: Int
  let end: Int

  init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    lineStart = range.lowerBound
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, Self.isBlank(bytes[start]) { start += 1 }
    while end > start, Self.isBlank(bytes[end - 1]) { end -= 1 }
    self.start = start
    self.end = end
  }

  var first: UInt8? { start < end ? bytes[start] : nil }
  var last: UInt8? { start < end ? bytes[end - 1] : nil }

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    bytes[start..<end].contains(UInt8(ascii: scalar))
  }

  var string: String { text(start, end) }

  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  private func text(_ from: Int, _ to: Int) -> String {
    String(decoding: bytes[from..<to], as: UTF8.self)
  }

  /// The column of an offset, in characters from 1.
  func column(of offset: Int) -> Int {
    1 + bytes[lineStart..<offset].reduce(0) { $0 + ($1 & 0xC0 != 0x80 ? 1 : 0) }
  }

  /// `[group]` or `[group:kind]`, with a comment behind it or nothing.
  var header: (group: String, kind: String?)? {
    guard let close = bytes[start..<end].firstIndex(of: UInt8(ascii: "]")),
      isEndOrComment(close + 1)
    else { return nil }
    let inner = bytes[(start + 1)..<close]
    guard !inner.contains(where: Self.isBlank) else { return nil }
    let parts = inner.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
    return (
      String(decoding: parts[0], as: UTF8.self),
      parts.count == 2 ? String(decoding: parts[1], as: UTF8.self) : nil
    )
  }

  /// A group's name with a comment behind it or nothing.
  var groupName: String? {
    let stop =
      bytes[start..<end].firstIndex {
        Self.isBlank($0) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "]")
      } ?? end
    return stop > start && isEndOrComment(stop) ? text(start, stop) : nil
  }

  private func isEndOrComment(_ offset: Int) -> Bool {
    let rest = bytes[offset..<end].first { !Self.isBlank($0) }
    return rest == nil || rest == UInt8(ascii: "#")
  }

  /// `name=value` with the blanks around both removed, and where the value begins.
  var assignment: (name: String, value: String, offset: Int)? {
    guard let equals = bytes[start..<end].firstIndex(of: UInt8(ascii: "=")) else { return nil }
    let name = INILine(bytes, start..<equals)
    let value = INILine(bytes, (equals + 1)..<end)
    return (name.string, value.string, value.start)
  }

  /// Where the value begins in a word `name=value`, behind its quote if it has one.
  func valueOffset(in word: Int, after name: String) -> Int {
    let offset = min(word + name.utf8.count + 1, end)
    let isQuoted =
      offset < end
      && (bytes[offset] == UInt8(ascii: "\"") || bytes[offset] == UInt8(ascii: "'"))
    return isQuoted ? offset + 1 : offset
  }
}
