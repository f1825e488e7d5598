import Core

extension Compiler {
  func compile(_ expression: Expression) throws(Diagnostic) -> Evaluate {
    if StackSpace.left < StackSpace.reserve {
      throw syntaxError("nested too deeply", expression.offset)
    }
    switch expression.kind {
    case .constant(let value): return { _ in value }
    case .name(let name): return compileName(name, at: expression.offset)
    case .list(let elements):
      let parts = try compile(elements)
      return { (context) throws(Diagnostic) in .list(try Self.all(parts, context)) }
    case .tuple(let elements):
      let parts = try compile(elements)
      return { (context) throws(Diagnostic) in .object(Tuple(try Self.all(parts, context))) }
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
      let (left, right) = (try compile(left), try compile(right))
      return located(expression.offset) { (context) throws(Diagnostic) in
        let value = try Operators.apply(operation, try left(context), try right(context))
        try context.made(value)
        return value
      }
    case .compare(let left, let parts):
      return try compileComparison(left, parts, at: expression.offset)
    case .and(let left, let right):
      let (left, right) = (try compile(left), try compile(right))
      return { (context) throws(Diagnostic) in
        let value = try left(context).defined()
        return value.isTrue ? try right(context) : value
      }
    case .or(let left, let right):
      let (left, right) = (try compile(left), try compile(right))
      return { (context) throws(Diagnostic) in
        let value = try left(context).defined()
        return value.isTrue ? value : try right(context)
      }
    case .concat(let parts): return try compileConcat(parts)
    case .conditional(let test, let then, let otherwise):
      return try compileConditional(test, then, otherwise, at: expression.offset)
    }
  }

  func compile(_ expressions: [Expression]) throws(Diagnostic) -> [Evaluate] {
    var found: [Evaluate] = []
    for expression in expressions { found.append(try compile(expression)) }
    return found
  }

  static func all(_ parts: [Evaluate], _ context: Context) throws(Diagnostic) -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(parts.count)
    for part in parts { values.append(try part(context)) }
    return values
  }

  // MARK: Names and parts

  private func compileName(_ name: String, at offset: Int) -> Evaluate {
    if let special = compileInheritanceName(name) { return special }
    let symbols = symbols.resolve(name)
    if let only = symbols.first, only.isAlwaysSet {
      let slot = only.slot
      return { (context) throws(Diagnostic) in context.slots[slot] ?? .null }
    }
    let slots = symbols.map(\.slot)
    if symbols.last?.isAlwaysSet == true {
      return { (context) throws(Diagnostic) in
        for slot in slots { if let value = context.slots[slot] { return value } }
        return .null
      }
    }
    let index = freeIndex(name)
    let text = text
    let undefined = Value.undefined(Undefined(name: name, in: text, offset: offset))
    if slots.isEmpty {
      return { (context) throws(Diagnostic) in
        if let known = context.known(index) { return known ?? undefined }
        return try Self.freeValue(index, name, context, text, offset) ?? undefined
      }
    }
    return { (context) throws(Diagnostic) in
      for slot in slots { if let value = context.slots[slot] { return value } }
      return try Self.freeValue(index, name, context, text, offset) ?? undefined
    }
  }

  /// A variable of the scope; what goes wrong in its templates says where it was used.
  private static func freeValue(
    _ index: Int, _ name: String, _ context: Context, _ text: TemplateText, _ offset: Int
  ) throws(Diagnostic) -> Value? {
    let value = try through("in the variable '\(name)', used at", text, offset) {
      () throws(Diagnostic) in try context.freeValue(index)
    }
    guard case .undefined(let undefined)? = value else { return value }
    return .undefined(
      undefined.through("in the variable '\(name)', used at", at: text.location(at: offset)))
  }

  private func compileDict(
    _ entries: [(key: Expression, value: Expression)]
  ) throws(Diagnostic) -> Evaluate {
    var parts: [(key: Evaluate, value: Evaluate)] = []
    for (key, value) in entries { parts.append((try compile(key), try compile(value))) }
    let compiled = parts
    return { (context) throws(Diagnostic) in
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
  ) throws(Diagnostic) -> Evaluate {
    let value = try compile(base)
    let key = Value.string(name)
    let text = text
    let path = Self.path(base).map { "\($0).\(name)" } ?? name
    let method = Methods.candidates(name)
    let hint = KeyHint(name)
    return { (context) throws(Diagnostic) in
      let container = try value(context)
      if case .map(let map) = container, let found = hint.value(in: map) { return found }
      if let found = try Attributes.attribute(container, name, key: key) { return found }
      if let method = method?.method(for: container) {
        return .object(BoundMethod(container, method))
      }
      return .undefined(
        Undefined(
          name: path, message: Attributes.missing(container, name), in: text, offset: offset,
          container: container))
    }
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
  ) throws(Diagnostic) -> Evaluate {
    let (value, key) = (try compile(base), try compile(key))
    let text = text
    let path = Self.path(base) ?? "value"
    return located(offset) { (context) throws(Diagnostic) in
      let container = try value(context)
      let key = try key(context)
      if let found = try Attributes.item(container, key) { return found }
      if let method = key.string.flatMap(Methods.candidates)?.method(for: container) {
        return .object(BoundMethod(container, method))
      }
      let name = key.string.map { "\(path).\($0)" } ?? "\(path)[\(key.repr)]"
      return .undefined(
        Undefined(
          name: name, message: Attributes.missing(container, element: key), in: text,
          offset: offset, container: container))
    }
  }

  private func compileSlice(
    _ base: Expression, _ from: Expression?, _ to: Expression?, _ step: Expression?, at offset: Int
  ) throws(Diagnostic) -> Evaluate {
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
  ) throws(Diagnostic) -> Evaluate {
    let value = try compile(operand)
    if operation == .not {
      return { (context) throws(Diagnostic) in .bool(try !value(context).defined().isTrue) }
    }
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
  ) throws(Diagnostic) -> Evaluate {
    let first = try compile(left)
    if parts.count == 1 {
      let (comparison, right) = (parts[0].0, try compile(parts[0].1))
      return located(offset) { (context) throws(Diagnostic) in
        .bool(try Ordering.apply(comparison, try first(context), try right(context)))
      }
    }
    var rest: [(Comparison, Evaluate)] = []
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

  private func compileConcat(_ parts: [Expression]) throws(Diagnostic) -> Evaluate {
    let values = try compile(parts)
    return { (context) throws(Diagnostic) in
      var text = ""
      for value in values { text += try value(context).defined().text }
      let result = Value.string(text)
      try context.made(result)
      return result
    }
  }

  private func compileConditional(
    _ test: Expression, _ then: Expression, _ otherwise: Expression?, at offset: Int
  ) throws(Diagnostic) -> Evaluate {
    let (condition, yes) = (try compile(test), try compile(then))
    let no = try otherwise.map(compile)
    let missing = Value.undefined(
      Undefined(
        name: Undefined.implicitElse,
        message: "the inline if-expression evaluated to false and no else section was defined.",
        in: text, offset: offset))
    return { (context) throws(Diagnostic) in
      if try condition(context).defined().isTrue { return try yes(context) }
      return try no?(context) ?? missing
    }
  }
}

extension Expression {
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
