import Core

/// Python's operators over values.
enum Operators {
  static func apply(
    _ operation: BinaryOperator, _ left: Value, _ right: Value
  ) throws(Diagnostic) -> Value {
    if let a = left.asInteger, let b = right.asInteger {
      return try Arithmetic.integers(operation, a, b)
    }
    if case .undefined(let undefined) = left { throw undefined.diagnostic }
    if case .undefined(let undefined) = right {
      if operation != .modulo || left.string == nil { throw undefined.diagnostic }
    }
    if let numbers = try numbers(operation, left, right) { return numbers }
    switch operation {
    case .add: if let sum = add(left, right) { return sum }
    case .multiply:
      if let product = try repeated(left, right) { return product }
      if let product = try repeated(right, left) { return product }
    case .modulo:
      if let format = left.string { return .string(try PrintfFormat.format(format, with: right)) }
    default:
      if let object = left.object as? any ArithmeticObject,
        let result = try object.apply(operation, right)
      {
        return result
      }
    }
    throw unsupported(operation, left, right)
  }

  /// Integers of any size, and floats.
  private static func numbers(
    _ operation: BinaryOperator, _ left: Value, _ right: Value
  ) throws(Diagnostic) -> Value? {
    guard let a = left.asDouble, let b = right.asDouble else { return nil }
    if let a = left.wideInteger, let b = right.wideInteger {
      return try Arithmetic.wide(operation, a, b)
    }
    if (a.isInfinite && left.wideInteger != nil) || (b.isInfinite && right.wideInteger != nil) {
      throw Diagnostic(.evaluation, "int too large to convert to float")
    }
    return try Arithmetic.floats(operation, a, b)
  }

  private static func unsupported(_ operation: BinaryOperator, _ left: Value, _ right: Value)
    -> Diagnostic
  {
    if operation == .add {
      if case .string = left {
        return Diagnostic(
          .evaluation, "can only concatenate str (not \"\(right.typeName)\") to str",
          hint: "use ~ to join values as text")
      }
      if case .list = left {
        return Diagnostic(
          .evaluation, "can only concatenate list (not \"\(right.typeName)\") to list")
      }
    }
    return Diagnostic(
      .evaluation,
      "unsupported operand type(s) for \(operation.sign): '\(left.typeName)' and '\(right.typeName)'"
    )
  }

  private static func add(_ left: Value, _ right: Value) -> Value? {
    switch (left, right) {
    case (.string(let a), .string(let b)): return .string(a + b)
    case (.list(let a), .list(let b)): return .list(a + b)
    case (.object(let a), .object(let b)):
      if let a = a as? Tuple, let b = b as? Tuple { return .object(Tuple(a.values + b.values)) }
      return nil
    default: return nil
    }
  }

  private static func repeated(_ value: Value, _ times: Value) throws(Diagnostic) -> Value? {
    guard let times = times.asInteger.map({ max(0, $0) }) else { return nil }
    switch value {
    case .string(let text): return .string(try text.repeated(times))
    case .list(let elements):
      if elements.isEmpty { return value }
      let (count, overflow) = elements.count.multipliedReportingOverflow(by: times)
      if overflow || count > 10_000_000 {
        throw Diagnostic(.evaluation, "a list of \(times) repetitions is too long")
      }
      return .list(Array(repeatElement(elements, count: times).joined()))
    case .object(let object as Tuple):
      guard case .list(let elements)? = try repeated(.list(object.values), .int(times)) else {
        return nil
      }
      return .object(Tuple(elements))
    default: return nil
    }
  }

  static func apply(_ operation: UnaryOperator, _ value: Value) throws(Diagnostic) -> Value {
    switch (operation, value) {
    case (_, .undefined(let undefined)): throw undefined.diagnostic
    case (.not, _): return .bool(!value.isTrue)
    case (.negative, .float(let number)): return .float(-number)
    case (.positive, .float): return value
    default:
      if case .object(let object as BigInteger) = value {
        return operation == .negative ? .integer(-object.number) : value
      }
      guard let number = value.asInteger else {
        let sign = operation == .negative ? "-" : "+"
        throw Diagnostic(
          .evaluation, "bad operand type for unary \(sign): '\(value.typeName)'")
      }
      return operation == .negative ? .integer(-WideInteger(number)) : .int(number)
    }
  }
}

/// An object that `-` and `+` work on: dates.
protocol ArithmeticObject: Object {
  func apply(_ operation: BinaryOperator, _ right: Value) throws(Diagnostic) -> Value?
}

extension Value {
  var object: (any Object)? { if case .object(let object) = self { object } else { nil } }
}

extension BinaryOperator {
  var sign: String {
    switch self {
    case .add: "+"
    case .subtract: "-"
    case .multiply: "*"
    case .divide: "/"
    case .floorDivide: "//"
    case .modulo: "%"
    case .power: "** or pow()"
    }
  }
}
