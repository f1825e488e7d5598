import Core
import Playbooks

/// What came of a task on one host.
struct TaskOutcome: Sendable {
  let host: HostState
  var result: TaskResult
  /// Handlers to notify, by the names as rendered.
  var notified: [String] = []
  /// It did not run, since something before it has come out otherwise than was thought.
  var isOvertaken = false
  /// It was reported already, by the debugger.
  var isShown = false
  /// What a dynamic include wants to bring in, item by item.
  var includes: [IncludeRequest] = []
}

/// A dynamic include that a host reached.
struct IncludeRequest: Sendable {
  enum Target: Sendable, Hashable {
    case tasks(file: String)
    case role(name: String, entryPoints: RoleEntryPoints)
  }

  let target: Target
  /// The loop variable and the include's own variables, which hold in what it brings.
  let variables: Map
  let label: Value?
  var isPublic = false
  var allowsDuplicates = true
  var validatesArguments = true

  /// Whether two hosts can run the same loaded text.
  func isSame(as other: IncludeRequest) -> Bool {
    target == other.target && variables == other.variables
  }
}
