import Core
import Glibc

/// Python's operators over values.
enum Operators {
  static func apply(
    _ operation: BinaryOperator, _ left: Value, _ right: Value
  ) throws(Diagnostic) -> Value {
    if case .undefined(let undefined) = left { throw undefined.diagnostic }
    if case .undefined(let undefined) = right { throw undefined.diagnostic }
    if let a = left.asInteger, let b = right.asInteger { return try integers(operation, a, b) }
    if let a = left.asDouble, let b = right.asDouble { return try floats(operation, a, b) }
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
      let (count, overflow) = elements.count.multipliedReportingOverflow(by: times)
      if overflow || count > 10_000_000 {
        throw Diagnostic(.evaluation, "a list of \(times) repetitions is too long")
      }
      return .list(Array(repeatElement(elements, count: times).joined()))
    default: return nil
    }
  }

  private static func integers(
    _ operation: BinaryOperator, _ a: Int, _ b: Int
  ) throws(Diagnostic) -> Value {
    let (result, overflow): (Int, Bool)
    switch operation {
    case .add: (result, overflow) = a.addingReportingOverflow(b)
    case .subtract: (result, overflow) = a.subtractingReportingOverflow(b)
    case .multiply: (result, overflow) = a.multipliedReportingOverflow(by: b)
    case .divide, .floorDivide, .modulo: return try divide(operation, a, b)
    case .power: return try power(a, b)
    }
    if overflow {
      throw Diagnostic(.evaluation, "the result of \(a) \(operation.sign) \(b) is too large")
    }
    return .int(result)
  }

  private static func divide(
    _ operation: BinaryOperator, _ a: Int, _ b: Int
  ) throws(Diagnostic) -> Value {
    if b == 0 {
      let words = operation == .divide ? "division by zero" : "integer division or modulo by zero"
      throw Diagnostic(.evaluation, words)
    }
    if operation == .divide {
      return .float(b != -1 && a % b == 0 ? Double(a / b) : Double(a) / Double(b))
    }
    if a == Int.min && b == -1 {
      throw Diagnostic(.evaluation, "the result of \(a) // -1 is too large")
    }
    // Python rounds towards minus infinity; the remainder has the sign of the divisor.
    let (quotient, remainder) = a.quotientAndRemainder(dividingBy: b)
    let adjust = remainder != 0 && (remainder < 0) != (b < 0)
    if operation == .floorDivide { return .int(adjust ? quotient - 1 : quotient) }
    return .int(adjust ? remainder + b : remainder)
  }

  static func power(_ a: Int, _ b: Int) throws(Diagnostic) -> Value {
    if b < 0 { return .float(pow(Double(a), Double(b))) }
    var (result, base, exponent) = (1, a, b)
    while exponent > 0 {
      let overflow: Bool
      if exponent & 1 == 1 {
        (result, overflow) = result.multipliedReportingOverflow(by: base)
        if overflow { throw Diagnostic(.evaluation, "the result of \(a) ** \(b) is too large") }
      }
      exponent >>= 1
      if exponent > 0 {
        let (square, large) = base.multipliedReportingOverflow(by: base)
        if large { throw Diagnostic(.evaluation, "the result of \(a) ** \(b) is too large") }
        base = square
      }
    }
    return .int(result)
  }

  private static func floats(
    _ operation: BinaryOperator, _ a: Double, _ b: Double
  ) throws(Diagnostic) -> Value {
    switch operation {
    case .add: return .float(a + b)
    case .subtract: return .float(a - b)
    case .multiply: return .float(a * b)
    case .power: return .float(pow(a, b))
    case .divide, .floorDivide, .modulo:
      if b == 0 {
        let words = operation == .divide ? "float division by zero" : "float floor division by zero"
        throw Diagnostic(.evaluation, operation == .modulo ? "float modulo" : words)
      }
      if operation == .divide { return .float(a / b) }
      if operation == .floorDivide { return .float((a / b).rounded(.down)) }
      let remainder = fmod(a, b)
      return .float(remainder != 0 && (remainder < 0) != (b < 0) ? remainder + b : remainder)
    }
  }

  static func apply(_ operation: UnaryOperator, _ value: Value) throws(Diagnostic) -> Value {
    switch (operation, value) {
    case (_, .undefined(let undefined)): throw undefined.diagnostic
    case (.not, _): return .bool(!value.isTrue)
    case (.negative, .float(let number)): return .float(-number)
    case (.positive, .float): return value
    default:
      guard let number = value.asInteger else {
        let sign = operation == .negative ? "-" : "+"
        throw Diagnostic(
          .evaluation, "bad operand type for unary \(sign): '\(value.typeName)'")
      }
      return .int(operation == .negative ? 0 &- number : number)
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
