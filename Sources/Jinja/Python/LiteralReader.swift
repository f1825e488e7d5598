import Core

/// Python's literals in text (`ast.literal_eval`), with JSON's `true`, `false` and `null` too.
struct LiteralReader {
  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0

  /// What Ansible makes of a rendered text: a list, dict or bool where it looks like one and can be
  /// read, else the text.
  static func converted(_ text: String) -> Value {
    guard let first = text.utf8.first else { return .string(text) }
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
      if let value = read(text), value.string == nil { return value }
    } else if text == "True" || text == "False" {
      return .bool(text == "True")
    }
    return .string(text)
  }

  /// nil when the text is no literal.
  static func read(_ text: String) -> Value? {
    var reader = LiteralReader(bytes: Array(text.utf8))
    guard let value = reader.tuple() else { return nil }
    reader.skipBlanks()
    guard reader.position == reader.bytes.count else { return nil }
    return value
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// Blanks, and Python's comments.
  private mutating func skipBlanks() {
    var inComment = false
    while let byte = next {
      if byte == UInt8(ascii: "#") { inComment = true }
      if byte == 0x0A { inComment = false }
      guard inComment || Lexer.isBlank(byte) else { return }
      position += 1
    }
  }

  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard next == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  /// `a` or `a, b`
  private mutating func tuple() -> Value? {
    guard let first = value() else { return nil }
    guard skip(",") else { return first }
    var elements = [first]
    while true {
      skipBlanks()
      if next == nil || next == UInt8(ascii: ")") { break }
      guard let element = value() else { return nil }
      elements.append(element)
      guard skip(",") else { break }
    }
    return .object(Tuple(elements))
  }

  private mutating func value() -> Value? {
    skipBlanks()
    depth += 1
    defer { depth -= 1 }
    guard depth < 200, let byte = next else { return nil }
    switch byte {
    case UInt8(ascii: "["):
      position += 1
      return elements(until: "]").map(Value.list)
    case UInt8(ascii: "("):
      position += 1
      if skip(")") { return .object(Tuple([])) }
      guard let inner = tuple(), skip(")") else { return nil }
      return inner
    case UInt8(ascii: "{"):
      position += 1
      return map()
    case 0x22, 0x27: return strings()
    default: return word()
    }
  }

  private mutating func elements(until end: Unicode.Scalar) -> [Value]? {
    var found: [Value] = []
    while !skip(end) {
      guard let element = value() else { return nil }
      found.append(element)
      if !skip(",") { return skip(end) ? found : nil }
    }
    return found
  }

  /// A dict, or a set, which becomes a list.
  private mutating func map() -> Value? {
    var map = Map()
    if skip("}") { return .map(map) }
    guard let first = value() else { return nil }
    guard skip(":") else {
      guard skip(",") else {
        guard skip("}") else { return nil }
        return .list([first])
      }
      return elements(until: "}").map { .list([first] + $0) }
    }
    guard let element = value() else { return nil }
    map[first] = element
    while !skip("}") {
      guard skip(",") else { return nil }
      if skip("}") { break }
      guard let key = value(), skip(":"), let element = value() else { return nil }
      map[key] = element
    }
    return .map(map)
  }

  private mutating func strings() -> Value? {
    var text: [UInt8] = []
    while let quote = next, quote == 0x22 || quote == 0x27 {
      position += 1
      let start = position
      while let byte = next, byte != quote {
        if byte == 0x0A { return nil }
        position += byte == 0x5C ? 2 : 1
      }
      guard next == quote else { return nil }
      guard Self.isWellEscaped(bytes[start..<position]) else { return nil }
      PythonString.unescape(bytes[start..<position], into: &text)
      position += 1
      skipBlanks()
    }
    return .string(String(bytes: text))
  }

  /// Whether each `\x`, `\u` and `\U` has its digits, without which Python takes it for no literal.
  private static func isWellEscaped(_ bytes: ArraySlice<UInt8>) -> Bool {
    var index = bytes.startIndex
    while index < bytes.endIndex {
      guard bytes[index] == 0x5C else {
        index += 1
        continue
      }
      let letter = index + 1 < bytes.endIndex ? bytes[index + 1] : 0
      index += 2
      let counts: [UInt8: Int] = [0x78: 2, 0x75: 4, 0x55: 8]
      guard let count = counts[letter] else { continue }
      let digits = bytes[index...].prefix(count)
      guard digits.count == count, let code = UInt32(String(bytes: digits), radix: 16),
        code <= 0x10FFFF, digits.allSatisfy({ $0 != 0x2B })
      else { return false }
    }
    return true
  }

  private mutating func word() -> Value? {
    let start = position
    while let byte = next, Lexer.isNamePart(byte) || "+-.".utf8.contains(byte) { position += 1 }
    let word = String(bytes: bytes[start..<position])
    switch word {
    case "True", "true": return .bool(true)
    case "False", "false": return .bool(false)
    case "None", "null": return .null
    default: break
    }
    guard let first = word.utf8.first(where: { $0 != 0x2B && $0 != 0x2D }),
      Lexer.isDigit(first) || first == UInt8(ascii: ".")
    else { return nil }
    // `012` is no number in Python.
    let digits = word.drop { $0 == "-" || $0 == "+" }
    if digits.count > 1, digits.hasPrefix("0"), digits.utf8.allSatisfy(Lexer.isDigit) { return nil }
    if let number = PythonNumber.wideInteger(word, base: 0) { return .integer(number) }
    return PythonNumber.float(word).map(Value.float)
  }
}
