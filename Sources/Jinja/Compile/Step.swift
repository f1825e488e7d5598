import Core

/// A statement of a template that is ready to run. Text and values, which are nearly all that templates consist of, have
/// classes of their own: a call of a method costs less than that of a closure in an array.
class Step: @unchecked Sendable {
  func run(_ context: Context) throws(Diagnostic) -> Flow { .next }
}

/// Any statement.
final class RunStep: Step, @unchecked Sendable {
  private let body: Run

  init(_ body: @escaping Run) { self.body = body }

  override func run(_ context: Context) throws(Diagnostic) -> Flow { try body(context) }
}

/// The text between tags.
final class TextStep: Step, @unchecked Sendable {
  private let bytes: [UInt8]
  private let keepsValues: Bool

  init(_ bytes: [UInt8], keepsValues: Bool) {
    self.bytes = bytes
    self.keepsValues = keepsValues
  }

  override func run(_ context: Context) throws(Diagnostic) -> Flow {
    if keepsValues { try context.startText() }
    bytes.withUnsafeBufferPointer { context.out.append(contentsOf: $0) }
    return .next
  }
}

/// `{{ value }}` in a template file.
final class OutputStep: Step, @unchecked Sendable {
  private let value: Evaluate
  private let text: TemplateText
  private let offset: Int

  init(_ value: @escaping Evaluate, _ text: TemplateText, _ offset: Int) {
    self.value = value
    self.text = text
    self.offset = offset
  }

  override func run(_ context: Context) throws(Diagnostic) -> Flow {
    do throws(Diagnostic) { try context.write(try value(context)) } catch {
      throw error.location == nil ? error.at(text.location(at: offset)) : error
    }
    return .next
  }
}

/// `{{ value }}` in a template of a playbook, whose only value is kept as it is.
final class ValueStep: Step, @unchecked Sendable {
  private let value: Evaluate
  private let text: TemplateText
  private let offset: Int

  init(_ value: @escaping Evaluate, _ text: TemplateText, _ offset: Int) {
    self.value = value
    self.text = text
    self.offset = offset
  }

  override func run(_ context: Context) throws(Diagnostic) -> Flow {
    do throws(Diagnostic) { try context.emit(try value(context)) } catch {
      throw error.location == nil ? error.at(text.location(at: offset)) : error
    }
    return .next
  }
}
