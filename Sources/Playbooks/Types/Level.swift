/// Where a keyword may stand.
package struct Level: OptionSet, Sendable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let play = Level(rawValue: 1)
  package static let block = Level(rawValue: 2)
  package static let task = Level(rawValue: 4)
  package static let handler = Level(rawValue: 8)
  /// An entry of `roles:` or of `dependencies:`.
  package static let role = Level(rawValue: 16)
  /// An entry with `import_playbook`.
  package static let playbookImport = Level(rawValue: 32)

  static let tasks: Level = [.task, .handler]
  static let belowPlay: Level = [.block, .task, .handler]
  static let everywhere: Level = [.play, .block, .task, .handler, .role]

  /// Ansible's class, for its error: `'hosts' is not a valid attribute for a Task`.
  var className: String {
    switch self {
    case .play: "Play"
    case .block: "Block"
    case .handler: "Handler"
    case .role: "RoleInclude"
    case .playbookImport: "PlaybookInclude"
    default: "Task"
    }
  }

  /// The word for errors: `a list of tasks is wanted here`.
  package var word: String {
    switch self {
    case .play: "play"
    case .block: "block"
    case .handler: "handler"
    case .role: "role"
    case .playbookImport: "playbook import"
    default: "task"
    }
  }
}
