/// A reader of JSON texts (RFC 8259) that also takes Python's `NaN` and `Infinity`.
package struct JSONReader {
  private let bytes: [UInt8]
  private let file: SourceFile
  private var position = 0
  private var depth = 0
  private let isStrict: Bool

  /// Deeper nesting than this is an error, so that no input can exhaust the stack.
  private static let depthLimit = 500

  /// Reads one value that fills the whole text. Strings become plain strings, never templates.
  ///
  /// - Parameter strict: refuses control characters inside strings, as Python and the RFC do.
  /// - Throws: a `syntax` diagnostic with the place in `name`.
  package static func read(
    _ bytes: [UInt8], name: String = "<json>", strict: Bool = false
  ) throws(Diagnostic) -> Value {
    var reader = JSONReader(
      bytes: bytes, file: SourceFile(name: name, text: bytes), isStrict: strict)
    let value = try reader.value()
    reader.skipBlanks()
    if reader.position < bytes.count { throw reader.error("unexpected text after the JSON value") }
    return value
  }

  private init(bytes: [UInt8], file: SourceFile, isStrict: Bool) {
    self.bytes = bytes
    self.file = file
    self.isStrict = isStrict
  }

  private func error(_ message: String) -> Diagnostic {
    var line = 1
    var column = 1
    for byte in bytes[..<min(position, bytes.count)] {
      if byte == UInt8(ascii: "\n") {
        (line, column) = (line + 1, 1)
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    return Diagnostic(
      .syntax, "invalid JSON: \(message)",
      at: SourceLocation(file: file, line: line, column: column))
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
      position += 1
    }
  }

  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard next == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func value() throws(Diagnostic) -> Value {
    skipBlanks()
    depth += 1
    defer { depth -= 1 }
    if depth > Self.depthLimit { throw error("nested too deeply") }
    switch next {
    case UInt8(ascii: "{"): return .map(try map())
    case UInt8(ascii: "["): return .list(try list())
    case UInt8(ascii: "\""): return .string(try string())
    case nil: throw error("the text ends where a value should stand")
    default: return try scalar()
    }
  }

  private mutating func map() throws(Diagnostic) -> Map {
    position += 1
    var map = Map()
    if skip("}") { return map }
    repeat {
      skipBlanks()
      guard next == UInt8(ascii: "\"") else { throw error("a key must be a quoted string") }
      let key = try string()
      guard skip(":") else { throw error("':' expected after the key") }
      map[key] = try value()
    } while skip(",")
    guard skip("}") else { throw error("',' or '}' expected") }
    return map
  }

  private mutating func list() throws(Diagnostic) -> [Value] {
    position += 1
    var list: [Value] = []
    if skip("]") { return list }
    repeat { list.append(try value()) } while skip(",")
    guard skip("]") else { throw error("',' or ']' expected") }
    return list
  }

  private mutating func scalar() throws(Diagnostic) -> Value {
    let start = position
    while let byte = next, byte > 0x20, !",]}:".utf8.contains(byte) { position += 1 }
    let word = String(decoding: bytes[start..<position], as: UTF8.self)
    switch word {
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "null": return .null
    case "NaN": return .float(.nan)
    case "Infinity": return .float(.infinity)
    case "-Infinity": return .float(-.infinity)
    default:
      if JSONNumber.isOne(word.utf8) {
        if let number = Int(word) { return .int(number) }
        if let number = try wide(word) { return .integer(number) }
        if let number = Double(word) { return .float(number) }
      }
      position = start
      throw error(word.isEmpty ? "a value is missing" : "'\(word)' is not a JSON value")
    }
  }

  /// A whole number beyond 64 bits; nil for one with a fraction or an exponent.
  private func wide(_ word: String) throws(Diagnostic) -> WideInteger? {
    let isNegative = word.utf8.first == UInt8(ascii: "-")
    let digits = word.utf8.dropFirst(isNegative ? 1 : 0)
    guard digits.allSatisfy({ $0 &- 0x30 < 10 }) else { return nil }
    guard let number = WideInteger(digits: digits, radix: 10, isNegative: isNegative) else {
      throw error("the number has too many digits")
    }
    return number
  }

  private mutating func string() throws(Diagnostic) -> String {
    position += 1
    var text: [UInt8] = []
    while let byte = next {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): try escape(into: &text)
      case 0..<0x20 where isStrict:
        position -= 1
        throw error("a control character in a string must be written as an escape")
      default: text.append(byte)
      }
    }
    throw error("the string has no end")
  }

  private mutating func escape(into text: inout [UInt8]) throws(Diagnostic) {
    guard let byte = next else { throw error("the string has no end") }
    position += 1
    switch byte {
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "u"):
      var unit = try hexUnit()
      // A high surrogate is followed by the low one of its pair; alone it is no character.
      if (0xD800..<0xDC00).contains(unit), bytes[position...].starts(with: "\\u".utf8) {
        let behind = position
        position += 2
        let low = try hexUnit()
        if (0xDC00..<0xE000).contains(low) {
          unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
        } else {
          position = behind
        }
      }
      text.append(contentsOf: String(Unicode.Scalar(unit) ?? "\u{FFFD}").utf8)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    default: throw error("unknown escape in a string")
    }
  }

  private mutating func hexUnit() throws(Diagnostic) -> UInt32 {
    let digits = bytes[position...].prefix(4)
    guard digits.count == 4,
      digits.allSatisfy({ Unicode.Scalar($0).properties.isASCIIHexDigit }),
      let unit = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw error("\\u needs four hexadecimal digits") }
    position += 4
    return unit
  }
}
