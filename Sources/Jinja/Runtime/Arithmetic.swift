import Core
import Glibc

/// Python's arithmetic.
enum Arithmetic {
  // MARK: Integers

  static func integers(
    _ operation: BinaryOperator, _ a: Int, _ b: Int
  ) throws(Diagnostic) -> Value {
    let (result, overflow): (Int, Bool)
    switch operation {
    case .add: (result, overflow) = a.addingReportingOverflow(b)
    case .subtract: (result, overflow) = a.subtractingReportingOverflow(b)
    case .multiply: (result, overflow) = a.multipliedReportingOverflow(by: b)
    case .divide where b != 0: return .float(quotient(a, b))
    case .floorDivide where b != 0 && a != .min, .modulo where b != 0 && a != .min:
      // Python rounds towards minus infinity; the remainder has the sign of the divisor.
      let (quotient, remainder) = a.quotientAndRemainder(dividingBy: b)
      let adjust = remainder != 0 && (remainder < 0) != (b < 0)
      if operation == .floorDivide { return .int(adjust ? quotient - 1 : quotient) }
      return .int(adjust ? remainder + b : remainder)
    default: return try wide(operation, WideInteger(a), WideInteger(b))
    }
    return overflow ? try wide(operation, WideInteger(a), WideInteger(b)) : .int(result)
  }

  /// The number nearest to a/b.
  private static func quotient(_ a: Int, _ b: Int) -> Double {
    let limit: UInt = 1 << 53
    if a.magnitude <= limit, b.magnitude <= limit { return Double(a) / Double(b) }
    // 63 or 64 bits of the quotient; the lowest also says whether more would follow.
    let shift = 63 - a.magnitude.bitWidthUsed + b.magnitude.bitWidthUsed
    let (dividend, divisor) =
      shift < 0
      ? (UInt128(a.magnitude), UInt128(b.magnitude) << UInt128(-shift))
      : (UInt128(a.magnitude) << UInt128(shift), UInt128(b.magnitude))
    let (whole, rest) = dividend.quotientAndRemainder(dividingBy: divisor)
    let number = Double(UInt64(whole) | (rest == 0 ? 0 : 1))
    return scalbn((a < 0) != (b < 0) ? -number : number, Int32(-shift))
  }

  /// Integers of any size.
  static func wide(
    _ operation: BinaryOperator, _ a: WideInteger, _ b: WideInteger
  ) throws(Diagnostic) -> Value {
    switch operation {
    case .add: return try checked(a + b)
    case .subtract: return try checked(a - b)
    case .multiply: return try checked(a * b)
    case .power: return try power(a, b)
    case .divide, .floorDivide, .modulo:
      if b.isZero {
        let words =
          operation == .divide ? "division by zero" : "integer division or modulo by zero"
        throw Diagnostic(.evaluation, words)
      }
      if operation == .divide { return .float(try quotient(a, b)) }
      let (quotient, remainder) = a.divided(by: b)
      return .integer(operation == .floorDivide ? quotient : remainder)
    }
  }

  /// The number nearest to a/b: 64 bits of the quotient, the lowest of which also says whether more would
  /// follow.
  private static func quotient(_ a: WideInteger, _ b: WideInteger) throws(Diagnostic) -> Double {
    if a.isZero { return b.isNegative ? -0.0 : 0 }
    let shift = 65 - a.bitWidth + b.bitWidth
    var top = a.isNegative ? -a : a
    var bottom = b.isNegative ? -b : b
    if shift < 0 { bottom = bottom.shifted(left: -shift) } else { top = top.shifted(left: shift) }
    let (whole, rest) = top.divided(by: bottom)
    let bits = rest.isZero ? whole : whole * WideInteger(2) + WideInteger(1)
    let number = scalbn(bits.double, Int32(clamping: -shift - (rest.isZero ? 0 : 1)))
    if number.isInfinite {
      throw Diagnostic(.evaluation, "integer division result too large for a float")
    }
    return a.isNegative != b.isNegative ? -number : number
  }

  private static func power(_ a: WideInteger, _ b: WideInteger) throws(Diagnostic) -> Value {
    if b.isNegative { return try floats(.power, a.double, b.double) }
    if let small = a.int, (-1...1).contains(small) {
      return .int(
        small == -1 && b.divided(by: WideInteger(2)).remainder.isZero ? 1 : b.isZero ? 1 : small)
    }
    guard let exponent = b.int, let result = a.power(exponent) else { throw tooLarge }
    return .integer(result)
  }

  private static func checked(_ number: WideInteger) throws(Diagnostic) -> Value {
    if number.bitWidth > WideInteger.bitLimit { throw tooLarge }
    return .integer(number)
  }

  private static var tooLarge: Diagnostic {
    Diagnostic(.evaluation, "the result is too large: more than 4300 digits")
  }

  // MARK: Floats

  static func floats(
    _ operation: BinaryOperator, _ a: Double, _ b: Double
  ) throws(Diagnostic) -> Value {
    switch operation {
    case .add: return .float(a + b)
    case .subtract: return .float(a - b)
    case .multiply: return .float(a * b)
    case .power: return .float(try power(a, b))
    case .divide:
      if b == 0 { throw Diagnostic(.evaluation, "float division by zero") }
      return .float(a / b)
    case .floorDivide:
      if b == 0 { throw Diagnostic(.evaluation, "float floor division by zero") }
      return .float(divided(a, b).quotient)
    case .modulo:
      if b == 0 { throw Diagnostic(.evaluation, "float modulo") }
      return .float(divided(a, b).remainder)
    }
  }

  /// CPython's `float_divmod`.
  private static func divided(_ a: Double, _ b: Double) -> (quotient: Double, remainder: Double) {
    var remainder = fmod(a, b)
    var quotient = (a - remainder) / b
    if remainder == 0 {
      remainder = copysign(0, b)
    } else if (b < 0) != (remainder < 0) {
      remainder += b
      quotient -= 1
    }
    if quotient == 0 { return (copysign(0, a / b), remainder) }
    var whole = quotient.rounded(.down)
    if quotient - whole > 0.5 { whole += 1 }
    return (whole, remainder)
  }

  private static func power(_ a: Double, _ b: Double) throws(Diagnostic) -> Double {
    if a == 0, b < 0 {
      throw Diagnostic(.evaluation, "0.0 cannot be raised to a negative power")
    }
    if a < 0, b.isFinite, a.isFinite, b.rounded() != b {
      throw Diagnostic(.evaluation, "the result is a complex number")
    }
    let result = pow(a, b)
    if result.isInfinite, a.isFinite, b.isFinite {
      throw Diagnostic(.evaluation, "Numerical result out of range")
    }
    return result
  }
}

extension UInt {
  fileprivate var bitWidthUsed: Int { bitWidth - leadingZeroBitCount }
}
