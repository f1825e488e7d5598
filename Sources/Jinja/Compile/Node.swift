import Core

/// An expression that is ready to run.
///
/// These are objects and not closures, so that what only looks at a value, asks for its truth or writes it needs no copy:
/// copies count references, and that is most of what simple templates cost.
class Node: @unchecked Sendable {
  /// The value.
  func callAsFunction(_ context: Context) throws(Diagnostic) -> Value { .null }

  /// Where the value lies, if it lies somewhere and is not undefined. Otherwise nil, and nothing has been run that does
  /// more than ask for variables.
  func place(_ context: Context) throws(Diagnostic) -> Place? { nil }

  /// The truth of the value. Undefined values are errors.
  func isTrue(_ context: Context) throws(Diagnostic) -> Bool {
    if let place = try place(context) { return try place.pointee.isTrue() }
    return try self(context).defined().isTrue
  }

  /// Writes the value as `{{ value }}` does.
  func write(_ context: Context) throws(Diagnostic) {
    if let place = try place(context), place.pointee.write(to: &context.out) { return }
    try context.write(try self(context))
  }
}

/// An expression of a kind that has no class of its own.
final class Computed: Node, @unchecked Sendable {
  private let body: @Sendable (Context) throws(Diagnostic) -> Value

  init(_ body: @escaping @Sendable (Context) throws(Diagnostic) -> Value) { self.body = body }

  override func callAsFunction(_ context: Context) throws(Diagnostic) -> Value { try body(context) }
}

/// An expression that gives its place to errors that have none yet.
class LocatedNode: Node, @unchecked Sendable {
  private let start: Int32
  /// The byte of the template at which the expression stands.
  final var offset: Int { Int(start) }

  init(_ offset: Int) { start = Int32(clamping: offset) }

  /// The template of a context is the one whose expressions run in it.
  final func location(in context: Context) -> SourceLocation? {
    context.template.text.location(at: offset)
  }

  final func located(_ error: Diagnostic, _ context: Context) -> Diagnostic {
    error.location == nil ? error.at(location(in: context)) : error
  }
}

/// A value that stands in the template.
final class ConstantNode: Node, @unchecked Sendable {
  private let value: Value

  init(_ value: Value) { self.value = value }

  override func callAsFunction(_ context: Context) throws(Diagnostic) -> Value { value }

  override func isTrue(_ context: Context) throws(Diagnostic) -> Bool {
    try value.requireNotUndefined()
    return value.isTrue
  }
}
