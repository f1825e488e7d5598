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
    guard let end = input.asInteger else {
      if arguments[0]?.isTrue == true || arguments[1]?.isTrue == true {
        throw arguments.error("start and step can only be used with integer values")
      }
      if input.map != nil || input.object is MapView {
        throw arguments.error("a dict has no random element")
      }
      let elements = try Iteration.elements(of: input)
      if elements.isEmpty { throw arguments.error("random needs at least one element") }
      return elements[source.below(elements.count)]
    }
    let start = arguments.value(0).isTrue ? try arguments.int(0) : 0
    let step = arguments.value(1).isTrue ? try arguments.int(1) : 1
    let (width, isTooWide) = end.subtractingReportingOverflow(start)
    let count = isTooWide ? 0 : (width / step + (width % step == 0 ? 0 : 1))
    guard count > 0, width.signum() == step.signum() else {
      throw arguments.error("empty range in random: \(start) to \(end)")
    }
    return .int(start + source.below(count) * step)
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
