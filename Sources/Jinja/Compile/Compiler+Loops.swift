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

  func compileLoop(_ loop: Statement.For, at offset: Int) throws(Diagnostic) -> Run {
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
      assign: parts.assign, condition: parts.condition, body: parts.body, otherwise: otherwise,
      slots: slots, loopSlot: parts.loopSlot, isRecursive: loop.isRecursive)
    let text = text
    let sequenceOffset = loop.sequence.offset
    return { (context) throws(Diagnostic) in
      let elements: [Value]
      do throws(Diagnostic) {
        elements = try Iteration.elements(of: try sequence(context))
      } catch {
        throw error.location == nil ? error.at(text.location(at: sequenceOffset)) : error
      }
      try runner.run(elements, depth: 1, context)
      return .next
    }
  }

  private struct LoopParts {
    let assign: Assign
    let condition: Evaluate?
    let body: Run
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
    return LoopParts(
      assign: assign, condition: condition, body: body,
      loopSlot: symbol.isUsed || loop.isRecursive ? symbol.slot : nil)
  }
}

/// A compiled `for`.
final class LoopRunner: Sendable {
  let assign: Compiler.Assign
  let condition: Evaluate?
  let body: Run
  let otherwise: Run
  /// The slots of the names that the loop and its body set.
  let slots: Range<Int>
  let loopSlot: Int?
  let isRecursive: Bool

  init(
    assign: @escaping Compiler.Assign, condition: Evaluate?, body: @escaping Run,
    otherwise: @escaping Run, slots: Range<Int>, loopSlot: Int?, isRecursive: Bool
  ) {
    self.assign = assign
    self.condition = condition
    self.body = body
    self.otherwise = otherwise
    self.slots = slots
    self.loopSlot = loopSlot
    self.isRecursive = isRecursive
  }

  func run(_ given: [Value], depth: Int, _ context: Context) throws(Diagnostic) {
    let elements = try filtered(given, context)
    // As in Jinja2, a round that `break` or `continue` leaves does not count for `else`.
    var hasRun = false
    var loop: Loop?
    if loopSlot != nil {
      loop =
        isRecursive ? Loop(elements, depth: depth, recurse: recurse) : Loop(elements, depth: depth)
    }
    for (index, element) in elements.enumerated() {
      try context.step()
      // What the body sets is gone in the next round.
      for slot in slots { context.slots[slot] = nil }
      try assign(context, element)
      if let loop, let loopSlot {
        loop.index = index
        context.slots[loopSlot] = .object(loop)
      }
      let flow = try body(context)
      if flow == .breakLoop { break }
      if flow == .next { hasRun = true }
    }
    if !hasRun { _ = try otherwise(context) }
  }

  private func filtered(_ elements: [Value], _ context: Context) throws(Diagnostic) -> [Value] {
    guard let condition else { return elements }
    var kept: [Value] = []
    for element in elements {
      try context.step()
      try assign(context, element)
      if try condition(context).defined().isTrue { kept.append(element) }
    }
    return kept
  }

  /// `loop(children)`: the text of the same loop over other elements.
  private func recurse(
    _ sequence: Value, _ loop: Loop, _ context: Context
  ) throws(Diagnostic) -> Value {
    let elements = try Iteration.elements(of: sequence)
    let saved = Array(context.slots[slots])
    defer { context.slots.replaceSubrange(slots, with: saved) }
    let bytes = try context.nested { () throws(Diagnostic) in
      try context.capture { () throws(Diagnostic) in
        try run(elements, depth: loop.depth + 1, context)
      }
    }
    return .string(String(bytes: bytes))
  }
}
