import Core
import YAML

/// A task or a handler. What it says itself is here; what comes from around it, from `scope`.
package final class Task: Sendable {
  /// Unique in the process, for reporters and for state that the engine keeps per task.
  package let id: Int
  package let scope: Scope
  package let action: Action
  package let loop: Loop?
  package let loopControl: LoopControl
  package let changedWhen: [Condition]
  package let failedWhen: [Condition]
  package let until: [Condition]
  /// For dynamic includes: what they bring.
  package let include: Include?
  /// `apply:` of a dynamic include, read when its file is loaded.
  package let apply: Node?
  package let isHandler: Bool
  /// Made by us, not written: the check of a role's arguments.
  package let isImplicit: Bool

  package init(
    id: Int, scope: Scope, action: Action, loop: Loop? = nil,
    loopControl: LoopControl = LoopControl(),
    changedWhen: [Condition] = [], failedWhen: [Condition] = [], until: [Condition] = [],
    include: Include? = nil, apply: Node? = nil, isHandler: Bool = false, isImplicit: Bool = false
  ) {
    self.id = id
    self.scope = scope
    self.action = action
    self.loop = loop
    self.loopControl = loopControl
    self.changedWhen = changedWhen
    self.failedWhen = failedWhen
    self.until = until
    self.include = include
    self.apply = apply
    self.isHandler = isHandler
    self.isImplicit = isImplicit
  }

  package var location: SourceLocation { scope.location }
  package var role: Role? { scope.role }
  /// `name`, which may be a template.
  package var name: Value? {
    scope.settings[.name].flatMap { $0.value.isNull ? nil : $0.value }
  }
  package var register: String? { scope.settings[.register]?.value.string }
  package var when: [Condition] { scope.effectiveWhen }
  package var tags: [Value] { scope.effectiveTags }
  /// The topics that a handler listens to, besides its name.
  package var listen: [Value] { scope.settings[.listen]?.value.list ?? [] }
  /// The handlers that a change notifies; each may be a template.
  package var notify: [Value] {
    guard let value = scope.effective(.notify)?.value else { return [] }
    return value.list ?? [value]
  }

  /// `role : name`, as Ansible shows a task; the module where it has no name. Templates as written.
  package var title: String {
    let own = name.map(\.text).flatMap { $0.isEmpty ? nil : $0 } ?? defaultTitle
    guard let role, !isRoleInclude || name == nil else { return own }
    return isRoleInclude ? own : "\(role.name) : \(own)"
  }

  private var isRoleInclude: Bool { if case .role = include { true } else { false } }

  private var defaultTitle: String {
    guard case .role(let reference) = include else { return action.name.value.text }
    return "\(action.name.value.text) : \(reference.name.value.text)"
  }
}

/// Tasks that share keywords, with what to do when one fails.
package final class Block: Sendable {
  /// Where a block comes from.
  package enum Kind: Sendable {
    /// Written as `block:`.
    case written
    /// The content of a file that a task imported or included.
    case imported
    /// The tasks of one role, dependencies before it; its end completes the role for a host.
    case role
  }

  package let kind: Kind
  package let scope: Scope
  package let block: [Step]
  package let rescue: [Step]
  package let always: [Step]

  package init(
    _ kind: Kind, scope: Scope, block: [Step], rescue: [Step] = [], always: [Step] = []
  ) {
    self.kind = kind
    self.scope = scope
    self.block = block
    self.rescue = rescue
    self.always = always
  }

  /// The role whose tasks these are, where `kind` is `role`.
  package var role: Role? { scope.role }
}

/// An entry of a list of tasks.
package enum Step: Sendable {
  case task(Task)
  case block(Block)
}

extension Sequence<Step> {
  /// All tasks in the order of the text, those of `rescue` and `always` included.
  package var allTasks: [Task] {
    flatMap { step in
      switch step {
      case .task(let task): [task]
      case .block(let block): (block.block + block.rescue + block.always).allTasks
      }
    }
  }
}
