import Core

/// Splits the bytes of a template into tokens. Whitespace control is done here, so that later
/// stages see only the text that is printed.
struct Lexer {
  let source: [UInt8]
  let settings: Settings
  let error: (String, Int) -> Diagnostic
  var tokens: [Token] = []
  /// Backslashes in strings inside `{{ }}` are plain characters: they hide no quote.
  var keepsEscapes = false
  var position = 0
  /// Where the template ends; less than the source where a trailing newline is dropped.
  let limit: Int
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

  func matches(_ word: [UInt8], at index: Int) -> Bool {
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

  static func endsLine(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  /// The bytes of the blank at an index, which may be any of Unicode's; 0 where none is.
  func blank(at index: Int) -> Int {
    let byte = source[index]
    if byte < 0x80 { return Self.isBlank(byte) || (0x1C...0x1F).contains(byte) ? 1 : 0 }
    guard let scalar = scalar(at: index), PythonText.isSpace(scalar) else { return 0 }
    return scalar.utf8.count
  }

  /// The bytes of the blank that ends before an index; 0 where none does.
  func blank(before index: Int) -> Int {
    var start = index - 1
    while start > 0, source[start] & 0xC0 == 0x80 { start -= 1 }
    let length = blank(at: start)
    return start + length == index ? length : 0
  }

  func scalar(at index: Int) -> Unicode.Scalar? {
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

  mutating func closeTag(sign: UInt8, isBlock: Bool) {
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
