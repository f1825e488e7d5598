import Core

/// Cuts the text of an expression into tokens.
struct Lexer {
  private let text: [UInt8]
  private var position = 0

  /// All tokens with `end` behind them.
  static func tokens(_ text: [UInt8]) throws(Diagnostic) -> [PlacedToken] {
    var lexer = Lexer(text: text)
    var tokens: [PlacedToken] = []
    repeat {
      lexer.skipBlanks()
      let offset = lexer.position
      tokens.append(PlacedToken(token: try lexer.next(), offset: offset))
    } while tokens.last?.token != .end
    return tokens
  }

  private init(text: [UInt8]) { self.text = text }

  private var byte: UInt8? { position < text.count ? text[position] : nil }

  private mutating func skipBlanks() {
    while let byte, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { position += 1 }
  }

  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard byte == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private func error(_ message: String, at offset: Int) -> Diagnostic {
    .expression(message, in: text, at: offset)
  }

  private mutating func next() throws(Diagnostic) -> Token {
    guard let first = byte else { return .end }
    let start = position
    if Self.isLetter(first) { return .name(word { Self.isLetter($0) || Self.isDigit($0) }) }
    if Self.isDigit(first) || first == UInt8(ascii: "-") { return try number() }
    position += 1
    switch Unicode.Scalar(first) {
    case "\"": return .quotedName(try quotedName())
    case "'": return .literal(.string(try enclosed(by: "'", what: "string", unescape: true)))
    case "`": return .literal(try literal())
    case ".": return .dot
    case "*": return .star
    case "@": return .current
    case ",": return .comma
    case ":": return .colon
    case "{": return .openBrace
    case "}": return .closeBrace
    case "(": return .openParenthesis
    case ")": return .closeParenthesis
    case "]": return .closeBracket
    case "[": return skip("?") ? .filter : skip("]") ? .flatten : .openBracket
    case "|": return skip("|") ? .or : .pipe
    case "&": return skip("&") ? .and : .expression
    case "!": return skip("=") ? .compare(.notEqual) : .not
    case "<": return .compare(skip("=") ? .lessEqual : .less)
    case ">": return .compare(skip("=") ? .greaterEqual : .greater)
    case "=" where skip("="): return .compare(.equal)
    default: throw error("unknown token \(Unicode.Scalar(first))", at: start)
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || byte == UInt8(ascii: "_")
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private mutating func word(_ belongs: (UInt8) -> Bool) -> String {
    let start = position
    while let byte, belongs(byte) { position += 1 }
    return String(decoding: text[start..<position], as: UTF8.self)
  }

  private mutating func number() throws(Diagnostic) -> Token {
    let start = position
    let sign = skip("-") ? "-" : ""
    let digits = word(Self.isDigit)
    if digits.isEmpty { throw error("unknown token '-'", at: start) }
    // No list has an index beyond.
    return .number(Int(sign + digits) ?? (sign.isEmpty ? .max : .min))
  }

  /// The text up to the mark, which stands inside it only behind a backslash.
  private mutating func enclosed(
    by mark: Unicode.Scalar, what: String, unescape: Bool
  ) throws(Diagnostic) -> String {
    let start = position - 1
    var content: [UInt8] = []
    while let byte {
      position += 1
      if byte == UInt8(ascii: mark) { return String(decoding: content, as: UTF8.self) }
      content.append(byte)
      if byte == UInt8(ascii: "\\"), let escaped = self.byte {
        position += 1
        if unescape, escaped == UInt8(ascii: mark) { content.removeLast() }
        content.append(escaped)
      }
    }
    throw error("the \(what) has no end", at: start)
  }

  private mutating func quotedName() throws(Diagnostic) -> String {
    let start = position - 1
    let content = try enclosed(by: "\"", what: "name", unescape: false)
    let json = try? JSONReader.read(Array("\"\(content)\"".utf8))
    guard let name = json?.string else { throw error("the name is no JSON string", at: start) }
    return name
  }

  /// JSON between backticks; text that is none stands for itself, as it did in early versions.
  private mutating func literal() throws(Diagnostic) -> Value {
    let start = position - 1
    let content = try enclosed(by: "`", what: "literal", unescape: true)
    let trimmed = content.drop { $0.isWhitespace }
    if let value = try? JSONReader.read(Array(trimmed.utf8)) { return value }
    if let value = try? JSONReader.read(Array("\"\(trimmed)\"".utf8)) { return value }
    throw error("the literal is no JSON", at: start)
  }
}
