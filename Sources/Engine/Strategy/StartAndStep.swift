import Core
import Jinja
import Playbooks

/// `--start-at-task` and `--step`: which tasks of a run are left out.
actor StartAndStep {
  private(set) var isWaiting: Bool
  private let pattern: String?
  private var confirm: (@Sendable (TaskHeading) async -> StepAnswer)?

  init(_ settings: RunSettings) {
    pattern = settings.startAtTask
    isWaiting = settings.startAtTask != nil
    confirm = settings.confirm
  }

  /// Whether the task runs.
  func admits(_ heading: TaskHeading, _ task: Playbooks.Task) async -> Bool {
    // Facts are gathered whatever task is the first.
    if isWaiting, task.isImplicit { return true }
    if isWaiting, let pattern {
      let names = [heading.title, task.name?.text ?? heading.title]
      guard names.contains(where: { Glob.matches($0, pattern) }) else { return false }
      isWaiting = false
    }
    guard let confirm else { return true }
    switch await confirm(heading) {
    case .run: return true
    case .skip: return false
    case .runAll:
      self.confirm = nil
      return true
    }
  }
}

extension TaskHeading {
  /// `no_log`, where it does not depend on the item of a loop; each item asks again.
  private static func noLog(
    _ task: Playbooks.Task, _ scope: HostScope
  ) throws(Diagnostic) -> Bool {
    do { return try scope.keyword(.noLog, at: task.scope)?.bool ?? false } catch {
      guard error.kind == .undefined, task.loop != nil else { throw error }
      return false
    }
  }

  /// The arguments as written, for `display_args_to_stdout`.
  private static func arguments(of task: Playbooks.Task) -> String {
    let freeForm = task.action.freeForm.map { ["_raw_params=\($0.value.text)"] } ?? []
    let named = task.action.arguments.map { "\($0.name)=\($0.value.text)" }
    return (named + freeForm).joined(separator: ", ")
  }

  /// The heading of a task: its name rendered with a host's variables, as written where that fails.
  convenience init(_ task: Playbooks.Task, scope: HostScope, isHandler: Bool) throws(Diagnostic) {
    var title = task.title
    if let name = task.name, name.holdsTemplate {
      let rendered = try? scope.run.jinja.resolve(.trusted(title), scope: scope)
      title = rendered?.text ?? title
    }
    let prefix = task.role.map { "\($0.name) : " } ?? ""
    let noLog = try Self.noLog(task, scope)
    self.init(
      id: task.id, title: title,
      name: task.name != nil && title.hasPrefix(prefix)
        ? String(title.dropFirst(prefix.count)) : title,
      action: task.action.module, isHandler: isHandler,
      location: task.location,
      checkMode: try scope.keyword(.checkMode, at: task.scope)?.bool
        ?? scope.run.settings.checkMode,
      noLog: noLog, role: task.role?.name,
      arguments: scope.run.settings.keepsArguments && !noLog ? Self.arguments(of: task) : "")
  }
}
