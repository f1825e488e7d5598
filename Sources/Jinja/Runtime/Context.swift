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
  var scope: any Scope
  var out: [UInt8] = []
  /// The only value printed so far, kept with its type until something else is printed.
  private(set) var single: Value?
  private var isText = false
  var slots: [Value?]
  /// Outer nil: not asked yet.
  private var free: [Value??]
  /// How deep macros, includes and recursive loops are nested.
  var depth: Int
  /// The parent that `extends` named, and how long the text was then.
  var parent: (template: CompiledTemplate, length: Int)?
  /// Blocks by name, those of the most derived template first.
  var blocks: BlockTable
  /// The block that runs, for `super()`.
  var runningBlocks: [(name: String, level: Int)] = []

  static let depthLimit = 100

  init(
    _ environment: JinjaEnvironment, _ template: CompiledTemplate, scope: any Scope,
    depth: Int = 0, blocks: BlockTable = BlockTable()
  ) {
    self.environment = environment
    self.template = template
    self.scope = scope
    self.depth = depth
    self.blocks = blocks
    slots = Array(repeating: nil, count: template.slotCount)
    free = Array(repeating: nil, count: template.freeNames.count)
  }

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
    if depth > Self.depthLimit {
      throw Diagnostic(.evaluation, "maximum recursion depth exceeded")
    }
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
    case .string(let text): out.append(contentsOf: text.utf8)
    case .null where environment.settings.hidesNone: break
    default:
      try value.requireDefined()
      out.append(contentsOf: value.printed.text.utf8)
    }
  }
}

extension Value {
  /// Throws what an undefined value throws, looking into lists and maps.
  func requireDefined() throws(Diagnostic) {
    switch self {
    case .undefined(let undefined): if !undefined.isLenient { throw undefined.diagnostic }
    case .list(let elements): for element in elements { try element.requireDefined() }
    case .map(let map): for value in map.values { try value.requireDefined() }
    case .object(let object):
      if let row = object as? Row {
        for element in row.values { try element.requireDefined() }
      }
    default: break
    }
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
