import Core

// MARK: - Expressions

extension Lexer {
  /// Reads tokens up to the closing delimiter. While a bracket is open the delimiter is not seen,
  /// so that `{{ {'a': {}} }}` is read as meant.
  mutating func readExpression(
    until closing: [UInt8]?, inVariable: Bool
  ) throws(Diagnostic) {
    let begin = position
    var open: [Token] = []
    while position < limit {
      let byte = source[position]
      if closing?.isEmpty == true, open.isEmpty, closeLine() { return }
      if case let blank = blank(at: position), blank > 0 {
        position += blank
        continue
      }
      if let closing, !closing.isEmpty, open.isEmpty, close(closing, inVariable: inVariable) {
        return
      }
      var token = try readToken(inVariable: inVariable)
      token.inVariable = inVariable
      try balance(token, open: &open)
      tokens.append(token)
    }
    if let last = open.last { throw error("'\(last.kind.label)' was never closed", last.start) }
    if closing?.isEmpty == true {
      tokens.append(Token(kind: .blockEnd, start: limit, end: limit))
    } else if closing != nil {
      let opening = inVariable ? settings.variableStart : settings.blockStart
      throw error(
        "unexpected end of template: the tag has no end", max(0, begin - opening.count))
    }
  }

  /// A line statement ends with its line; the empty lines after it go too.
  private mutating func closeLine() -> Bool {
    var (index, end) = (position, -1)
    while index < limit, Self.isBlank(source[index]) {
      if Self.endsLine(source[index]) { end = index + 1 }
      index += 1
    }
    if index == limit { end = limit }
    if end < 0 { return false }
    tokens.append(Token(kind: .blockEnd, start: position, end: end))
    position = end
    return true
  }

  private mutating func close(_ closing: [UInt8], inVariable: Bool) -> Bool {
    var index = position
    var sign: UInt8 = 0
    let byte = source[index]
    if byte == UInt8(ascii: "-") || (byte == UInt8(ascii: "+") && !inVariable) {
      sign = byte
      index += 1
    }
    guard matches(closing, at: index) else { return false }
    tokens.append(
      Token(
        kind: inVariable ? .variableEnd : .blockEnd, start: position, end: index + closing.count))
    position = index + closing.count
    closeTag(sign: sign, isBlock: !inVariable)
    return true
  }

  private func balance(_ token: Token, open: inout [Token]) throws(Diagnostic) {
    let wanted: Token.Kind
    switch token.kind {
    case .leftBrace, .leftBracket, .leftParenthesis:
      open.append(token)
      return
    case .rightBrace: wanted = .leftBrace
    case .rightBracket: wanted = .leftBracket
    case .rightParenthesis: wanted = .leftParenthesis
    default: return
    }
    guard let last = open.popLast() else {
      throw error("unexpected '\(token.kind.label)'", token.start)
    }
    if last.kind != wanted {
      let closer =
        last.kind == .leftBrace ? "}" : last.kind == .leftBracket ? "]" : ")"
      throw error("unexpected '\(token.kind.label)', expected '\(closer)'", token.start)
    }
  }

  private mutating func readToken(inVariable: Bool) throws(Diagnostic) -> Token {
    let start = position
    let byte = source[position]
    if Self.isNameStart(byte) {
      while position < limit, case let length = namePart(at: position), length > 0 {
        position += length
      }
      if position > start { return Token(kind: .name, start: start, end: position) }
    }
    if Self.isDigit(byte) { return readNumber() }
    if byte == 0x22 || byte == 0x27 {
      return try readString(quote: byte, keepsEscapes: inVariable && keepsEscapes)
    }
    let next = position + 1 < limit ? source[position + 1] : 0
    guard let (kind, length) = Self.operatorToken(byte, next) else {
      let end = source[start...].dropFirst().firstIndex { $0 & 0xC0 != 0x80 } ?? limit
      throw error(
        "unexpected char '\(String(decoding: source[start..<end], as: UTF8.self))'", start)
    }
    position += length
    return Token(kind: kind, start: start, end: position)
  }

  static func isNameStart(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || byte == 0x5F || byte >= 0x80
  }
  static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  static func isNamePart(_ byte: UInt8) -> Bool { isNameStart(byte) || isDigit(byte) }

  /// The bytes of a character of a name; 0 where none is.
  private func namePart(at index: Int) -> Int {
    let byte = source[index]
    if byte < 0x80 { return Self.isNamePart(byte) ? 1 : 0 }
    guard let scalar = scalar(at: index), scalar.properties.isXIDContinue else { return 0 }
    return scalar.utf8.count
  }

  private mutating func readString(quote: UInt8, keepsEscapes: Bool) throws(Diagnostic) -> Token {
    let start = position
    position += 1
    while position < limit {
      if source[position] == 0x5C, !keepsEscapes {
        position += 2
      } else if source[position] == quote {
        position += 1
        return Token(kind: .string, start: start, end: position)
      } else {
        position += 1
      }
    }
    position = limit
    throw error("the string has no end", start)
  }

  private mutating func readNumber() -> Token {
    let start = position
    let prefix = position + 1 < limit ? source[position + 1] | 0x20 : 0
    let radix = prefix == 0x78 ? 16 : prefix == 0x6F ? 8 : prefix == 0x62 ? 2 : 0
    if source[position] == 0x30, radix > 0, let end = digits(from: position + 2, radix: radix) {
      position = end
      return Token(kind: .integer, start: start, end: position)
    }
    skipDigits()
    let whole = position
    var kind = Token.Kind.integer
    // `1.0`, but not `1.foo` nor the second part of `a.0.1`.
    let afterDot = tokens.last?.kind == .dot
    if !afterDot, position + 1 < limit, source[position] == UInt8(ascii: "."),
      Self.isDigit(source[position + 1])
    {
      kind = .float
      position += 1
      skipDigits()
    }
    if !afterDot, position + 1 < limit, source[position] | 0x20 == UInt8(ascii: "e") {
      let sign = source[position + 1] == 0x2B || source[position + 1] == 0x2D
      let digit = position + (sign ? 2 : 1)
      if digit < limit, Self.isDigit(source[digit]) {
        kind = .float
        position = digit
        skipDigits()
      }
    }
    if kind == .integer, source[start] == 0x30, whole > start + 1 {
      // No number begins with a zero but zero: `08` is two.
      position = start + 1
      while position < whole, source[position] == 0x30 { position += 1 }
    }
    return Token(kind: kind, start: start, end: position)
  }

  private mutating func skipDigits() {
    position = digits(from: position, radix: 10) ?? position
  }

  /// The end of digits that may have single underscores before each of them; nil without any.
  private func digits(from start: Int, radix: Int) -> Int? {
    var end = start
    while true {
      let next = end < limit && source[end] == 0x5F ? end + 1 : end
      guard next < limit,
        let digit = Unicode.Scalar(source[next]).properties.isASCIIHexDigit
          ? Int(String(Unicode.Scalar(source[next])), radix: radix) : nil, digit < radix
      else { return end > start ? end : nil }
      end = next + 1
    }
  }

  private static func operatorToken(_ byte: UInt8, _ next: UInt8) -> (Token.Kind, Int)? {
    switch (byte, next) {
    case (0x2A, 0x2A): (.power, 2)
    case (0x2F, 0x2F): (.floorDivide, 2)
    case (0x3D, 0x3D): (.equal, 2)
    case (0x21, 0x3D): (.notEqual, 2)
    case (0x3C, 0x3D): (.lessEqual, 2)
    case (0x3E, 0x3D): (.greaterEqual, 2)
    case (0x2B, _): (.plus, 1)
    case (0x2D, _): (.minus, 1)
    case (0x2A, _): (.times, 1)
    case (0x2F, _): (.divide, 1)
    case (0x25, _): (.modulo, 1)
    case (0x7E, _): (.tilde, 1)
    case (0x5B, _): (.leftBracket, 1)
    case (0x5D, _): (.rightBracket, 1)
    case (0x28, _): (.leftParenthesis, 1)
    case (0x29, _): (.rightParenthesis, 1)
    case (0x7B, _): (.leftBrace, 1)
    case (0x7D, _): (.rightBrace, 1)
    case (0x3C, _): (.less, 1)
    case (0x3E, _): (.greater, 1)
    case (0x3D, _): (.assign, 1)
    case (0x2E, _): (.dot, 1)
    case (0x3A, _): (.colon, 1)
    case (0x7C, _): (.pipe, 1)
    case (0x2C, _): (.comma, 1)
    case (0x3B, _): (.semicolon, 1)
    default: nil
    }
  }
}
