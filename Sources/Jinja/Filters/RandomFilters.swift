import Core

extension Filters {
  static let randomFilters: [String: Filter] = [
    "random": Filter(["start", "step", "seed"], random),
    "shuffle": Filter(["seed"], shuffle),
  ]

  /// A number below the input, or one of its elements; the same one for the same seed, Python's.
  private static func random(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    var source = try PythonRandom(seed: arguments[2])
    if let end = input.wideInteger { return try number(below: end, arguments, &source) }
    let elements = try elements(input, arguments)
    let (hasStart, hasStep) = (try arguments.bool(0), try arguments.bool(1))
    if hasStart || hasStep {
      throw arguments.told("start and step can only be used with integer values")
    }
    if elements.isEmpty { throw arguments.error("random needs at least one element") }
    return elements[source.below(elements.count)]
  }

  /// What has a length and an order.
  private static func elements(_ input: Value, _ arguments: Arguments) throws(Diagnostic) -> [Value]
  {
    if input.map != nil || input.object is MapView {
      throw arguments.error("a \(input.typeName) has no random element")
    }
    if input.sequence == nil, input.string == nil, !(input.object is Row) {
      throw arguments.told("random can only be used on sequences and integers")
    }
    return try Iteration.elements(of: input)
  }

  /// Python's `randrange(start, end, step)`.
  private static func number(
    below end: WideInteger, _ arguments: Arguments, _ source: inout PythonRandom
  ) throws(Diagnostic) -> Value {
    let start = try whole(0, or: 0, arguments)
    let step = try whole(1, or: 1, arguments)
    let width = end - start
    // Steps in the direction of the end, the last of which may fall short of it.
    let unit = WideInteger(step.isNegative ? -1 : 1)
    let count = (width + step - unit).divided(by: step).quotient
    guard !count.isNegative, !count.isZero else {
      let bounds = [start, end].map { $0.text(radix: 10) }
      throw arguments.error("empty range in random: \(bounds[0]) to \(bounds[1])")
    }
    return .integer(start + source.below(count) * step)
  }

  /// A whole number; what is false, zero among it, stands for the default.
  private static func whole(
    _ index: Int, or standard: Int, _ arguments: Arguments
  ) throws(Diagnostic) -> WideInteger {
    let value = arguments.value(index)
    if try !arguments.bool(index) { return WideInteger(standard) }
    if case .float(let number) = value, number.rounded() == number,
      let whole = WideInteger(number)
    {
      return whole
    }
    if let number = value.wideInteger { return number }
    throw arguments.error("\(value.repr) is no whole number")
  }

  private static func shuffle(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    guard var elements = try? Iteration.elements(of: input) else { return input }
    // With a seed that is none the list stays as it is.
    guard var source = try? PythonRandom(seed: arguments.value(0).isTrue ? arguments[0] : nil)
    else { return .list(elements) }
    source.shuffle(&elements)
    return .list(elements)
  }
}
