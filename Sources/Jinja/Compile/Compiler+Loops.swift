import Core

extension Compiler {
  typealias Assign = @Sendable (Context, Value) throws(Diagnostic) -> Void

  /// Puts a value where a target says. The names must have been declared.
  func compileTarget(_ target: Target, at offset: Int) -> Assign {
    switch target {
    case .name(let name):
      let slot = declare(name).slot
      return { (context, value) throws(Diagnostic) in context.slots[slot] = value }
    case .tuple(let targets):
      let parts = targets.map { compileTarget($0, at: offset) }
      let text = text
      return { (context, value) throws(Diagnostic) in
        do throws(Diagnostic) {
          let values = try Iteration.elements(of: value)
          try Self.check(values.count, parts.count)
          for (assign, value) in zip(parts, values) { try assign(context, value) }
        } catch {
          throw error.location == nil ? error.at(text.location(at: offset)) : error
        }
      }
    case .attribute(let base, let name): return compileNamespaceTarget(base, name, at: offset)
    }
  }

  private static func check(_ given: Int, _ wanted: Int) throws(Diagnostic) {
    if given > wanted {
      throw Diagnostic(.evaluation, "too many values to unpack (expected \(wanted))")
    }
    if given < wanted {
      throw Diagnostic(
        .evaluation, "not enough values to unpack (expected \(wanted), got \(given))")
    }
  }

  private func compileNamespaceTarget(_ base: String, _ name: String, at offset: Int) -> Assign {
    let value = try? compile(Expression(.name(base), at: offset))
    let text = text
    return { (context, new) throws(Diagnostic) in
      guard case .object(let object as Namespace)? = try value?(context) else {
        throw Diagnostic(
          .evaluation, "cannot assign attribute on non-namespace object",
          at: text.location(at: offset))
      }
      try context.requireShallow(new)
      object.values[name] = new
    }
  }

  // MARK: for

  func compileLoop(_ loop: Statement.For, at offset: Int) throws(Diagnostic) -> Step {
    let sequence = try compile(loop.sequence)
    let (otherwise, _) = try scoped { () throws(Diagnostic) in
      declare(loop.otherwise)
      return try compile(loop.otherwise)
    }
    loopDepth += 1
    defer { loopDepth -= 1 }
    let (parts, slots) = try scoped { () throws(Diagnostic) in try compileBody(of: loop, at: offset)
    }
    let runner = LoopRunner(
      assign: parts.assign, slot: parts.slot, condition: parts.condition, body: parts.body,
      otherwise: otherwise, slots: slots, cleared: clearedSlots.filter(slots.contains),
      loopSlot: parts.loopSlot, isRecursive: loop.isRecursive)
    return LoopStep(runner, sequence, text, loop.sequence.offset)
  }

  private struct LoopParts {
    let assign: Assign
    /// The slot of the only name of the target.
    let slot: Int?
    let condition: Node?
    let body: Step
    /// nil when nothing in the body asks for `loop`.
    let loopSlot: Int?
  }

  private func compileBody(of loop: Statement.For, at offset: Int) throws(Diagnostic) -> LoopParts {
    for name in loop.target.names { declare(name, isAlwaysSet: true) }
    let assign = compileTarget(loop.target, at: offset)
    let condition = try loop.condition.map(compile)
    let symbol = declare("loop", isAlwaysSet: true)
    declare(loop.body)
    let body = try compile(loop.body)
    let slot: Int? = if case .name(let name) = loop.target { symbols.own[name]?.slot } else { nil }
    return LoopParts(
      assign: assign, slot: slot, condition: condition, body: body,
      loopSlot: loop.isRecursive || Statement.mention("loop", in: loop.body) ? symbol.slot : nil)
  }
}

/// `{% for %}`
final class LoopStep: Step, @unchecked Sendable {
  private let runner: LoopRunner
  private let sequence: Node
  private let text: TemplateText
  private let offset: Int

  init(_ runner: LoopRunner, _ sequence: Node, _ text: TemplateText, _ offset: Int) {
    (self.runner, self.sequence, self.text, self.offset) = (runner, sequence, text, offset)
  }

  override func callAsFunction(_ context: Context) throws(Diagnostic) -> Flow {
    let elements: [Value]
    do throws(Diagnostic) {
      elements = try Iteration.elements(of: try sequence(context))
    } catch {
      throw error.location == nil ? error.at(text.location(at: offset)) : error
    }
    try runner.run(elements, depth: 1, context)
    return .next
  }
}

/// A compiled `for`.
final class LoopRunner: Sendable {
  private let assign: Compiler.Assign
  private let slot: Int?
  private let condition: Node?
  private let body: Step
  private let otherwise: Step
  private let slots: Range<Int>
  private let cleared: [Int]
  private let loopSlot: Int?
  private let isRecursive: Bool

  /// - Parameters:
  ///   - assign: sets the target.
  ///   - slot: that of the target, if it is a single name.
  ///   - slots: of the names that the loop and its body set.
  ///   - cleared: those of them that may be read before they are set.
  ///   - loopSlot: that of `loop`, if the body asks for it.
  init(
    assign: @escaping Compiler.Assign, slot: Int?, condition: Node?, body: Step, otherwise: Step,
    slots: Range<Int>, cleared: [Int], loopSlot: Int?, isRecursive: Bool
  ) {
    self.assign = assign
    self.slot = slot
    self.condition = condition
    self.body = body
    self.otherwise = otherwise
    self.slots = slots
    self.cleared = cleared
    self.loopSlot = loopSlot
    self.isRecursive = isRecursive
  }

  func run(_ given: [Value], depth: Int, _ context: Context) throws(Diagnostic) {
    // As in Jinja2, a round that `break` or `continue` leaves does not count for `else`.
    var hasRun = false
    if let loopSlot {
      let (elements, failure) = filtered(given, context)
      let loop =
        isRecursive
        ? Loop(elements, failure, depth: depth, recurse: recurse)
        : Loop(elements, failure, depth: depth)
      var isBroken = false
      for index in 0..<elements.count {
        try start(elements[index], context)
        loop.index = index
        // The body may have set it to something else.
        if context.slots.place(loopSlot)?.pointee.isObject(loop) != true {
          context.slots[loopSlot] = .object(loop)
        }
        let flow = try body(context)
        isBroken = flow == .breakLoop
        if isBroken { break }
        if flow == .next { hasRun = true }
      }
      if !isBroken, let failure { throw failure }
    } else {
      for index in 0..<given.count {
        try start(given[index], context)
        if let condition, try !condition.isTrue(context) { continue }
        let flow = try body(context)
        if flow == .breakLoop { break }
        if flow == .next { hasRun = true }
      }
    }
    if !hasRun { _ = try otherwise(context) }
  }

  /// Begins a round. What the body has set is gone in the next one.
  @inline(__always)
  private func start(_ element: Value, _ context: Context) throws(Diagnostic) {
    try context.step()
    if !cleared.isEmpty { for slot in cleared { context.slots[slot] = nil } }
    try set(element, context)
  }

  @inline(__always)
  private func set(_ element: Value, _ context: Context) throws(Diagnostic) {
    if let slot { context.slots[slot] = element } else { try assign(context, element) }
  }

  /// The elements for which the condition holds, and why it failed, which counts once the loop gets there.
  private func filtered(
    _ elements: [Value], _ context: Context
  ) -> (kept: [Value], failure: Diagnostic?) {
    guard let condition else { return (elements, nil) }
    var kept: [Value] = []
    do throws(Diagnostic) {
      for element in elements {
        try context.step()
        try set(element, context)
        if try condition.isTrue(context) { kept.append(element) }
      }
    } catch { return (kept, error) }
    return (kept, nil)
  }

  /// `loop(children)`: the text of the same loop over other elements.
  private func recurse(
    _ sequence: Value, _ loop: Loop, _ context: Context
  ) throws(Diagnostic) -> Value {
    let elements = try Iteration.elements(of: sequence)
    let saved = context.slots.values(slots)
    defer { context.slots.restore(slots, saved) }
    let text = try context.nested { () throws(Diagnostic) in
      try context.capture { () throws(Diagnostic) in
        try run(elements, depth: loop.depth + 1, context)
      }
    }
    return .string(text)
  }
}
