import Core
import Crypto

extension Filters {
  static let randomFilters: [String: Filter] = [
    "random": Filter(["start", "step", "seed"], random),
    "shuffle": Filter(["seed"], shuffle),
  ]

  /// A source of numbers: the system's, or one that a seed determines. The numbers of a seed are our
  /// own, not Python's; they are the same in every run.
  private struct Source: RandomNumberGenerator {
    private var state: [UInt8]?
    private var system = SystemRandomNumberGenerator()

    init(_ seed: Value?) {
      if let seed, !seed.isNull { state = Digest.sha256.hash(Array(seed.text.utf8)) }
    }

    mutating func next() -> UInt64 {
      guard let current = state else { return system.next() }
      let next = Digest.sha256.hash(current)
      state = next
      return next.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
  }

  private static func random(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    var source = Source(arguments[2])
    if let end = input.int.map({ min(max($0, -1 << 60), 1 << 60) }) {
      let start = try arguments.optionalInt(0) ?? 0
      let step = try arguments.optionalInt(1) ?? 1
      let count = step == 0 ? 0 : (end - start + step - step.signum()) / step
      if count <= 0 { throw arguments.error("empty range in random: \(start) to \(end)") }
      return .int(start + Int.random(in: 0..<count, using: &source) * step)
    }
    if arguments[0]?.isTrue == true || arguments[1]?.isTrue == true {
      throw arguments.error("start and step can only be used with integer values")
    }
    guard let element = try Iteration.elements(of: input).randomElement(using: &source) else {
      throw arguments.error("random needs at least one element")
    }
    return element
  }

  private static func shuffle(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    var source = Source(arguments[0])
    guard let elements = try? Iteration.elements(of: input) else { return input }
    return .list(elements.shuffled(using: &source))
  }
}
