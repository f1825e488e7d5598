import Core

/// A parser of operators by their power (Pratt).
struct Parser {
  private let text: [UInt8]
  private let tokens: [PlacedToken]
  private var position = 0
  private var depth = 0
  private var operators = 0

  /// Deeper nesting than this is an error, so that no expression can exhaust the stack.
  private static let depthLimit = 200
  /// More operators than this are an error: what they make may be as deep as they are many.
  private static let operatorLimit = 1000
  /// Operators weaker than this end a projection.
  private static let projectionStop = 10

  static func parse(_ text: String) throws(Diagnostic) -> Node {
    let bytes = Array(text.utf8)
    var parser = Parser(text: bytes, tokens: try Lexer.tokens(bytes))
    let node = try parser.expression(0)
    if parser.token != .end { throw parser.unexpected() }
    return node
  }

  private init(text: [UInt8], tokens: [PlacedToken]) {
    self.text = text
    self.tokens = tokens
  }

  private var token: Token { tokens[position].token }
  private var following: Token { position + 1 < tokens.count ? tokens[position + 1].token : .end }

  private mutating func advance() { if position + 1 < tokens.count { position += 1 } }

  private func error(_ message: String, at position: Int) -> Diagnostic {
    .expression(message, in: text, at: tokens[position].offset)
  }

  private func unexpected() -> Diagnostic {
    let isEnd = token == .end
    return error(isEnd ? "the expression ends too early" : "this was not expected", at: position)
  }

  private mutating func expect(_ wanted: Token) throws(Diagnostic) {
    guard token == wanted else { throw unexpected() }
    advance()
  }

  private mutating func expression(_ power: Int) throws(Diagnostic) -> Node {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.depthLimit { throw error("nested too deeply", at: position) }
    var left = try prefix()
    while token.power > power {
      left = try infix(left)
      operators += 1
      if operators > Self.operatorLimit {
        throw error("the expression is too long", at: position)
      }
    }
    return left
  }

  // MARK: Beginnings

  private mutating func prefix() throws(Diagnostic) -> Node {
    let token = token
    guard token != .end else { throw unexpected() }
    let start = position
    advance()
    switch token {
    case .literal(let value): return .literal(value)
    case .name(let name): return .field(name)
    case .quotedName(let name):
      if self.token == .openParenthesis {
        throw error("a quoted name is no function", at: position)
      }
      return .field(name)
    case .star:
      let isLast = self.token == .closeBracket
      return .projectValues(.identity, isLast ? .identity : try projected(Token.star.power))
    case .filter: return try filter(.identity)
    case .openBrace: return try multiMap()
    case .openParenthesis:
      let inner = try expression(0)
      try expect(.closeParenthesis)
      return inner
    case .flatten: return .project(.flatten(.identity), try projected(Token.flatten.power))
    case .not: return .not(try expression(Token.not.power))
    case .openBracket: return try bracket()
    case .current: return .identity
    case .expression: return .reference(try expression(0))
    default:
      position = start
      throw unexpected()
    }
  }

  private mutating func bracket() throws(Diagnostic) -> Node {
    switch token {
    case .number, .colon: return try sliced(.identity, try index())
    case .star where following == .closeBracket:
      advance()
      advance()
      return .project(.identity, try projected(Token.star.power))
    default: return try multiList()
    }
  }

  // MARK: Continuations

  private mutating func infix(_ left: Node) throws(Diagnostic) -> Node {
    let token = token
    let start = position
    advance()
    switch token {
    case .dot:
      guard self.token == .star else { return .chain([left, try member(Token.dot.power)]) }
      advance()
      return .projectValues(left, try projected(Token.dot.power))
    case .pipe: return .chain([left, try expression(token.power)])
    case .or: return .or(left, try expression(token.power))
    case .and: return .and(left, try expression(token.power))
    case .compare(let comparison):
      return .compare(comparison, left, try expression(token.power))
    case .flatten: return .project(.flatten(left), try projected(token.power))
    case .filter: return try filter(left)
    case .openParenthesis: return try call(left, at: start)
    case .openBracket: return try indexed(left)
    default:
      position = start
      throw unexpected()
    }
  }

  private mutating func indexed(_ left: Node) throws(Diagnostic) -> Node {
    switch token {
    case .number, .colon:
      let right = try index()
      if case .indexes(let nodes) = left { return .indexes(nodes + [right]) }
      return try sliced(left, right)
    default:
      try expect(.star)
      try expect(.closeBracket)
      return .project(left, try projected(Token.star.power))
    }
  }

  /// A slice projects what comes after it on its elements.
  private mutating func sliced(_ left: Node, _ index: Node) throws(Diagnostic) -> Node {
    guard case .slice = index else { return .indexes([left, index]) }
    return .project(.indexes([left, index]), try projected(Token.star.power))
  }

  private mutating func call(_ left: Node, at start: Int) throws(Diagnostic) -> Node {
    // The name stands right before the parenthesis.
    guard case .field(let name) = left else { throw error("this is no function name", at: start) }
    var arguments: [Node] = []
    while token != .closeParenthesis {
      arguments.append(try expression(0))
      if token == .comma { advance() }
    }
    advance()
    guard let function = Function(rawValue: name) else {
      let hint = Suggestion.hint(for: name, among: Function.allCases.map(\.rawValue).sorted())
      let place = error("there is no function '\(name)'", at: max(0, start - 1))
      return try unknown(place, hint)
    }
    return .call(function, arguments, offset: tokens[max(0, start - 1)].offset)
  }

  private func unknown(_ error: Diagnostic, _ hint: String?) throws(Diagnostic) -> Node {
    throw Diagnostic(.evaluation, error.message, at: error.location, hint: hint)
  }

  private mutating func filter(_ left: Node) throws(Diagnostic) -> Node {
    let condition = try expression(0)
    try expect(.closeBracket)
    let right = token == .flatten ? .identity : try projected(Token.filter.power)
    return .projectFiltered(left, condition: condition, right)
  }

  // MARK: Parts

  /// What a projection does with each element.
  private mutating func projected(_ power: Int) throws(Diagnostic) -> Node {
    if token.power < Self.projectionStop { return .identity }
    switch token {
    case .openBracket, .filter: return try expression(power)
    case .dot:
      advance()
      return try member(power)
    default: throw unexpected()
    }
  }

  /// What may stand behind a dot.
  private mutating func member(_ power: Int) throws(Diagnostic) -> Node {
    switch token {
    case .name, .quotedName, .star: return try expression(power)
    case .openBracket:
      advance()
      return try multiList()
    case .openBrace:
      advance()
      return try multiMap()
    default: throw unexpected()
    }
  }

  /// `0]`, `1:2]`, `::-1]`
  private mutating func index() throws(Diagnostic) -> Node {
    if case .number(let number) = token, following != .colon {
      advance()
      try expect(.closeBracket)
      return .index(number)
    }
    var parts: [Int?] = [nil, nil, nil]
    var part = 0
    while token != .closeBracket {
      switch token {
      case .colon where part < 2: part += 1
      case .number(let number): parts[part] = number
      default: throw unexpected()
      }
      advance()
    }
    advance()
    return .slice(start: parts[0], stop: parts[1], step: parts[2])
  }

  private mutating func multiList() throws(Diagnostic) -> Node {
    var elements = [try expression(0)]
    while token != .closeBracket {
      try expect(.comma)
      elements.append(try expression(0))
    }
    advance()
    return .list(elements)
  }

  private mutating func multiMap() throws(Diagnostic) -> Node {
    var entries: [(key: String, value: Node)] = []
    while true {
      switch token {
      case .name(let key), .quotedName(let key):
        advance()
        try expect(.colon)
        entries.append((key, try expression(0)))
      default: throw unexpected()
      }
      if token == .comma {
        advance()
      } else {
        try expect(.closeBrace)
        return .map(entries)
      }
    }
  }
}
