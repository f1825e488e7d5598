import Core
import Playbooks

/// Tasks that each host goes through without meeting the others: a task that needs all hosts in one
/// place is a stretch of its own.
struct Stretch: Sendable {
  struct Entry: Sendable {
    let task: Playbooks.Task
    let heading: TaskHeading
    /// Whether the next task may be sent before this one's result is known.
    let mayRelease: Bool
    /// `ignore_errors: true` or `failed_when: false`.
    let neverFails: Bool
    /// Whether the items of its loop may be sent together.
    let mayBatchItems: Bool
  }

  var entries: [Entry]
  /// The roles that end within it, with the number of entries before their ends.
  var roleEnds: [(block: Block, after: Int)] = []
}

/// A list of steps with the blocks taken out that have neither `rescue` nor `always`.
enum FlatStep {
  case task(Playbooks.Task)
  case block(Block)
  /// A role begins; its steps end before this index of the list.
  case roleBegins(Block, end: Int)
  case roleEnds(Block)

  static func list(_ steps: [Step]) -> [FlatStep] {
    var list: [FlatStep] = []
    append(steps, to: &list)
    return list
  }

  private static func append(_ steps: [Step], to list: inout [FlatStep]) {
    for step in steps {
      switch step {
      case .task(let task): list.append(.task(task))
      case .block(let block) where !block.rescue.isEmpty || !block.always.isEmpty:
        list.append(.block(block))
      case .block(let block):
        let start = list.count
        if block.kind == .role { list.append(.roleEnds(block)) }
        append(block.block, to: &list)
        guard block.kind == .role else { continue }
        list.append(.roleEnds(block))
        list[start] = .roleBegins(block, end: list.count)
      }
    }
  }
}
