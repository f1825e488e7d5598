import Core

/// What a statement asks of the loop around it.
enum Flow {
  case next, breakLoop, continueLoop
}

/// The state of one rendering of one template: its variables and the text so far.
///
/// Every name that a template sets has a slot, numbered when it is compiled; all others are free
/// and come from the scope, each asked for once per rendering. A context is used by one task at a
/// time; it is `Sendable` only because macros, which are values, hold theirs.
final class Context: @unchecked Sendable {
  let environment: JinjaEnvironment
  let template: CompiledTemplate
  @exclusivity(unchecked) var scope: any Scope
  @exclusivity(unchecked) var out: [UInt8] = []
  /// The only value printed so far, kept with its type until something else is printed.
  @exclusivity(unchecked) private(set) var single: Value?
  @exclusivity(unchecked) private var isText = false
  @exclusivity(unchecked) var slots: [Value?]
  /// Outer nil: not asked yet.
  @exclusivity(unchecked) private var free: [Value??]
  /// How deep macros, includes and recursive loops are nested.
  @exclusivity(unchecked) var depth: Int
  /// The context of the rendering that this one is a part of, whose limits hold for all; nil for that one itself.
  let root: Context?
  @exclusivity(unchecked) var stepsLeft: Int
  @exclusivity(unchecked) var bytesLeft: Int
  /// The contexts that are a part of this rendering.
  @exclusivity(unchecked) private var parts: [Context] = []
  /// Where the call that runs stands in the template: a macro says in its errors who called it.
  @exclusivity(unchecked) var callOffset = 0
  /// The parent that `extends` named, how long the text was then, and where the tag stands.
  var parent: (template: CompiledTemplate, length: Int, offset: Int)?
  /// Blocks by name, those of the most derived template first.
  var blocks: BlockTable?
  /// The block that runs, for `super()`.
  var runningBlocks: [(name: String, level: Int)] = []

  static let depthLimit = 100

  init(
    _ environment: JinjaEnvironment, _ template: CompiledTemplate, scope: any Scope,
    within outer: Context? = nil, blocks: BlockTable? = nil
  ) {
    self.environment = environment
    self.template = template
    self.scope = scope
    depth = outer?.depth ?? 0
    root = outer.map { $0.root ?? $0 }
    stepsLeft = environment.limits.steps
    bytesLeft = environment.limits.made
    self.blocks = blocks ?? (template.blocks.isEmpty ? nil : BlockTable())
    slots = Array(repeating: nil, count: template.slotCount)
    free = Array(repeating: nil, count: template.freeNames.count)
    root?.parts.append(self)
    out.reserveCapacity(template.usualLength)
  }

  /// Lets go of what was set: macros hold the contexts that hold them.
  func close() {
    slots = []
    free = []
    blocks = nil
    for part in parts { part.close() }
    parts = []
  }

  /// The variable if it was asked for already; outer nil otherwise.
  @inline(__always)
  func known(_ index: Int) -> Value?? { free[index] }

  /// The variable of the scope, or the global, with the number of a free name.
  func freeValue(_ index: Int) throws(Diagnostic) -> Value? {
    if let known = free[index] { return known }
    let name = template.freeNames[index]
    let value = try scope.value(of: name) ?? environment.globals[name]
    free[index] = .some(value)
    return value
  }

  /// What `append()` and the like on a variable of the scope leave behind, for this rendering.
  func setFreeValue(_ index: Int, _ value: Value) { free[index] = .some(value) }

  /// Runs other code with other variables in the scope, and forgets what was asked of it.
  func withScope<Result>(
    _ other: any Scope, _ body: () throws(Diagnostic) -> Result
  ) throws(Diagnostic) -> Result {
    let (scope, free) = (self.scope, self.free)
    self.scope = other
    self.free = Array(repeating: nil, count: free.count)
    defer { (self.scope, self.free) = (scope, free) }
    return try body()
  }

  /// The text that `body` writes, taken away from the output.
  func capture(_ body: () throws(Diagnostic) -> Void) throws(Diagnostic) -> [UInt8] {
    let (outer, single, isText) = (out, self.single, self.isText)
    out = []
    self.single = nil
    self.isText = true
    defer { (out, self.single, self.isText) = (outer, single, isText) }
    try body()
    return out
  }

  func nested<Result>(_ body: () throws(Diagnostic) -> Result) throws(Diagnostic) -> Result {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.depthLimit || StackSpace.left < StackSpace.reserve + template.stackNeed {
      throw Diagnostic(.evaluation, "maximum recursion depth exceeded")
    }
    try step()
    return try body()
  }

  /// Prints a value, or keeps it as it is while it is all that was printed.
  func emit(_ value: Value) throws(Diagnostic) {
    if isText { return try write(value) }
    if single == nil {
      try value.requireDefined()
      single = value.printed
    } else {
      try startText()
      try write(value)
    }
  }

  /// More than one thing is printed, so that the result is text.
  func startText() throws(Diagnostic) {
    if isText { return }
    isText = true
    if let single { try write(single) }
    single = nil
  }

  /// What `{{ value }}` prints. Undefined values are errors, also deep inside.
  func write(_ value: Value) throws(Diagnostic) {
    switch value {
    case .string(var text): text.withUTF8 { out.append(contentsOf: $0) }
    case .int(let number): out.append(decimal: number)
    case .null where environment.settings.hidesNone: break
    default:
      try value.requireDefined()
      out.append(contentsOf: value.printed.text.utf8)
    }
  }
}

extension [UInt8] {
  /// Appends a number in decimal digits.
  mutating func append(decimal number: Int) {
    if (0..<10).contains(number) { return append(0x30 + UInt8(number)) }
    var left = number.magnitude
    var digits: InlineArray<20, UInt8> = InlineArray(repeating: 0)
    var first = 20
    while left > 0 {
      first -= 1
      digits[first] = 0x30 + UInt8(left % 10)
      left /= 10
    }
    if number < 0 { append(0x2D) }
    for index in first..<20 { append(digits[index]) }
  }
}

extension Value {
  /// Throws what an undefined value throws, looking into lists and maps.
  func requireDefined() throws(Diagnostic) {
    var left = Limits.text
    try requireDefined(&left)
  }

  /// - Parameter left: bytes that the text of the value may still have.
  private func requireDefined(_ left: inout Int) throws(Diagnostic) {
    left -= 2
    switch self {
    case .undefined(let undefined): if !undefined.isLenient { throw undefined.diagnostic }
    case .string(let text): left -= text.utf8.count
    case .list(let elements): for element in elements { try element.requireDefined(&left) }
    case .map(let map): for value in map.values { try value.requireDefined(&left) }
    case .object(let object):
      if let row = object as? Row {
        for element in row.values { try element.requireDefined(&left) }
      }
    default: break
    }
    if left < 0 { throw Diagnostic(.evaluation, "the text of the value is too long") }
  }

  /// The value, unless it is undefined itself.
  func defined() throws(Diagnostic) -> Value {
    if case .undefined(let undefined) = self, !undefined.isLenient { throw undefined.diagnostic }
    return self
  }
}

extension Undefined {
  /// The name of what `a if b` without an `else` gives. It prints as empty text, is false and has no
  /// elements, unlike other undefined values (Jinja2 never makes this one strict).
  static let implicitElse = "else"
  var isLenient: Bool { name == Self.implicitElse && message != nil }
}
