import Core
import Synchronization

/// A block of a template, for inheritance.
struct Block: Sendable {
  let name: String
  let isRequired: Bool
  let run: Step
}

/// A template, or a bare expression, that is ready to run. Shared by all hosts.
final class CompiledTemplate: Sendable {
  // What every rendering asks for comes first and lies together.
  /// The settings that were asked for; the template's own header line may have changed them.
  let requested: SharedSettings
  private let counts: (slots: Int32, free: Int32, stackNeed: Int32, newlines: Int32)
  /// Bytes of the longest text it gave.
  private let length = Atomic<Int32>(0)
  let escapes: Escapes
  let hasBlocks: Bool
  let isExpression: Bool
  /// All that it prints, where that is one value with text around it.
  private let output: Output?
  /// A bare expression, whose `run` does nothing.
  let expression: Node?
  private let run: Step
  let blocks: [String: Block]
  let text: TemplateText
  /// The names that come from the scope.
  let freeNames: [String]
  /// The names that the template sets on its outermost level, for imports and inheritance.
  let exports: [(name: String, slot: Int)]
  /// What a template that consists of one expression needs to know about it.
  let isBareVariable: Bool
  let givesText: Bool
  let sources: [ValueSource]
  /// The names of lookups that stand in the text.
  let lookups: [(name: String, location: SourceLocation?)]

  init(
    text: TemplateText, escapes: Escapes, requested: SharedSettings, run: Step, expression: Node?,
    slotCount: Int, depth: Int, freeNames: [String], exports: [(name: String, slot: Int)],
    blocks: [String: Block], isBareVariable: Bool, givesText: Bool,
    sources: [ValueSource], trailingNewlines: Int,
    lookups: [(name: String, location: SourceLocation?)]
  ) {
    self.text = text
    self.escapes = escapes
    self.requested = requested
    output = (run as? OutputStep)?.output
    self.run = run
    self.expression = expression
    isExpression = expression != nil
    counts = (
      Int32(clamping: slotCount), Int32(clamping: freeNames.count),
      Int32(clamping: depth * Limits.stackPerLevel), Int32(clamping: trailingNewlines)
    )
    hasBlocks = !blocks.isEmpty
    self.freeNames = freeNames
    self.exports = exports
    self.blocks = blocks
    self.isBareVariable = isBareVariable
    self.givesText = givesText
    self.sources = sources
    self.lookups = lookups
  }

  @inline(__always)
  func run(in context: Context) throws(Diagnostic) {
    guard let output else {
      _ = try run(context)
      return
    }
    if escapes == .literalInVariables {
      try output.emit(context)
    } else {
      try output.write(context)
    }
  }

  var slotCount: Int { Int(counts.slots) }
  /// How many names come from the scope.
  var freeCount: Int { Int(counts.free) }
  /// Bytes of stack that running it takes at most, without what it calls.
  var stackNeed: Int { Int(counts.stackNeed) }
  /// Newlines at the end of the source, where they are to be kept.
  var trailingNewlines: Int { Int(counts.newlines) }

  /// So much room a text of this template needs, as far as is known.
  var usualLength: Int { Int(length.load(ordering: .relaxed)) }

  func note(length: Int) {
    if length > usualLength { self.length.store(Int32(min(length, 1 << 16)), ordering: .relaxed) }
  }
}
