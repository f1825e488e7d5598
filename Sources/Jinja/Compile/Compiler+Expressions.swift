import Core

extension Compiler {
  func compile(_ expression: Expression) throws(Diagnostic) -> Node {
    if StackSpace.left < StackSpace.reserve {
      throw syntaxError("nested too deeply", expression.offset)
    }
    switch expression.kind {
    case .constant(let value): return ConstantNode(value)
    case .name(let name): return compileName(name, at: expression.offset)
    case .list(let elements):
      if let value = expression.constant { return ConstantNode(value) }
      let parts = try compile(elements)
      return Computed { (context) throws(Diagnostic) in .list(try Self.all(parts, context)) }
    case .tuple(let elements):
      let parts = try compile(elements)
      return Computed { (context) throws(Diagnostic) in
        .object(Tuple(try Self.all(parts, context)))
      }
    case .dict(let entries): return try compileDict(entries)
    case .attribute(let base, let name):
      return try compileAttribute(base, name, at: expression.offset)
    case .item(let base, let key): return try compileItem(base, key, at: expression.offset)
    case .slice(let base, let from, let to, let step):
      return try compileSlice(base, from, to, step, at: expression.offset)
    case .call(let callee, let arguments):
      return try compileCall(callee, arguments, at: expression.offset)
    case .filter(let input, let name, let arguments):
      guard let input else { throw syntaxError("a filter needs an input", expression.offset) }
      let value = try EncryptedOperand.compile(input, for: name, self)
      return try compileFilter(value, name, arguments, at: expression.offset)
    case .test(let input, let name, let arguments):
      return try compileTest(input, name, arguments, at: expression.offset)
    case .unary(let operation, let operand):
      return try compileUnary(operation, operand, at: expression.offset)
    case .binary(let operation, let left, let right):
      if operation == .power, let negated = negatedPower(left, right, at: expression.offset) {
        return try compile(negated)
      }
      return BinaryNode(
        operation, try compile(left), try compile(right), expression.offset)
    case .compare(let left, let parts):
      return try compileComparison(left, parts, at: expression.offset)
    case .and(let left, let right): return LogicNode(try compile(left), and: try compile(right))
    case .or(let left, let right): return LogicNode(try compile(left), or: try compile(right))
    case .concat(let parts): return ConcatenationNode(try compile(parts))
    case .conditional(let test, let then, let otherwise):
      return try compileConditional(test, then, otherwise, at: expression.offset)
    }
  }

  func compile(_ expressions: [Expression]) throws(Diagnostic) -> [Node] {
    var found: [Node] = []
    for expression in expressions { found.append(try compile(expression)) }
    return found
  }

  static func all(_ parts: [Node], _ context: Context) throws(Diagnostic) -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(parts.count)
    for part in parts { values.append(try part(context)) }
    return values
  }

  // MARK: Names and parts

  private func compileName(_ name: String, at offset: Int) -> Node {
    if let special = compileInheritanceName(name) { return special }
    let symbols = symbols.resolve(name)
    if let only = symbols.first, only.isAlwaysSet { return SlotNode(only.slot) }
    if symbols.isEmpty { return FreeNode(freeIndex(name), name, offset) }
    return NameNode(symbols.map(\.slot), beyond(symbols, name, at: offset))
  }

  /// What a name stands for where none of its slots holds a value; nil where the last one always does.
  private func beyond(_ symbols: [Symbols.Symbol], _ name: String, at offset: Int) -> Node? {
    if symbols.last?.isAlwaysSet == true { return nil }
    if symbols.last?.hidesOuter == true {
      return ConstantNode(.undefined(Undefined(name: name, in: text, offset: offset)))
    }
    return FreeNode(freeIndex(name), name, offset)
  }

  private func compileDict(
    _ entries: [(key: Expression, value: Expression)]
  ) throws(Diagnostic) -> Node {
    var parts: [(key: Node, value: Node)] = []
    for (key, value) in entries { parts.append((try compile(key), try compile(value))) }
    let compiled = parts
    return Computed { (context) throws(Diagnostic) in
      var map = Map(minimumCapacity: compiled.count)
      for (key, value) in compiled {
        let key = try key(context)
        try key.requireHashable()
        map[key] = try value(context)
      }
      return .map(map)
    }
  }

  private func compileAttribute(
    _ base: Expression, _ name: String, at offset: Int
  ) throws(Diagnostic) -> Node {
    let path = Self.path(base).map { "\($0).\(name)" } ?? name
    let node = AttributeNode(try compile(base), name, path: path, offset)
    if case .name("loop") = base.kind, let field = LoopNode.Field(rawValue: name),
      let symbol = symbols.resolve("loop").first, symbol.isAlwaysSet
    {
      return LoopNode(symbol.slot, field, other: node)
    }
    return node
  }

  /// `a.b['c']` as text, for errors; nil for what is no plain path.
  static func path(_ expression: Expression) -> String? {
    switch expression.kind {
    case .name(let name): name
    case .attribute(let base, let name): path(base).map { "\($0).\(name)" }
    case .item(let base, let key):
      if case .constant(let value) = key.kind {
        path(base).map { value.string == nil ? "\($0)[\(value.repr)]" : "\($0).\(value.text)" }
      } else {
        nil
      }
    default: nil
    }
  }

  private func compileItem(
    _ base: Expression, _ key: Expression, at offset: Int
  ) throws(Diagnostic) -> Node {
    let path = Self.path(base) ?? "value"
    let value = try compile(base)
    switch key.constant {
    case .string(let name): return EntryNode(value, name, path: path, offset)
    case .int(let index): return ElementNode(value, index, path: path, offset)
    default: return ItemNode(value, try compile(key), path: path, offset)
    }
  }

  private func compileSlice(
    _ base: Expression, _ from: Expression?, _ to: Expression?, _ step: Expression?, at offset: Int
  ) throws(Diagnostic) -> Node {
    let value = try compile(base)
    let from = try from.map(compile)
    let to = try to.map(compile)
    let step = try step.map(compile)
    return located(offset) { (context) throws(Diagnostic) in
      try Attributes.slice(
        try value(context), try from?(context), try to?(context), try step?(context))
    }
  }

  // MARK: Operators

  private func compileUnary(
    _ operation: UnaryOperator, _ operand: Expression, at offset: Int
  ) throws(Diagnostic) -> Node {
    let value = try compile(operand)
    if operation == .not { return NotNode(value) }
    return located(offset) { (context) throws(Diagnostic) in
      try Operators.apply(operation, try value(context))
    }
  }

  /// Jinja2 writes a negative constant without brackets into the Python that it makes, so that `-2 ** n` is
  /// `-(2 ** n)` there, unless all of it is constant.
  private func negatedPower(_ left: Expression, _ right: Expression, at offset: Int) -> Expression?
  {
    guard right.number == nil, let number = left.number, number.isNegative else { return nil }
    let positive = Expression(.constant(number.negated), at: left.offset)
    return Expression(
      .unary(.negative, Expression(.binary(.power, positive, right), at: offset)), at: offset)
  }

  private func compileComparison(
    _ left: Expression, _ parts: [(Comparison, Expression)], at offset: Int
  ) throws(Diagnostic) -> Node {
    let first = try compile(left)
    if parts.count == 1 {
      let (comparison, right) = parts[0]
      if let value = right.constant {
        return ConstantComparisonNode(comparison, first, value, offset)
      }
      return ComparisonNode(comparison, first, try compile(right), offset)
    }
    var rest: [(Comparison, Node)] = []
    for (comparison, right) in parts { rest.append((comparison, try compile(right))) }
    let chain = rest
    return located(offset) { (context) throws(Diagnostic) in
      var value = try first(context)
      for (comparison, right) in chain {
        let next = try right(context)
        if try !Ordering.apply(comparison, value, next) { return .bool(false) }
        value = next
      }
      return .bool(true)
    }
  }

  private func compileConditional(
    _ test: Expression, _ then: Expression, _ otherwise: Expression?, at offset: Int
  ) throws(Diagnostic) -> Node {
    let missing = Value.undefined(
      Undefined(
        name: Undefined.implicitElse,
        message: "the inline if-expression evaluated to false and no else section was defined.",
        in: text, offset: offset))
    return ConditionalNode(
      try compile(test), try compile(then),
      else: try otherwise.map(compile) ?? ConstantNode(missing))
  }
}

extension Expression {
  /// The value that stands in the template: of a literal, or of a list of literals.
  var constant: Value? {
    switch kind {
    case .constant(let value): return value
    case .list(let elements):
      var values: [Value] = []
      for element in elements {
        guard let value = element.constant else { return nil }
        values.append(value)
      }
      return .list(values)
    default: return nil
    }
  }

  /// The number that the expression always is.
  fileprivate var number: Value? {
    switch kind {
    case .constant(let value): return value.asDouble == nil ? nil : value
    case .unary(let operation, let operand) where operation != .not:
      return operand.number.flatMap { try? Operators.apply(operation, $0) }
    case .binary(let operation, let left, let right):
      guard let a = left.number, let b = right.number else { return nil }
      return try? Operators.apply(operation, a, b)
    default: return nil
    }
  }
}

extension Value {
  fileprivate var isNegative: Bool { asDouble.map { $0.sign == .minus && $0 != 0 } ?? false }
  fileprivate var negated: Value { (try? Operators.apply(.negative, self)) ?? self }
}
