import Core

extension Parser {
  /// Literals, names, and what stands in brackets.
  mutating func primary() throws(Diagnostic) -> Expression {
    let token = current
    switch token.kind {
    case .name:
      position += 1
      return Expression(Self.constant(text(token)) ?? .name(text(token)), at: token.start)
    case .string: return Expression(.constant(.string(try strings())), at: token.start)
    case .integer, .float:
      position += 1
      return Expression(.constant(try number(token)), at: token.start)
    case .leftParenthesis:
      position += 1
      if skip(.rightParenthesis) { return Expression(.tuple([]), at: token.start) }
      let inner = try nested { (parser) throws(Diagnostic) in try parser.tupleExpression() }
      try expect(.rightParenthesis)
      return inner
    case .leftBracket: return try list()
    case .leftBrace: return try dict()
    default: throw unexpected()
    }
  }

  private static func constant(_ name: String) -> Expression.Kind? {
    switch name {
    case "true", "True": .constant(.bool(true))
    case "false", "False": .constant(.bool(false))
    case "none", "None": .constant(.null)
    default: nil
    }
  }

  private mutating func list() throws(Diagnostic) -> Expression {
    let start = try expect(.leftBracket).start
    var elements: [Expression] = []
    while !at(.rightBracket) {
      if !elements.isEmpty {
        try expect(.comma)
        if at(.rightBracket) { break }
      }
      elements.append(try expression())
    }
    try expect(.rightBracket)
    return Expression(.list(elements), at: start)
  }

  private mutating func dict() throws(Diagnostic) -> Expression {
    let start = try expect(.leftBrace).start
    var entries: [(key: Expression, value: Expression)] = []
    while !at(.rightBrace) {
      if !entries.isEmpty {
        try expect(.comma)
        if at(.rightBrace) { break }
      }
      let key = try expression()
      try expect(.colon)
      entries.append((key, try expression()))
    }
    try expect(.rightBrace)
    return Expression(.dict(entries), at: start)
  }

  private func number(_ token: Token) throws(Diagnostic) -> Value {
    let digits = text(token).replacing("_")
    if token.kind == .float { return .float(Double(digits) ?? .nan) }
    let lowered = digits.lowercased()
    let radix =
      lowered.hasPrefix("0x") ? 16 : lowered.hasPrefix("0o") ? 8 : lowered.hasPrefix("0b") ? 2 : 10
    let body = radix == 10 ? lowered : String(lowered.dropFirst(2))
    guard let value = WideInteger(digits: body.utf8, radix: radix, isNegative: false) else {
      throw error("the number \(text(token)) is out of range", token.start)
    }
    return .integer(value)
  }

  /// Neighbouring string literals are one string.
  private mutating func strings() throws(Diagnostic) -> String {
    var bytes: [UInt8] = []
    while at(.string) {
      let token = current
      let inner = Bytes.withNewlines(source[(token.start + 1)..<(token.end - 1)])[...]
      if token.inVariable && escapes == .literalInVariables {
        bytes.append(contentsOf: inner)
      } else {
        PythonString.unescape(inner, into: &bytes)
      }
      position += 1
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  // MARK: What follows a value

  /// `.name`, `.0`, `[…]`, `(…)`
  mutating func postfix(_ start: Expression) throws(Diagnostic) -> Expression {
    var node = start
    while true {
      node = try shallow(node)
      switch current.kind {
      case .dot:
        position += 1
        let token = current
        if at(.integer) {
          position += 1
          let index = Expression(.constant(try number(token)), at: token.start)
          node = Expression(.item(node, index), at: token.start)
        } else {
          node = Expression(.attribute(node, try expectName()), at: token.start)
        }
      case .leftBracket: node = try subscripted(node)
      case .leftParenthesis: node = Expression(.call(node, try arguments()), at: node.offset)
      default: return node
      }
    }
  }

  /// `| filter`, `is test` and calls of their results.
  mutating func filters(_ start: Expression) throws(Diagnostic) -> Expression {
    var node = start
    while true {
      node = try shallow(node)
      if skip(.pipe) {
        node = try filter(node)
      } else if at(name: "is") {
        node = try test(node)
      } else if at(.leftParenthesis) {
        node = Expression(.call(node, try arguments()), at: node.offset)
      } else {
        return node
      }
    }
  }

  /// `name.space.name(arguments)` after a pipe.
  mutating func filter(_ input: Expression?) throws(Diagnostic) -> Expression {
    let offset = current.start
    let name = try dottedName()
    let arguments = at(.leftParenthesis) ? try arguments() : CallArguments()
    return Expression(.filter(input, name: name, arguments), at: offset)
  }

  private mutating func dottedName() throws(Diagnostic) -> String {
    var name = try expectName()
    while skip(.dot) { name += "." + (try expectName()) }
    return name
  }

  private mutating func test(_ input: Expression) throws(Diagnostic) -> Expression {
    try expect(name: "is")
    let negated = skip(name: "not")
    let offset = current.start
    let name = try dottedName()
    var arguments = CallArguments()
    if at(.leftParenthesis) {
      arguments = try self.arguments()
    } else if startsTestArgument {
      if at(name: "is") { throw error("You cannot chain multiple tests with is", current.start) }
      arguments.positional = [try postfix(try primary())]
    }
    let test = Expression(.test(input, name: name, arguments), at: offset)
    return negated ? Expression(.unary(.not, test), at: offset) : test
  }

  private var startsTestArgument: Bool {
    switch current.kind {
    case .string, .integer, .float, .leftBracket, .leftBrace: true
    case .name:
      !at(name: "else") && !at(name: "or") && !at(name: "and")
    default: false
    }
  }

  private mutating func subscripted(_ node: Expression) throws(Diagnostic) -> Expression {
    let start = try expect(.leftBracket).start
    var parts: [Expression] = []
    var isSlice = false
    repeat {
      if at(.rightBracket) { break }
      let (part, slice) = try subscriptPart(of: node, at: start)
      parts.append(part)
      isSlice = isSlice || slice
    } while skip(.comma)
    try expect(.rightBracket)
    if isSlice, parts.count > 1 { throw error("a slice among several subscripts", start) }
    if parts.count == 1, let first = parts.first {
      return isSlice ? first : Expression(.item(node, first), at: start)
    }
    return Expression(.item(node, Expression(.tuple(parts), at: start)), at: start)
  }

  private mutating func subscriptPart(
    of node: Expression, at start: Int
  ) throws(Diagnostic) -> (Expression, isSlice: Bool) {
    var bounds: [Expression?] = [nil, nil, nil]
    if !at(.colon) {
      let part = try expression()
      if !at(.colon) { return (part, false) }
      bounds[0] = part
    }
    for index in 1...2 where skip(.colon) {
      if !at(.colon) && !at(.rightBracket) && !at(.comma) { bounds[index] = try expression() }
    }
    return (
      Expression(.slice(node, from: bounds[0], to: bounds[1], step: bounds[2]), at: start), true
    )
  }

  /// `(a, b=c, *d, **e)`
  mutating func arguments() throws(Diagnostic) -> CallArguments {
    try expect(.leftParenthesis)
    var call = CallArguments()
    var isFirst = true
    while !at(.rightParenthesis) {
      if !isFirst {
        try expect(.comma)
        if at(.rightParenthesis) { break }
      }
      isFirst = false
      try argument(into: &call)
    }
    try expect(.rightParenthesis)
    return call
  }

  private mutating func argument(into call: inout CallArguments) throws(Diagnostic) {
    let start = current.start
    if skip(.power) {
      guard call.map == nil else {
        throw error("invalid syntax for function call expression", start)
      }
      call.map = try expression()
    } else if skip(.times) {
      guard call.list == nil, call.map == nil else {
        throw error("invalid syntax for function call expression", start)
      }
      call.list = try expression()
    } else if at(.name), tokens[position + 1].kind == .assign {
      let name = text(current)
      if call.keywords.contains(where: { $0.name == name }) {
        throw error("keyword argument repeated: \(name)", start)
      }
      position += 2
      call.keywords.append((name, try expression()))
    } else {
      guard call.keywords.isEmpty, call.map == nil, call.list == nil else {
        throw error("a positional argument after a keyword argument", start)
      }
      call.positional.append(try expression())
    }
  }
}

extension String {
  fileprivate func replacing(_ character: Character) -> String { filter { $0 != character } }
}
