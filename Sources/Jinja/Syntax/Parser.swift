import Core

/// Makes the syntax tree from tokens: Jinja2's grammar, by recursive descent.
struct Parser {
  let source: [UInt8]
  let tokens: [Token]
  let escapes: Escapes
  let error: (String, Int) -> Diagnostic
  var position = 0
  private var depth = 0
  /// The deepest nesting of tags and brackets, and that of operators and filters.
  private(set) var deepest = 0
  private(set) var deepestExpression = 0
  /// Where the tags begin that are open at this place, for error messages.
  var tagOffsets: [Int] = []

  /// Deeper nesting is an error, so that no template can exhaust the stack.
  private static let depthLimit = 200

  init(
    _ source: [UInt8], _ tokens: [Token], escapes: Escapes,
    error: @escaping (String, Int) -> Diagnostic
  ) {
    self.source = source
    self.tokens = tokens
    self.escapes = escapes
    self.error = error
  }

  /// The bare expression that fills the whole text.
  mutating func wholeExpression() throws(Diagnostic) -> Expression {
    let expression = try tupleExpression()
    if current.kind != .end { throw unexpected() }
    return expression
  }

  // MARK: Tokens

  var current: Token { tokens[position] }

  func text(_ token: Token) -> String {
    String(decoding: source[token.start..<token.end], as: UTF8.self)
  }

  func at(_ kind: Token.Kind) -> Bool { current.kind == kind }

  func at(name: StaticString) -> Bool {
    let token = current
    guard token.kind == .name, token.end - token.start == name.utf8CodeUnitCount else {
      return false
    }
    for index in 0..<name.utf8CodeUnitCount
    where source[token.start + index] != name.utf8Start[index] {
      return false
    }
    return true
  }

  mutating func skip(_ kind: Token.Kind) -> Bool {
    guard at(kind) else { return false }
    position += 1
    return true
  }

  mutating func skip(name: StaticString) -> Bool {
    guard at(name: name) else { return false }
    position += 1
    return true
  }

  @discardableResult
  mutating func expect(_ kind: Token.Kind) throws(Diagnostic) -> Token {
    guard at(kind) else { throw unexpected(wanted: "'\(kind.label)'") }
    defer { position += 1 }
    return current
  }

  mutating func expect(name: StaticString) throws(Diagnostic) {
    guard skip(name: name) else { throw unexpected(wanted: "'\(name)'") }
  }

  mutating func expectName() throws(Diagnostic) -> String {
    guard at(.name) else { throw unexpected(wanted: "a name") }
    defer { position += 1 }
    return text(current)
  }

  func unexpected(wanted: String? = nil) -> Diagnostic {
    let token = current
    let found: String
    switch token.kind {
    case .name, .integer, .float, .string: found = "'\(text(token))'"
    case .end, .variableBegin, .variableEnd, .blockBegin, .blockEnd, .data: found = token.kind.label
    default: found = "'\(token.kind.label)'"
    }
    let words =
      wanted.map { "expected \($0), got \(found)" } ?? "unexpected \(found)"
    return error(words, min(token.start, max(0, source.count - 1)))
  }

  /// Runs a nested rule one level deeper.
  mutating func nested<Result>(
    _ rule: (inout Parser) throws(Diagnostic) -> Result
  ) throws(Diagnostic) -> Result {
    depth += 1
    defer { depth -= 1 }
    deepest = max(deepest, depth)
    if depth > Self.depthLimit || StackSpace.left < StackSpace.reserve {
      throw error("nested too deeply", current.start)
    }
    return try rule(&self)
  }

  /// The expression, unless operators, filters and what follows values make it too deep.
  @inline(__always)
  mutating func shallow(_ expression: Expression) throws(Diagnostic) -> Expression {
    if expression.depth > deepestExpression {
      deepestExpression = expression.depth
      if expression.depth > Limits.expressionDepth {
        throw error(
          "more than \(Limits.expressionDepth) operators and filters in a row", current.start)
      }
    }
    return expression
  }
}
