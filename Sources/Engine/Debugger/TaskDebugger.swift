import Core
import Jinja
import Playbooks

/// Where the debugger of tasks talks to a person.
package struct DebuggerConsole: Sendable {
  /// Shows text, and a line end after it.
  package let show: @Sendable (String) -> Void
  /// Shows a prompt and reads a line; nil at the end of the input.
  package let ask: @Sendable (String) async -> String?
  /// Ends the program as an interrupt does. It does not return.
  package let quit: @Sendable () async -> Void

  package init(
    show: @escaping @Sendable (String) -> Void, ask: @escaping @Sendable (String) async -> String?,
    quit: @escaping @Sendable () async -> Void
  ) {
    (self.show, self.ask, self.quit) = (show, ask, quit)
  }
}

/// What a person has changed about a task on one host, for its next attempt.
struct DebuggerChanges: Sendable {
  /// All arguments; nil takes those of the playbook.
  var arguments: Map?
  var variables = Map()
}

/// Ansible's debugger of tasks (docs.ansible.com, "Debugging tasks"): stops after a result, and lets the task
/// be looked at, changed and done again.
struct TaskDebugger {
  let executor: TaskExecutor
  let console: DebuggerConsole

  /// Whether the debugger stops here.
  ///
  /// - Throws: errors in the keyword's template.
  static func stops(_ executor: TaskExecutor, at result: TaskResult) throws(Diagnostic) -> Bool {
    let settings = executor.run.settings
    let scope = executor.task.scope
    let word = try scope.effective(.debugger) == nil
      ? nil : executor.makeScope().keyword(.debugger, at: scope)?.text
    let hasFailed = result.failed && !(settings.debuggerIgnoresErrors && result.ignored)
    switch word {
    case "always": return true
    case "never": return false
    case "on_failed" where hasFailed: return true
    case "on_unreachable" where result.unreachable: return true
    case "on_skipped" where result.skipped: return true
    default: return executor.play.debugs && (hasFailed || result.unreachable)
    }
  }

  /// Talks until the person lets the run go on.
  ///
  /// - Returns: what to do the task again with; nil takes the result as it is.
  func talk(_ result: TaskResult, _ changes: DebuggerChanges) async -> DebuggerChanges? {
    var session = DebuggerSession(executor: executor, result: result, changes: changes)
    let word = executor.task.isHandler ? "HANDLER" : "TASK"
    let prompt = "[\(executor.host.name)] \(word): \(executor.heading.title) (debug)> "
    var last = ""
    while true {
      guard let line = await console.ask(prompt) else {
        console.show("")
        await console.quit()
        return nil
      }
      // An empty line does the last one again, as in all of Python's command loops.
      let typed = StringEnds.trimmed(line)
      if !typed.isEmpty { last = typed }
      switch session.take(last) {
      case .shown(let text): if !text.isEmpty { console.show(text) }
      case .goesOn: return nil
      case .again: return session.changes
      case .ends:
        await console.quit()
        return nil
      }
    }
  }
}
