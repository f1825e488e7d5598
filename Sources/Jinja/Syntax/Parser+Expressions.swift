import Core

// Precedence, from loosest: if-else, or, and, not, comparisons, + -, ~, * / // %, **, unary,
// filters and tests, postfix.
extension Parser {
  /// `a if b else c`
  mutating func expression() throws(Diagnostic) -> Expression {
    try shallow(try nested { (parser) throws(Diagnostic) in try parser.conditional() })
  }

  private mutating func conditional() throws(Diagnostic) -> Expression {
    var then = try or()
    while skip(name: "if") {
      let test = try or()
      let otherwise = skip(name: "else") ? try expression() : nil
      then = try shallow(
        Expression(.conditional(test: test, then: then, else: otherwise), at: then.offset))
    }
    return then
  }

  /// One expression, or a tuple without parentheses: `a, b`.
  mutating func tupleExpression(withConditions: Bool = true) throws(Diagnostic) -> Expression {
    let start = current.start
    var elements: [Expression] = []
    var isTuple = false
    while !endsTuple {
      elements.append(withConditions ? try expression() : try or())
      guard skip(.comma) else { break }
      isTuple = true
    }
    if !isTuple {
      guard let first = elements.first else { throw unexpected(wanted: "an expression") }
      return first
    }
    return Expression(.tuple(elements), at: start)
  }

  private var endsTuple: Bool {
    switch current.kind {
    case .variableEnd, .blockEnd, .rightParenthesis, .end: true
    default: false
    }
  }

  /// An expression without `if`-`else` on the outside.
  mutating func or() throws(Diagnostic) -> Expression {
    var left = try and()
    while skip(name: "or") {
      left = try shallow(Expression(.or(left, try and()), at: left.offset))
    }
    return left
  }

  private mutating func and() throws(Diagnostic) -> Expression {
    var left = try not()
    while skip(name: "and") {
      left = try shallow(Expression(.and(left, try not()), at: left.offset))
    }
    return left
  }

  private mutating func not() throws(Diagnostic) -> Expression {
    let start = current.start
    guard skip(name: "not") else { return try comparison() }
    let inner = try nested { (parser) throws(Diagnostic) in try parser.not() }
    return Expression(.unary(.not, inner), at: start)
  }

  private mutating func comparison() throws(Diagnostic) -> Expression {
    let left = try sum()
    var parts: [(Comparison, Expression)] = []
    while let comparison = comparisonOperator() { parts.append((comparison, try sum())) }
    return parts.isEmpty ? left : Expression(.compare(left, parts), at: left.offset)
  }

  private mutating func comparisonOperator() -> Comparison? {
    let found: Comparison
    switch current.kind {
    case .equal: found = .equal
    case .notEqual: found = .notEqual
    case .less: found = .less
    case .lessEqual: found = .lessEqual
    case .greater: found = .greater
    case .greaterEqual: found = .greaterEqual
    default:
      if skip(name: "in") { return .contained }
      guard at(name: "not") else { return nil }
      position += 1
      if skip(name: "in") { return .notContained }
      position -= 1
      return nil
    }
    position += 1
    return found
  }

  private mutating func sum() throws(Diagnostic) -> Expression {
    var left = try concatenation()
    while at(.plus) || at(.minus) {
      let operation: BinaryOperator = at(.plus) ? .add : .subtract
      let offset = current.start
      position += 1
      left = try shallow(Expression(.binary(operation, left, try concatenation()), at: offset))
    }
    return left
  }

  private mutating func concatenation() throws(Diagnostic) -> Expression {
    let first = try product()
    guard at(.tilde) else { return first }
    var parts = [first]
    while skip(.tilde) { parts.append(try product()) }
    return Expression(.concat(parts), at: first.offset)
  }

  private mutating func product() throws(Diagnostic) -> Expression {
    var left = try power()
    while true {
      let operation: BinaryOperator
      switch current.kind {
      case .times: operation = .multiply
      case .divide: operation = .divide
      case .floorDivide: operation = .floorDivide
      case .modulo: operation = .modulo
      default: return left
      }
      let offset = current.start
      position += 1
      left = try shallow(Expression(.binary(operation, left, try power()), at: offset))
    }
  }

  private mutating func power() throws(Diagnostic) -> Expression {
    var left = try unary(withFilters: true)
    while at(.power) {
      let offset = current.start
      position += 1
      left = try shallow(
        Expression(.binary(.power, left, try unary(withFilters: true)), at: offset))
    }
    return left
  }

  private mutating func unary(withFilters: Bool) throws(Diagnostic) -> Expression {
    let start = current.start
    var node: Expression
    if at(.minus) || at(.plus) {
      let operation: UnaryOperator = at(.minus) ? .negative : .positive
      position += 1
      let inner = try nested { (parser) throws(Diagnostic) in try parser.unary(withFilters: false) }
      node = Expression(.unary(operation, inner), at: start)
    } else {
      node = try primary()
    }
    node = try postfix(node)
    return withFilters ? try filters(node) : node
  }
}
