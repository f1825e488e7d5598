import Core

extension Context {
  /// Runs the template and gives its value where it printed just one.
  @inline(__always)
  func run(_ template: CompiledTemplate) throws(Diagnostic) -> Value? {
    if let blocks { blocks.add(self) }
    try template.run(in: self)
    return parent == nil ? single : nil
  }

  /// Runs the template, and the ones it extends, and completes the text.
  @inline(__always)
  func renderText(_ template: CompiledTemplate) throws(Diagnostic) {
    _ = try run(template)
    try finishText(template)
  }

  /// Completes the text after `run`: templates that this one extends are run.
  @inline(__always)
  func finishText(_ template: CompiledTemplate) throws(Diagnostic) {
    try startText()
    guard let (parent, length, offset) = parent else { return template.note(length: out.count) }
    out.truncate(to: length)
    var exported: [String: Value] = [:]
    for (name, slot) in template.exports { if let value = slots[slot] { exported[name] = value } }
    let scope = OverlayScope(variables: exported, base: scope)
    try nested { () throws(Diagnostic) in
      try Compiler.through("extended from", template.text, offset) { () throws(Diagnostic) in
        let outer = Context(parent, scope: scope, within: self, blocks: blocks)
        try outer.renderText(parent)
        out.append(outer.out)
      }
    }
  }
}

extension Context {
  /// Takes away the names of inner scopes, and gives what they held.
  fileprivate func hideInnerNames() -> [(slot: Int, value: Value)] {
    let outer = Set(template.exports.map(\.slot))
    var hidden: [(slot: Int, value: Value)] = []
    for slot in 0..<template.slotCount {
      guard let value = slots[slot], !outer.contains(slot) else { continue }
      hidden.append((slot, value))
      slots[slot] = nil
    }
    return hidden
  }
}

/// Blocks by name with the contexts that they belong to, those of the most derived template first.
final class BlockTable: @unchecked Sendable {
  private var entries: [String: [(block: Block, context: Context)]] = [:]

  func add(_ context: Context) {
    for (name, block) in context.template.blocks {
      entries[name, default: []].append((block, context))
    }
  }

  func has(_ name: String, level: Int = 0) -> Bool {
    entries[name].map { level < $0.count } ?? false
  }

  /// Runs a block and appends its text to the output of `caller`.
  func run(
    _ name: String, level: Int, from caller: Context, _ variables: (Context) -> [String: Value]
  ) throws(Diagnostic) {
    guard let chain = entries[name], level < chain.count else {
      throw Diagnostic(.evaluation, "there is no parent block called '\(name)'.")
    }
    let (block, owner) = chain[level]
    if block.isRequired, level == 0 {
      throw Diagnostic(.evaluation, "Required block '\(name)' not found")
    }
    let text = try owner.nested { () throws(Diagnostic) in
      owner.runningBlocks.append((name, level))
      defer { owner.runningBlocks.removeLast() }
      return try owner.capture { () throws(Diagnostic) in
        if owner === caller {
          _ = try block.run(owner)
        } else {
          let scope = OverlayScope(variables: variables(caller), base: caller.scope)
          try owner.withScope(scope) { () throws(Diagnostic) in _ = try block.run(owner) }
        }
      }
    }
    caller.out.append(text)
  }
}

/// `super` or `self.name`: called, it gives the text of a block.
final class BlockReference: ContextCallable {
  private let name: String
  private let level: Int
  private let owner: Context

  init(_ name: String, level: Int, _ owner: Context) {
    self.name = name
    self.level = level
    self.owner = owner
  }

  var typeName: String { "BlockReference" }

  func attribute(_ name: String) throws(Diagnostic) -> Value? {
    guard name == "super" else { return nil }
    return .object(BlockReference(self.name, level: level + 1, owner))
  }

  func call(_ arguments: CallValues, _ context: Context) throws(Diagnostic) -> Value {
    // What loops and the like have set is not seen, except by the blocks in which they stand.
    let hidden = owner.runningBlocks.isEmpty ? owner.hideInnerNames() : []
    defer { for (slot, value) in hidden { owner.slots[slot] = value } }
    let text = try owner.capture { () throws(Diagnostic) in
      try owner.blocks?.run(name, level: level, from: owner) { _ in [:] }
    }
    let convertsText = owner.template.escapes == .literalInVariables
    return convertsText ? LiteralReader.converted(text) : .string(text)
  }
}

/// `self`
final class BlockDirectory: Object {
  private let owner: Context

  init(_ owner: Context) { self.owner = owner }

  var typeName: String { "TemplateReference" }

  func attribute(_ name: String) throws(Diagnostic) -> Value? {
    guard owner.blocks?.has(name) == true else { return nil }
    return .object(BlockReference(name, level: 0, owner))
  }
}

/// What `{% import %}` gives: the names that a template sets.
final class Module: Object {
  private let context: Context
  let text: String

  init(_ context: Context) {
    self.context = context
    text = context.out.text()
  }

  var typeName: String { "TemplateModule" }

  func attribute(_ name: String) throws(Diagnostic) -> Value? {
    guard !name.hasPrefix("_") else { return nil }
    return context.template.exports.first { $0.name == name }.flatMap { context.slots[$0.slot] }
  }
}
