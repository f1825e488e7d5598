import Core

/// What one rendering may take. All of it is far beyond what templates that people write need; a template that goes
/// beyond is an error, so that none can hang a run, exhaust the memory or overflow the stack.
package struct Limits: Sendable {
  /// Rounds of loops and calls of macros.
  package var steps = 50_000_000
  /// Bytes of a template's text.
  package var output = 256 << 20
  /// Bytes in the texts and lists of at least `Limits.large` that filters and operators make, all together.
  package var made = 4 << 30

  package init() {}

  /// Bytes of one text.
  static let text = 100_000_000
  /// Elements of one list.
  static let elements = 10_000_000
  /// Levels of brackets, operators and filters in an expression.
  static let expressionDepth = 400
  /// Levels of lists and dicts in a value.
  static let dataDepth = 500
  /// What is counted as large.
  static let large = 1 << 16

  /// Bytes of stack that one level of an expression or a statement takes while it runs, at most.
  #if DEBUG
    static let stackPerLevel = 1_600
  #else
    static let stackPerLevel = 500
  #endif
}

extension Context {
  /// Counts a round of a loop or a call.
  ///
  /// - Throws: `evaluation` when a limit is reached.
  @inline(__always)
  func step() throws(Diagnostic) {
    let left = root?.countedStep() ?? countedStep()
    if left < 0 || out.count > outputLimit { throw exhausted() }
  }

  private func countedStep() -> Int {
    stepsLeft &-= 1
    return stepsLeft
  }

  private func exhausted() -> Diagnostic {
    out.count > environment.limits.output
      ? Diagnostic(.evaluation, "the text is longer than \(environment.limits.output) bytes")
      : Diagnostic(
        .evaluation,
        "given up after \(environment.limits.steps) rounds of loops and calls of macros")
  }

  /// Counts what a filter or an operator has made.
  ///
  /// - Throws: `evaluation` when it is too large, or all together is.
  @inline(__always)
  func made(_ value: Value) throws(Diagnostic) {
    switch value {
    case .string(let text): try made(size: text.utf8.count)
    case .list(let elements):
      if elements.count >= Limits.large / 16 {
        try madeLarge(elements.count * 16, Limits.elements * 16)
      }
    default: break
    }
  }

  /// The same for a text of so many bytes.
  @inline(__always)
  func made(size: Int) throws(Diagnostic) {
    if size >= Limits.large { try madeLarge(size, Limits.text) }
  }

  private func madeLarge(_ size: Int, _ limit: Int) throws(Diagnostic) {
    let root = root ?? self
    root.bytesLeft &-= size
    if size > limit { throw Diagnostic(.evaluation, "the result is too large") }
    if root.bytesLeft < 0 {
      throw Diagnostic(.evaluation, "given up: the template has made too many large values")
    }
  }
}

extension Context {
  /// - Throws: `evaluation` where lists and dicts are nested deeper than `Limits.dataDepth`: for values that a
  ///   template puts into others, which is how they grow. What is looked at counts as steps, since a value that holds
  ///   others many times is small and yet endless to walk through.
  func requireShallow(_ value: Value, _ left: Int = Limits.dataDepth) throws(Diagnostic) {
    let parts: [Value]
    switch value {
    case .list(let elements): parts = elements
    case .map(let map): parts = Array(map.values)
    case .object(let object as Row): parts = object.values
    default: return
    }
    if left == 0 {
      throw Diagnostic(
        .evaluation, "lists and dicts are nested deeper than \(Limits.dataDepth) levels")
    }
    for part in parts where part.isContainer {
      try step()
      try requireShallow(part, left - 1)
    }
  }
}

extension Value {
  fileprivate var isContainer: Bool {
    switch self {
    case .list, .map, .object: true
    default: false
    }
  }
}
