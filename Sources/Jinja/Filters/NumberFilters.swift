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
    if case .float(let number) = input, number.isInfinite {
      throw arguments.error("cannot convert float infinity to integer")
    }
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

  static func number(_ input: Value, _ arguments: Arguments) throws(Diagnostic) -> Double {
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
    let foldsCase = try !arguments.bool(0)
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
