import Core

/// Python's `dict()`, `int()`, `float()` of values.
enum Conversion {
  /// A map from a map or from pairs.
  static func map(_ value: Value) throws(Diagnostic) -> Map {
    if case .map(let map) = value { return map }
    if case .undefined(let undefined) = value { throw undefined.diagnostic }
    var map = Map()
    for pair in try Iteration.elements(of: value) {
      let parts = try Iteration.elements(of: pair)
      guard parts.count == 2 else {
        throw Diagnostic(
          .evaluation, "a dict needs pairs, but an element has \(parts.count) values")
      }
      try parts[0].requireHashable()
      map[parts[0]] = parts[1]
    }
    return map
  }

  /// nil where Python raises.
  static func int(_ value: Value, base: Int = 10) -> Int? {
    switch value {
    case .int, .bool: value.asInteger
    case .float(let number): Int(exactly: number.rounded(.towardZero))
    case .string(let text): PythonNumber.integer(text, base: base)
    default: nil
    }
  }

  /// As `int`, of any size.
  static func integer(_ value: Value, base: Int = 10) -> Value? {
    if let number = int(value, base: base) { return .int(number) }
    switch value {
    case .float(let number): return WideInteger(number).map(Value.integer)
    case .string(let text): return PythonNumber.wideInteger(text, base: base).map(Value.integer)
    default: return value.wideInteger.map(Value.integer)
    }
  }

  static func double(_ value: Value) -> Double? {
    switch value {
    case .string(let text): PythonNumber.float(text)
    default: value.asDouble
    }
  }
}
