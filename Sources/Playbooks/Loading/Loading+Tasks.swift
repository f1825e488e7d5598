import Core
import Synchronization
import YAML

extension Loading {
  /// The tasks and blocks of a list; `level` says whether they are tasks or handlers.
  func steps(_ node: Node?, inside scope: Scope, as level: Level = .task) -> [Step] {
    guard let node, !node.isNull else { return [] }
    guard let entries = node.list else {
      report(
        "a list of \(level.word)s is wanted here", at: node.location,
        hint: node.entries == nil ? nil : "each \(level.word) begins with '- '")
      return []
    }
    return entries.flatMap { step($0, inside: scope, as: level) }
  }

  /// One entry: a block, a task, or what a static import brings.
  private func step(_ node: Node, inside scope: Scope, as level: Level) -> [Step] {
    guard node.entries != nil else {
      report(
        "a \(level.word) must be a map, not \(Self.described(node.value))", at: node.location,
        hint: node.string.flatMap(Self.missingColon))
      return []
    }
    for name in ["rescue", "always"] where node[name] != nil && node["block"] == nil {
      report("'\(name)' keyword cannot be used without 'block'", at: node.location)
      return []
    }
    guard node["block"] != nil else { return task(node, inside: scope, as: level) }
    guard level != .handler || scope.kind != .block else {
      report("Using a block as a handler is not supported.", at: node.location)
      return []
    }
    return [.block(block(node, inside: scope, as: level))]
  }

  /// A list of handlers may have blocks, which only share keywords; they may not be nested.
  private func block(_ node: Node, inside parent: Scope, as level: Level) -> Block {
    let keywords = keywords(of: node.entries ?? [], at: .block) { entry in
      reportUnknown(entry, at: .block)
    }
    let scope = keywords.scope(.block, inside: parent, at: node.location)
    let around = isRescued
    isRescued = around || keywords.nodes[.rescue] != nil
    let block = steps(keywords.nodes[.block], inside: scope, as: level)
    isRescued = around
    return Block(
      .written, scope: scope, block: block,
      rescue: steps(keywords.nodes[.rescue], inside: scope, as: level),
      always: steps(keywords.nodes[.always], inside: scope, as: level))
  }

  /// `- debug msg=hi` lacks a colon.
  private static func missingColon(_ text: String) -> String? {
    let word = text.prefix { $0 != " " }
    guard word.utf8.count < text.utf8.count, word.utf8.last != UInt8(ascii: ":") else { return nil }
    return "if '\(word)' is a module, it needs a colon: '\(word): …'"
  }

  private func task(_ node: Node, inside parent: Scope, as level: Level) -> [Step] {
    let around = mayFail
    mayFail = Self.mayFail(node, inside: parent)
    defer { mayFail = around }
    var others: [Node.Entry] = []
    var loops: [Node.Entry] = []
    let keywords = keywords(of: node.entries ?? [], at: level) { entry in
      if entry.key.string?.hasPrefix("with_") ?? false {
        loops.append(entry)
      } else {
        others.append(entry)
      }
    }
    let inner = keywords.scope(.task, inside: parent, at: node.location)
    guard let action = action(of: node, keywords, others: others, at: level, in: inner)
    else { return [] }
    let draft = TaskDraft(
      node: node, keywords: keywords, action: action,
      loop: loop(keywords, loops), level: level, parent: parent)
    let short = BuiltinActions.short(action.name.value.text)
    guard !BuiltinActions.includes.contains(short) else { return include(draft, short) }
    check(action, short, draft)
    return [.task(task(draft, .task))]
  }

  /// Whether a task is meant to fail, or may: `ignore_errors` that is not plainly false, `failed_when`.
  private static func mayFail(_ node: Node, inside parent: Scope) -> Bool {
    if node["failed_when"] != nil { return true }
    let value = node["ignore_errors"]?.value ?? parent.effective(.ignoreErrors)?.value ?? false
    return KeywordType.bool.converted(value)?.bool ?? true
  }

  /// Makes the task of a draft; the kind says what it passes down.
  func task(_ draft: TaskDraft, _ kind: Scope.Kind, include: Include? = nil) -> Task {
    var keywords = draft.keywords
    if draft.action.isLocal {
      keywords.settings[.delegateTo] = Setting("localhost", at: draft.action.name.location)
    }
    let scope = keywords.scope(kind, inside: draft.parent, at: draft.node.location)
    return Task(
      id: Self.nextID(), scope: scope, action: draft.action, loop: draft.loop,
      loopControl: loopControl(keywords.nodes[.loopControl]),
      changedWhen: keywords.conditions[.changedWhen] ?? [],
      failedWhen: keywords.conditions[.failedWhen] ?? [],
      until: keywords.conditions[.until] ?? [], include: include,
      apply: include == nil ? nil : draft.argumentNode("apply"), isHandler: draft.level == .handler)
  }

  private static let counter = Atomic(0)

  static func nextID() -> Int { counter.add(1, ordering: .relaxed).newValue }
}

/// A task that is being read.
struct TaskDraft {
  let node: Node
  let keywords: Keywords
  let action: Action
  let loop: Loop?
  let level: Level
  let parent: Scope

  /// An argument as a node, where the arguments are a map.
  func argumentNode(_ name: String) -> Node? {
    let beside = node.entries?.first { Place($0.key.location) == Place(action.name.location) }?
      .value
    return beside?[name] ?? keywords.nodes[.args]?[name]
  }
}
