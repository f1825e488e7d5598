import Core
import Synchronization

typealias Evaluate = @Sendable (Context) throws(Diagnostic) -> Value
typealias Run = @Sendable (Context) throws(Diagnostic) -> Flow

/// A block of a template, for inheritance.
struct Block: Sendable {
  let name: String
  let isRequired: Bool
  let run: Run
}

/// A template that is ready to run. Shared by all hosts.
final class CompiledTemplate: Sendable {
  let text: TemplateText
  let escapes: Escapes
  /// The settings that were asked for, and those in force after the template's own header line.
  let requested: Settings
  let settings: Settings
  let run: Run
  let slotCount: Int
  /// Bytes of stack that running it takes at most, without what it calls.
  let stackNeed: Int
  /// Bytes of the last text it gave.
  private let length = Atomic<Int>(0)
  /// The names that come from the scope.
  let freeNames: [String]
  /// The names that the template sets on its outermost level, for imports and inheritance.
  let exports: [(name: String, slot: Int)]
  let blocks: [String: Block]
  /// What a template that consists of one expression needs to know about it.
  let isBareVariable: Bool
  let givesText: Bool
  let sources: [ValueSource]
  /// Newlines at the end of the source.
  let trailingNewlines: Int
  /// The names of lookups that stand in the text.
  let lookups: [(name: String, location: SourceLocation?)]

  init(
    text: TemplateText, escapes: Escapes, requested: Settings, settings: Settings,
    run: @escaping Run, slotCount: Int,
    depth: Int, freeNames: [String], exports: [(name: String, slot: Int)], blocks: [String: Block],
    isBareVariable: Bool, givesText: Bool, sources: [ValueSource], trailingNewlines: Int,
    lookups: [(name: String, location: SourceLocation?)]
  ) {
    self.text = text
    self.escapes = escapes
    self.requested = requested
    self.settings = settings
    self.run = run
    self.slotCount = slotCount
    stackNeed = depth * Limits.stackPerLevel
    self.freeNames = freeNames
    self.exports = exports
    self.blocks = blocks
    self.isBareVariable = isBareVariable
    self.givesText = givesText
    self.sources = sources
    self.trailingNewlines = trailingNewlines
    self.lookups = lookups
  }
}

extension CompiledTemplate {
  /// So much room a text of this template needs, as far as is known.
  var usualLength: Int { length.load(ordering: .relaxed) }

  func note(length: Int) {
    if length != usualLength { self.length.store(min(length, 1 << 16), ordering: .relaxed) }
  }
}

/// A bare expression that is ready to run.
final class CompiledExpression: Sendable {
  let value: Evaluate
  /// For its slots and names; running it does nothing.
  let template: CompiledTemplate

  init(_ value: @escaping Evaluate, _ template: CompiledTemplate) {
    self.value = value
    self.template = template
  }
}
