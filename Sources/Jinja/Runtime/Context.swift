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
  // Whoever renders holds these three; a context does not run after its rendering.
  unowned(unsafe) let environment: JinjaEnvironment
  @exclusivity(unchecked) unowned(unsafe) private(set) var template: CompiledTemplate
  @exclusivity(unchecked) unowned(unsafe) var scope: any Scope
  /// Holds what must outlive whoever renders: of an imported template, or of a context that values still hold.
  private var held: (CompiledTemplate, any Scope)?
  @exclusivity(unchecked) var out: TextBuffer
  /// The only value printed so far, kept with its type until something else is printed.
  @exclusivity(unchecked) private(set) var single: Value?
  @exclusivity(unchecked) private(set) var isText = false
  /// The slots, and after them the free names as far as they were asked for: `missing` for those that do not exist.
  @exclusivity(unchecked) var slots: Cells
  @exclusivity(unchecked) private var firstFree = 0
  /// How deep macros, includes and recursive loops are nested.
  @exclusivity(unchecked) var depth = 0
  /// The context of the rendering that this one is a part of, whose limits hold for all; nil for that one itself.
  let root: Context?
  @exclusivity(unchecked) var stepsLeft = 0
  @exclusivity(unchecked) var bytesLeft = 0
  @exclusivity(unchecked) private(set) var outputLimit = 0
  /// The contexts that are a part of this rendering.
  @exclusivity(unchecked) private var parts: [Context] = []
  /// Where the call that runs stands in the template: a macro says in its errors who called it.
  @exclusivity(unchecked) var callOffset = 0
  /// The parent that `extends` named, how long the text was then, and where the tag stands.
  @exclusivity(unchecked) var parent: (template: CompiledTemplate, length: Int, offset: Int)?
  /// Blocks by name, those of the most derived template first.
  @exclusivity(unchecked) var blocks: BlockTable?
  /// The block that runs, for `super()`.
  @exclusivity(unchecked) var runningBlocks: [(name: String, level: Int)] = []

  static let depthLimit = 100

  /// A context that runs nothing before `begin`.
  init(_ environment: JinjaEnvironment, _ template: CompiledTemplate, scope: any Scope) {
    self.environment = environment
    self.template = template
    self.scope = scope
    root = nil
    slots = Cells()
    out = TextBuffer()
  }

  /// The context of a part of a rendering: of a template that is included, imported or extended.
  init(
    _ template: CompiledTemplate, scope: any Scope, within outer: Context,
    blocks: BlockTable? = nil
  ) {
    environment = outer.environment
    self.template = template
    self.scope = scope
    held = (template, scope)
    root = outer.root ?? outer
    slots = Cells()
    out = TextBuffer()
    begin(template, scope, environment.limits)
    depth = outer.depth
    if let blocks { self.blocks = blocks }
    root?.parts.append(self)
  }

  /// Makes itself ready for a rendering. What was there before was closed.
  @inline(__always)
  func begin(_ template: CompiledTemplate, _ scope: any Scope, _ limits: Limits) {
    self.template = template
    self.scope = scope
    (stepsLeft, bytesLeft, outputLimit) = (limits.steps, limits.made, limits.output)
    firstFree = template.slotCount
    slots.prepare(template.slotCount + template.freeCount)
    out.prepare(template.usualLength)
    if template.hasBlocks { blocks = BlockTable() }
  }

  /// Lets go of what was set: macros hold the contexts that hold them.
  func close() {
    slots.drop()
    if single != nil { single = nil }
    isText = false
    if parent != nil { parent = nil }
    if blocks != nil { blocks = nil }
    if parts.isEmpty { return }
    for part in parts { part.close() }
    parts = []
  }

  /// What a closed context needs that values still hold.
  func hold() { held = (template, scope) }

  private static let missing = Undefined(name: "")

  /// Where the variable of a free name lies; nil where it does not exist, is undefined, or was not asked for yet.
  @inline(__always)
  func freePlace(_ index: Int) -> Place? {
    guard let place = slots.place(firstFree + index), !place.pointee.isUndefined else { return nil }
    return place
  }

  /// The variable of the scope, or the global, with the number of a free name; nil where there is none.
  func freeValue(_ index: Int, _ name: InternedName) throws(Diagnostic) -> Value? {
    try ask(index, name)
    guard let known = slots[firstFree + index] else { return nil }
    if case .undefined(let undefined) = known, undefined === Self.missing { return nil }
    return known
  }

  /// Asks the scope for a free name, unless that was done before.
  func ask(_ index: Int, _ name: InternedName) throws(Diagnostic) {
    if slots.place(firstFree + index) != nil { return }
    slots[firstFree + index] =
      try scope.value(of: name) ?? environment.globals[name] ?? .undefined(Self.missing)
  }

  /// What `append()` and the like on a variable of the scope leave behind, for this rendering.
  func setFreeValue(_ index: Int, _ value: Value) { slots[firstFree + index] = value }

  /// Runs other code with other variables in the scope, and forgets what was asked of it.
  func withScope<Result>(
    _ other: any Scope, _ body: () throws(Diagnostic) -> Result
  ) throws(Diagnostic) -> Result {
    let free = firstFree..<firstFree + template.freeCount
    let (scope, known) = (self.scope, slots.values(free))
    self.scope = other
    slots.clear(free)
    defer {
      self.scope = scope
      slots.restore(free, known)
    }
    return try body()
  }

  /// The text that `body` writes, taken away from the output.
  func capture(_ body: () throws(Diagnostic) -> Void) throws(Diagnostic) -> String {
    let (start, single, isText) = (out.count, self.single, self.isText)
    self.single = nil
    self.isText = true
    defer {
      out.truncate(to: start)
      (self.single, self.isText) = (single, isText)
    }
    try body()
    return out.text(from: start)
  }

  /// The text that `body`, which runs no statements, writes.
  func text(_ body: () throws(Diagnostic) -> Void) throws(Diagnostic) -> String {
    let start = out.count
    defer { out.truncate(to: start) }
    try body()
    return out.text(from: start)
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
      single = value.shown
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
    case .string(let text): out.append(text)
    case .int(let number): out.append(decimal: number)
    case .null where environment.settings.hidesNone: break
    default:
      let value = try value.whole
      try value.requireDefined()
      out.append(value.shown.text)
    }
  }
}

extension Lent {
  /// Writes the value if that is simply done; false where it is not.
  @inline(__always)
  borrowing func write(to out: inout TextBuffer) -> Bool {
    switch value {
    case .string(let text): out.append(text)
    case .int(let number): out.append(decimal: number)
    default: return false
    }
    return true
  }

  @inline(__always)
  var isUndefined: Bool { if case .undefined = value { true } else { false } }

  /// Its truth. Undefined values are errors.
  @inline(__always)
  borrowing func isTrue() throws(Diagnostic) -> Bool {
    if case .undefined(let undefined) = value, !undefined.isLenient { throw undefined.diagnostic }
    return value.isTrue
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
