import Core

/// A statement of a template that is ready to run, or some of them.
class Step: @unchecked Sendable {
  @discardableResult
  func callAsFunction(_ context: Context) throws(Diagnostic) -> Flow { .next }
}

/// A statement of a kind that has no class of its own.
final class RunStep: Step, @unchecked Sendable {
  private let body: @Sendable (Context) throws(Diagnostic) -> Flow

  init(_ body: @escaping @Sendable (Context) throws(Diagnostic) -> Flow) { self.body = body }

  override func callAsFunction(_ context: Context) throws(Diagnostic) -> Flow { try body(context) }
}

/// One statement after the other.
final class Steps: Step, @unchecked Sendable {
  /// Cells that cannot be copied: an array would count references to each step whenever it is run.
  private struct Cell: ~Copyable {
    let step: Step

    @inline(__always)
    borrowing func run(_ context: Context) throws(Diagnostic) -> Flow { try step(context) }
  }

  private let cells: UnsafeMutablePointer<Cell>
  private let count: Int

  init(_ steps: [Step]) {
    count = steps.count
    cells = .allocate(capacity: count)
    for (index, step) in steps.enumerated() { (cells + index).initialize(to: Cell(step: step)) }
  }

  deinit {
    cells.deinitialize(count: count)
    cells.deallocate()
  }

  override func callAsFunction(_ context: Context) throws(Diagnostic) -> Flow {
    for index in 0..<count {
      let flow = try cells[index].run(context)
      if flow != .next { return flow }
    }
    return .next
  }
}

/// Text between tags that no value comes before or after.
final class TextStep: Step, @unchecked Sendable {
  private let text: String
  private let keepsValues: Bool

  init(_ text: String, keepsValues: Bool) {
    self.text = text
    self.keepsValues = keepsValues
  }

  override func callAsFunction(_ context: Context) throws(Diagnostic) -> Flow {
    if keepsValues { try context.startText() }
    context.out.append(text)
    return .next
  }
}

/// `{{ value }}` with the text around it.
struct Output: Sendable {
  private let value: Node
  private let before: String
  private let after: String
  private let offset: Int32

  init(_ value: Node, before: String, after: String, _ offset: Int) {
    (self.value, self.before, self.after) = (value, before, after)
    self.offset = Int32(clamping: offset)
  }

  @inline(__always)
  func write(_ context: Context) throws(Diagnostic) {
    context.out.append(before)
    do throws(Diagnostic) { try value.write(context) } catch { throw located(error, context) }
    if !after.isEmpty { context.out.append(after) }
  }

  /// The same in a template of a playbook, whose only value is kept as it is.
  @inline(__always)
  func emit(_ context: Context) throws(Diagnostic) {
    do throws(Diagnostic) {
      if !before.isEmpty { try context.startText() }
      context.out.append(before)
      if context.isText { try value.write(context) } else { try context.emit(try value(context)) }
      if !after.isEmpty { try context.startText() }
    } catch { throw located(error, context) }
    context.out.append(after)
  }

  private func located(_ error: Diagnostic, _ context: Context) -> Diagnostic {
    error.location == nil ? error.at(context.template.text.location(at: Int(offset))) : error
  }
}

/// A value among other statements.
final class OutputStep: Step, @unchecked Sendable {
  let output: Output
  private let keepsValues: Bool

  /// - Parameter keepsValues: in templates of playbooks.
  init(_ output: Output, keepsValues: Bool) {
    self.output = output
    self.keepsValues = keepsValues
  }

  override func callAsFunction(_ context: Context) throws(Diagnostic) -> Flow {
    if keepsValues { try output.emit(context) } else { try output.write(context) }
    return .next
  }
}

/// `{% if %}` with one test.
final class BranchStep: Step, @unchecked Sendable {
  private let test: Node
  private let body: Step
  private let otherwise: Step?

  init(_ test: Node, _ body: Step, else otherwise: Step?) {
    (self.test, self.body, self.otherwise) = (test, body, otherwise)
  }

  override func callAsFunction(_ context: Context) throws(Diagnostic) -> Flow {
    if try test.isTrue(context) { return try body(context) }
    guard let otherwise else { return .next }
    return try otherwise(context)
  }
}
