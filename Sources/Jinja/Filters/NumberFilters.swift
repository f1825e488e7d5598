import Core
import Glibc

extension Filters {
  /// Numbers and arithmetic.
  static let numberFilters: [String: Filter] = [
    "int": Filter(["default", "base"], takesUndefined: true, int),
    "float": Filter(["default"], takesUndefined: true) { (input, arguments, _) throws(Diagnostic) in
      if case .undefined(let undefined) = input { throw undefined.diagnostic }
      return Conversion.double(input).map(Value.float) ?? arguments[0] ?? 0.0
    },
    "abs": Filter(absolute),
    "round": Filter(["precision", "method"], round),
    "pow": Filter(["y"], required: 1) { (input, arguments, _) throws(Diagnostic) in
      try power(
        try number(input, arguments), try number(arguments.value(0), arguments), arguments)
    },
    "root": Filter(["base"], root),
    "log": Filter(["base"], logarithm),
    "sum": Filter(["attribute", "start"], sum),
    "min": Filter(["case_sensitive", "attribute"]) {
      (input, arguments, context) throws(Diagnostic) in
      try extreme(input, arguments, context, wantsLess: true)
    },
    "max": Filter(["case_sensitive", "attribute"]) {
      (input, arguments, context) throws(Diagnostic) in
      try extreme(input, arguments, context, wantsLess: false)
    },
  ]

  private static func int(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    if case .undefined(let undefined) = input { throw undefined.diagnostic }
    let base = arguments[1]?.asInteger ?? (arguments[1] == nil ? 10 : -1)
    if let number = Conversion.integer(input, base: base) { return number }
    // `int(float(value))`, as Jinja2 tries.
    if let number = Conversion.double(input), let whole = Conversion.integer(.float(number)) {
      return whole
    }
    return arguments[0] ?? 0
  }

  private static func absolute(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    if case .float(let number) = input { return .float(number.magnitude) }
    if let number = input.wideInteger { return .integer(number.isNegative ? -number : number) }
    throw arguments.error("bad operand type for abs(): '\(input.typeName)'")
  }

  private static func number(_ input: Value, _ arguments: Arguments) throws(Diagnostic) -> Double {
    if let number = input.asDouble { return number }
    throw arguments.error("a number is needed, not \(input.typeName) \(input.repr)")
  }

  /// Python's `math.pow`.
  private static func power(
    _ base: Double, _ exponent: Double, _ arguments: Arguments
  ) throws(Diagnostic) -> Value {
    let result = Glibc.pow(base, exponent)
    if !result.isFinite, base.isFinite, exponent.isFinite {
      let isTooLarge = !result.isNaN && base != 0
      throw arguments.error(isTooLarge ? "math range error" : "math domain error")
    }
    return .float(result)
  }

  private static func round(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    let precision = max(-20, min(try arguments.optionalInt(0) ?? 0, 100))
    let value = try number(input, arguments)
    let scale = Glibc.pow(10, Double(precision))
    switch try arguments.string(1, default: "common") {
    case "common":
      if let number = input.wideInteger {
        if precision >= 0 { return .integer(number) }
        let rounded = rounded(
          number.isNegative ? -number : number, -precision, isExact: true)
        return .integer(number.isNegative ? -rounded : rounded)
      }
      let rounded = roundHalfEven(value, precision)
      // Python's `round(number, None)` is whole.
      if arguments[0]?.isNull == true, let whole = Int(exactly: rounded) { return .int(whole) }
      return .float(rounded)
    case "ceil" where arguments[0]?.isNull == true, "floor" where arguments[0]?.isNull == true:
      throw arguments.error("the precision must be a number")
    case "ceil": return .float(try whole((value * scale).rounded(.up), arguments) / scale)
    case "floor": return .float(try whole((value * scale).rounded(.down), arguments) / scale)
    default: throw arguments.error("method must be common, ceil or floor")
    }
  }

  /// What `math.ceil` and `math.floor` give is an int, which has no negative zero and is finite.
  private static func whole(_ number: Double, _ arguments: Arguments) throws(Diagnostic) -> Double {
    guard number.isFinite else {
      throw arguments.error("cannot convert float \(number.isNaN ? "NaN" : "infinity") to integer")
    }
    return number == 0 ? 0 : number
  }

  /// Python rounds the exact decimal value, which is what C prints.
  static func roundHalfEven(_ value: Double, _ precision: Int) -> Double {
    if precision < 0 { return roundWhole(value, -precision) }
    guard value.isFinite, let rounded = Double(FormatSpec.printf("f", precision, value)) else {
      return value
    }
    return value.sign == .minus ? -rounded : rounded
  }

  /// The number with its last digits before the point rounded off.
  private static func roundWhole(_ value: Double, _ digits: Int) -> Double {
    let whole = value.magnitude.rounded(.down)
    guard value.isFinite, let number = WideInteger(whole),
      let rounded = Double(
        rounded(number, digits, isExact: whole == value.magnitude).text(radix: 10))
    else { return value }
    return value.sign == .minus ? -rounded : rounded
  }

  /// A number that is not negative with so many of its last digits rounded off, the middle to the even digit.
  ///
  /// - Parameter isExact: nothing follows the number behind the point.
  private static func rounded(_ number: WideInteger, _ digits: Int, isExact: Bool) -> WideInteger {
    let text = number.text(radix: 10)
    let kept = text.utf8.dropLast(digits)
    let gone = text.utf8.count < digits ? [] : Array(text.utf8.suffix(digits))
    let isMiddle = isExact && gone.first == 0x35 && gone.dropFirst().allSatisfy { $0 == 0x30 }
    let isUp = isMiddle ? (kept.last ?? 0x30) % 2 == 1 : (gone.first ?? 0) >= 0x35
    let whole = WideInteger(digits: kept, radix: 10, isNegative: false) ?? WideInteger(0)
    let zeros = Array(repeating: UInt8(0x30), count: digits)
    let shown = Array((isUp ? whole + WideInteger(1) : whole).text(radix: 10).utf8) + zeros
    return WideInteger(digits: shown, radix: 10, isNegative: false) ?? number
  }

  private static func root(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    let value = try number(input, arguments)
    guard let base = Conversion.double(arguments[0] ?? 2), base != 0 else {
      throw arguments.error("the base must be a number other than zero")
    }
    if base == 2, value < 0 { throw arguments.error("math domain error") }
    return base == 2 ? .float(value.squareRoot()) : try power(value, 1 / base, arguments)
  }

  private static func logarithm(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    let value = try number(input, arguments)
    if value <= 0 { throw arguments.error("math domain error") }
    guard let given = arguments[0] else { return .float(Glibc.log(value)) }
    let base = try number(given, arguments)
    if base <= 0 || base == 1 { throw arguments.error("math domain error") }
    return .float(base == 10 ? log10(value) : Glibc.log(value) / Glibc.log(base))
  }

  private static func sum(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    var total = arguments[1] ?? 0
    if total.string != nil { throw arguments.error("sum() can't sum strings") }
    let attribute = AttributePath(arguments[0])
    for element in try Iteration.elements(of: input) {
      total = try Operators.apply(.add, total, try attribute?.value(of: element) ?? element)
    }
    return total
  }

  private static func extreme(
    _ input: Value, _ arguments: Arguments, _ context: Context, wantsLess: Bool
  ) throws(Diagnostic) -> Value {
    let attribute = AttributePath(arguments[1])
    let foldsCase = !arguments.bool(0)
    var best: (key: Value, value: Value)?
    for element in try Iteration.elements(of: input) {
      var key = try attribute?.value(of: element) ?? element
      if foldsCase, let text = key.string { key = .string(PythonText.lower(text)) }
      guard let current = best else {
        best = (key, element)
        continue
      }
      let isBetter =
        try wantsLess ? Ordering.isLess(key, current.key) : Ordering.isLess(current.key, key)
      if isBetter { best = (key, element) }
    }
    return best?.value
      ?? .undefined(Undefined(name: "sequence", message: "No aggregated item, sequence was empty."))
  }
}
