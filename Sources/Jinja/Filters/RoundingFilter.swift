import Core
import Glibc

extension Filters {
  /// `number | round(precision, method)`: to so many decimals, where `precision` below zero counts places
  /// before the point.
  static func round(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    let method = try arguments.string(1, default: "common")
    guard ["common", "ceil", "floor"].contains(method) else {
      throw arguments.error("method must be common, ceil or floor")
    }
    _ = try number(input, arguments)
    if method == "common" { return try rounded(input, arguments) }
    let scale = try Operators.apply(.power, 10, arguments[0] ?? 0)
    var scaled = try Operators.apply(.multiply, input, scale)
    if case .float(let number) = scaled {
      guard let whole = WideInteger(number.rounded(method == "ceil" ? .up : .down)) else {
        throw notWhole(number, arguments)
      }
      scaled = .integer(whole)
    }
    return try Operators.apply(.divide, scaled, scale)
  }

  /// Python's `round(number, precision)`, which is whole for a precision of none.
  private static func rounded(_ input: Value, _ arguments: Arguments) throws(Diagnostic) -> Value {
    let precision = try arguments.optionalInt(0)
    if let whole = input.wideInteger {
      guard let precision, precision < 0 else { return .integer(whole) }
      return .integer(Rounding.toEven(whole, zeros: -precision))
    }
    guard case .float(let value) = input else { return input }
    if arguments[0]?.isNull == true {
      guard let whole = WideInteger(value.rounded(.toNearestOrEven)) else {
        throw notWhole(value, arguments)
      }
      return .integer(whole)
    }
    let rounded = Rounding.toEven(value, precision ?? 0)
    if rounded.isInfinite, value.isFinite {
      throw arguments.error("rounded value too large to represent")
    }
    return .float(rounded)
  }

  private static func notWhole(_ number: Double, _ arguments: Arguments) -> Diagnostic {
    arguments.error("cannot convert float \(number.isNaN ? "NaN" : "infinity") to integer")
  }
}

/// Rounds to the nearest, halves to the even digit, by the exact decimal value.
enum Rounding {
  /// To so many decimals; below zero, to places before the point. Infinite where the result is too large.
  static func toEven(_ value: Double, _ precision: Int) -> Double {
    guard value.isFinite, value != 0, precision <= 323 else { return value }
    let digits = digits(of: value, precision)
    let rounded = digits.flatMap { Double($0) } ?? 0
    return value.sign == .minus ? -rounded : rounded
  }

  /// The rounded magnitude as C prints it, exactly; nil for zero.
  private static func digits(of value: Double, _ precision: Int) -> String? {
    if precision >= 0 { return FormatSpec.printf("f", precision, value) }
    // The places that stay, of one digit before the point and those after it.
    let places = WideInteger(value).map { $0.text(radix: 10).utf8.filter(Lexer.isDigit).count } ?? 0
    if places + precision > 0 { return FormatSpec.printf("e", places + precision - 1, value) }
    guard places + precision == 0, let whole = WideInteger(value.magnitude),
      let unit = WideInteger(10).power(places)
    else { return nil }
    // Exactly half goes to zero, which is even.
    let twice = whole * WideInteger(2)
    let isOver = unit < twice || (unit == twice && value.magnitude != whole.double)
    return isOver ? unit.text(radix: 10) : nil
  }

  /// To a multiple of ten to the power of `zeros`.
  static func toEven(_ number: WideInteger, zeros: Int) -> WideInteger {
    let magnitude = number.isNegative ? -number : number
    guard zeros <= magnitude.text(radix: 10).utf8.count, let unit = WideInteger(10).power(zeros)
    else { return WideInteger(0) }
    var (quotient, rest) = magnitude.divided(by: unit)
    let twice = rest * WideInteger(2)
    let isOdd = !quotient.divided(by: WideInteger(2)).remainder.isZero
    if unit < twice || (unit == twice && isOdd) { quotient = quotient + WideInteger(1) }
    let rounded = quotient * unit
    return number.isNegative ? -rounded : rounded
  }
}
