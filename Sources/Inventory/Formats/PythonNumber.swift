import Core

/// Reads Python's number literals.
enum PythonNumber {
  private static let radixes = ["0x": 16, "0o": 8, "0b": 2]

  /// A number as Python writes it: `12`, `1_000`, `0x1f`, `1.5e3`; no leading zeros in whole ones.
  static func read(_ bytes: [UInt8], _ position: inout Int) -> Value? {
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      let isExponentSign =
        (byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")) && position > start
        && bytes[position - 1] | 0x20 == UInt8(ascii: "e") && !isPrefixed(bytes, start)
      guard Group.isWord(byte) || byte == UInt8(ascii: ".") || isExponentSign else { break }
      position += 1
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    return value(of: text)
  }

  private static func value(of text: String) -> Value? {
    guard hasValidUnderscores(text) else { return nil }
    let digits = text.filter { $0 != "_" }
    if let radix = radixes[digits.prefix(2).lowercased()] {
      return Int(digits.dropFirst(2), radix: radix).map { .int($0) }
    }
    if digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      let isPadded = digits.hasPrefix("0") && digits.utf8.contains { $0 != UInt8(ascii: "0") }
      return isPadded ? nil : Int(digits).map { .int($0) }
    }
    // Python's floats begin with a digit or a point; `inf` and `nan` cannot get here.
    let isFloat = digits.utf8.allSatisfy {
      (0x30...0x39).contains($0) || "eE.+-".utf8.contains($0)
    }
    return isFloat ? Double(digits).map { .float($0) } : nil
  }

  /// Whether each `_` stands between digits, or behind a prefix.
  private static func hasValidUnderscores(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return bytes.indices.allSatisfy { place in
      guard bytes[place] == UInt8(ascii: "_") else { return true }
      guard place > 0, place + 1 < bytes.count else { return false }
      return [bytes[place - 1], bytes[place + 1]].allSatisfy {
        isPrefixed(bytes, 0) ? $0 != UInt8(ascii: "_") : (0x30...0x39).contains($0)
      }
    }
  }

  private static func isPrefixed(_ bytes: [UInt8], _ start: Int) -> Bool {
    guard start + 1 < bytes.count, bytes[start] == UInt8(ascii: "0") else { return false }
    return "xXoObB".utf8.contains(bytes[start + 1])
  }
}
