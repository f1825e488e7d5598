import Core

/// Splits the bytes of a template into tokens. Whitespace control is done here, so that later
/// stages see only the text that is printed.
struct Lexer {
  let source: [UInt8]
  let settings: Settings
  private let error: (String, Int) -> Diagnostic
  private(set) var tokens: [Token] = []
  /// Backslashes in strings inside `{{ }}` are plain characters: they hide no quote.
  private var keepsEscapes = false
  private var position = 0
  /// Where the template ends; less than the source where a trailing newline is dropped.
  private let limit: Int
  /// What the last tag's end asks of the text that follows.
  private var stripsNext = false
  private var trimsNext = false
  /// Where the prefix of the line tag ends that was found last.
  private var lineTagEnd = 0

  /// Tokens of a whole template.
  static func template(
    _ source: [UInt8], _ settings: Settings, _ escapes: Escapes, from start: Int = 0,
    error: @escaping (String, Int) -> Diagnostic
  ) throws(Diagnostic) -> [Token] {
    var lexer = Lexer(source, settings, error)
    lexer.keepsEscapes = escapes == .literalInVariables
    lexer.position = start
    try lexer.readTemplate()
    return lexer.finished
  }

  /// Tokens of a bare expression, such as a condition.
  static func expression(
    _ source: [UInt8], _ settings: Settings, error: @escaping (String, Int) -> Diagnostic
  ) throws(Diagnostic) -> [Token] {
    var lexer = Lexer(source, settings, error)
    try lexer.readExpression(until: nil, inVariable: false)
    return lexer.finished
  }

  private init(
    _ source: [UInt8], _ settings: Settings, _ error: @escaping (String, Int) -> Diagnostic
  ) {
    self.source = source
    self.settings = settings
    self.error = error
    // One trailing newline goes; whoever keeps newlines puts them back after rendering.
    let end = source.suffix(2)
    limit = source.count - (end == [0x0D, 0x0A] ? 2 : end.last == 0x0A || end.last == 0x0D ? 1 : 0)
    tokens.reserveCapacity(source.count / 8 + 4)
  }

  private var finished: [Token] { tokens + [Token(kind: .end, start: limit, end: limit)] }

  // MARK: Text and tags

  private enum Tag { case variable, block, comment, lineStatement, lineComment }

  private mutating func readTemplate() throws(Diagnostic) {
    while position < limit {
      let start = position
      guard let (tag, at) = nextTag() else {
        addData(from: start, to: limit, before: nil, sign: 0)
        break
      }
      let opening =
        tag == .lineStatement || tag == .lineComment ? lineTagEnd : at + delimiter(tag).count
      let sign = opening < limit ? source[opening] : 0
      let signed = sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+")
      addData(from: start, to: at, before: tag, sign: signed ? sign : 0)
      position = signed ? opening + 1 : opening
      switch tag {
      case .comment: try skipComment(from: at)
      case .lineComment:
        while position < limit, !Self.endsLine(source[position]) { position += 1 }
      case .lineStatement:
        tokens.append(Token(kind: .blockBegin, start: at, end: position))
        try readExpression(until: [], inVariable: false)
      case .variable:
        tokens.append(Token(kind: .variableBegin, start: at, end: position))
        try readExpression(until: settings.variableEnd, inVariable: true)
      case .block:
        if try readRaw(from: at) { continue }
        tokens.append(Token(kind: .blockBegin, start: at, end: position))
        try readExpression(until: settings.blockEnd, inVariable: false)
      }
    }
  }

  private func delimiter(_ tag: Tag) -> [UInt8] {
    switch tag {
    case .variable: settings.variableStart
    case .block: settings.blockStart
    case .comment: settings.commentStart
    case .lineStatement: settings.lineStatement
    case .lineComment: settings.lineComment
    }
  }

  /// A tag that begins at a line's start (`%% for …`), or a comment to its end (`## …`); blanks before it
  /// belong to it. Sets `lineTagEnd`.
  private mutating func lineTag(at index: Int) -> Tag? {
    let isStart = index == 0 || Self.endsLine(source[index - 1])
    var end = index
    while end < limit, !Self.endsLine(source[end]), case let blank = blank(at: end), blank > 0 {
      end += blank
    }
    if !settings.lineStatement.isEmpty, isStart, matches(settings.lineStatement, at: end) {
      lineTagEnd = end + settings.lineStatement.count
      return .lineStatement
    }
    guard !settings.lineComment.isEmpty, isStart || !Self.isBlank(source[index - 1]),
      matches(settings.lineComment, at: end)
    else { return nil }
    lineTagEnd = end + settings.lineComment.count
    return .lineComment
  }

  private mutating func nextTag() -> (Tag, Int)? {
    let hasLineTags = !settings.lineStatement.isEmpty || !settings.lineComment.isEmpty
    let first = (settings.variableStart[0], settings.blockStart[0], settings.commentStart[0])
    for index in position..<limit {
      if hasLineTags, let tag = lineTag(at: index) { return (tag, index) }
      let byte = source[index]
      guard byte == first.0 || byte == first.1 || byte == first.2 else { continue }
      if matches(settings.commentStart, at: index) { return (.comment, index) }
      if matches(settings.blockStart, at: index) { return (.block, index) }
      if matches(settings.variableStart, at: index) { return (.variable, index) }
    }
    return nil
  }

  private func matches(_ word: [UInt8], at index: Int) -> Bool {
    guard index + word.count <= limit else { return false }
    for (offset, byte) in word.enumerated() where source[index + offset] != byte { return false }
    return true
  }

  private mutating func addData(from start: Int, to end: Int, before tag: Tag?, sign: UInt8) {
    var (start, end) = (start, end)
    if stripsNext {
      while start < end, case let blank = blank(at: start), blank > 0 { start += blank }
    } else if trimsNext, start < end {
      if source[start] == 0x0A {
        start += 1
      } else if source[start] == 0x0D {
        start += start + 1 < end && source[start + 1] == 0x0A ? 2 : 1
      }
    }
    stripsNext = false
    trimsNext = false
    if sign == UInt8(ascii: "-") {
      while end > start, case let blank = blank(before: end), blank > 0 { end -= blank }
    } else if settings.lstripBlocks, sign == 0, let tag, tag != .variable {
      var line = end
      while line > start, !Self.endsLine(source[line - 1]), case let blank = blank(before: line),
        blank > 0
      {
        line -= blank
      }
      // Only blanks since the line began, in this text or before it.
      if line == 0 || Self.endsLine(source[line - 1]) { end = line }
    }
    if start < end { tokens.append(Token(kind: .data, start: start, end: end)) }
  }

  private static func endsLine(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  /// The bytes of the blank at an index, which may be any of Unicode's; 0 where none is.
  private func blank(at index: Int) -> Int {
    let byte = source[index]
    if byte < 0x80 { return Self.isBlank(byte) || (0x1C...0x1F).contains(byte) ? 1 : 0 }
    guard let scalar = scalar(at: index), PythonText.isSpace(scalar) else { return 0 }
    return scalar.utf8.count
  }

  /// The bytes of the blank that ends before an index; 0 where none does.
  private func blank(before index: Int) -> Int {
    var start = index - 1
    while start > 0, source[start] & 0xC0 == 0x80 { start -= 1 }
    let length = blank(at: start)
    return start + length == index ? length : 0
  }

  private func scalar(at index: Int) -> Unicode.Scalar? {
    String(decoding: source[index..<min(index + 4, source.count)], as: UTF8.self).unicodeScalars
      .first
  }

  private mutating func skipComment(from start: Int) throws(Diagnostic) {
    let begin = position
    while position < limit {
      if matches(settings.commentEnd, at: position) {
        closeTag(sign: position > begin ? source[position - 1] : 0, isBlock: true)
        position += settings.commentEnd.count
        return
      }
      position += 1
    }
    throw error("Missing end of comment tag", start)
  }

  private mutating func closeTag(sign: UInt8, isBlock: Bool) {
    stripsNext = sign == UInt8(ascii: "-")
    trimsNext = isBlock && settings.trimBlocks && sign != UInt8(ascii: "+")
  }

  // MARK: Raw blocks

  /// Reads `raw %}…{% endraw %}` as text; false when the tag is another one.
  private mutating func readRaw(from start: Int) throws(Diagnostic) -> Bool {
    guard var index = skip("raw", from: position) else { return false }
    var sign: UInt8 = 0
    if index < limit, source[index] == UInt8(ascii: "-") {
      (sign, index) = (source[index], index + 1)
    }
    guard matches(settings.blockEnd, at: index) else { return false }
    position = index + settings.blockEnd.count
    // The newline after `raw` stays, whatever trim_blocks says.
    stripsNext = sign != 0
    let begin = position
    while position < limit {
      if matches(settings.blockStart, at: position), try closeRaw(begin: begin) { return true }
      position += 1
    }
    throw error("Missing end of raw directive", start)
  }

  private mutating func closeRaw(begin: Int) throws(Diagnostic) -> Bool {
    let tag = position
    var index = position + settings.blockStart.count
    var sign: UInt8 = 0
    if index < limit, source[index] == UInt8(ascii: "-") || source[index] == UInt8(ascii: "+") {
      (sign, index) = (source[index], index + 1)
    }
    guard let after = skip("endraw", from: index) else { return false }
    index = after
    var endSign: UInt8 = 0
    if index < limit, source[index] == UInt8(ascii: "-") || source[index] == UInt8(ascii: "+") {
      (endSign, index) = (source[index], index + 1)
    }
    guard matches(settings.blockEnd, at: index) else { return false }
    addData(from: begin, to: tag, before: .block, sign: sign)
    closeTag(sign: endSign, isBlock: true)
    position = index + settings.blockEnd.count
    return true
  }

  /// The index after blanks, the word and blanks.
  private func skip(_ word: String, from start: Int) -> Int? {
    var index = start
    while index < limit, case let blank = blank(at: index), blank > 0 { index += blank }
    let bytes = Array(word.utf8)
    guard matches(bytes, at: index) else { return nil }
    index += bytes.count
    while index < limit, case let blank = blank(at: index), blank > 0 { index += blank }
    return index
  }
}

// MARK: - Expressions

extension Lexer {
  /// Reads tokens up to the closing delimiter. While a bracket is open the delimiter is not seen,
  /// so that `{{ {'a': {}} }}` is read as meant.
  private mutating func readExpression(
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
