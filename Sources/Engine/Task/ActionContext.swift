import Connections
import Core
import Inventory
import Jinja
import Modules
import Playbooks

/// What an action works with: the task's arguments, rendered, and the host that does the work.
final class ActionContext {
  let run: Run
  let task: Playbooks.Task
  let scope: HostScope
  let play: PlayContext
  /// The host that the task is for.
  let host: HostState
  /// The hosts that the result is for.
  let audience: [HostState]
  /// `delegate_to`, where it names a host.
  let delegateName: String?
  /// The module by its whole name.
  let module: String
  /// The module where it is one of the user's own.
  let custom: CustomModule?
  /// The arguments as given, rendered, without omitted ones.
  let arguments: Map
  /// Whether the debugger has set them.
  let hasGivenArguments: Bool
  let checkMode: Bool
  /// Whether the whole run is a check: its tasks count on what earlier ones would have made.
  let isCheck: Bool
  let diffMode: Bool
  let environment: [(name: String, value: String)]
  /// What modules have warned of in this attempt.
  var warnings: [String] = []
  let slot: Slot
  let gate: Gate?
  /// Where the frames stand: as when this began, so that what was made of knowledge that turned out
  /// wrong in between is skipped.
  var order: FrameOrder
  let limit = TimeLimit()
  let target: ConnectionTarget
  let become: Become?

  /// - Throws: errors in templates and in the values of keywords.
  init(executor: TaskExecutor, scope: HostScope, gate: Gate?) throws(Diagnostic) {
    run = executor.run
    slot = executor.slot
    self.gate = gate
    order = gate?.order ?? slot.frameOrder
    isCheck = executor.run.settings.checkMode
    task = executor.task
    self.scope = scope
    play = executor.play
    host = executor.host
    audience = executor.audience
    let arguments = TaskArguments(scope: scope, task: task)
    let file: ModuleFile?
    (module, file) = try arguments.module()
    custom = try file.map { file throws(Diagnostic) in try executor.run.custom.module(file) }
    hasGivenArguments = executor.givenArguments != nil
    if let given = executor.givenArguments {
      self.arguments = try scope.render(.map(given)).map ?? given
    } else {
      self.arguments = try arguments.rendered(for: module)
    }
    checkMode = try scope.keyword(.checkMode, at: task.scope)?.bool ?? run.settings.checkMode
    diffMode = try scope.keyword(.diff, at: task.scope)?.bool ?? run.settings.diffMode
    environment = try arguments.environment()
    delegateName = task.action.isLocal ? "localhost" : try Self.delegate(of: task, scope)
    var accessScope = scope
    if let name = delegateName, name != executor.host.name {
      accessScope = try Self.scope(of: name, executor, scope)
    }
    let access = try HostAccess(accessScope, keywords: task.scope).remembered()
    (target, become) = (access.target, access.become)
    // A failure may be one that a check only cannot know better; and nothing is changed by what comes after.
    if isCheck, checkMode { order = order.withoutStop }
  }

  /// - Throws: `invalid` for a name that is empty, and what its template throws.
  static func delegate(
    of task: Playbooks.Task, _ scope: HostScope
  ) throws(Diagnostic) -> String? {
    guard let setting = task.scope.effective(.delegateTo) else { return nil }
    let value = try scope.render(setting.value)
    if value.isNull || value.isUndefinedOrOmitted { return nil }
    if value.text.isEmpty {
      throw Diagnostic(
        .invalid, "Empty hostname produced from delegate_to: \"\(setting.value.text)\"",
        at: setting.location)
    }
    return value.text
  }

  /// The variables of a delegate; a name that the inventory does not have is an address.
  private static func scope(
    of name: String, _ executor: TaskExecutor, _ scope: HostScope
  ) throws(Diagnostic) -> HostScope {
    let state = executor.run.state(named: name) ?? HostState(Host(name: name))
    return try HostScope(
      run: executor.run, host: state, play: executor.play, scope: executor.task.scope)
  }

  /// Runs the action.
  ///
  /// - Returns: the result's values.
  func perform() async throws(Diagnostic) -> Map {
    let action =
      custom.map { CustomAction(module: $0) } ?? Actions.named(module) ?? ModuleAction()
    var values: Map
    warnings = []
    if let background = try BackgroundTask(self) {
      values = try await background.run(action)
    } else {
      values = try await action.run(self)
    }
    values = TaskReport.withLines(values)
    if !warnings.isEmpty {
      let told = values["warnings"]?.list ?? []
      let new = warnings.map { Value.string($0) }.filter { !told.contains($0) }
      values["warnings"] = .list(told + new)
    }
    return values
  }

  /// Forgets the connection, for `meta: reset_connection`.
  func resetConnection() { run.shells.forget(target) }

  /// Adds a warning to the result, as a module's own.
  func addWarning(_ text: String) { warnings.append(text) }

  /// Tells of something odd that is no failure.
  func warn(_ text: String) { slot.receive(.warning(Diagnostic(.task, text))) }

  /// Ends the shells that run as a user, who cannot be removed while a process of his is there.
  func endShells(of user: String) async throws(Diagnostic) {
    try await slot.settle()
    await run.shells.end(target, user)
  }

  /// A text file as it is at the far end once all that was sent is done, where that is known.
  func knownFile(_ path: String) -> KnownFile? { slot.lane.knownFile(path) }

  func know(_ file: KnownFile?, at path: String) { slot.lane.know(file, at: path) }

  /// Has all come again that was sent after this task, since it was sent on something wrong.
  func recall() {
    slot.recall()
    order = slot.frameOrder
    if isCheck, checkMode { order = order.withoutStop }
  }

  /// The arguments checked against a module's specification; secrets among them are masked from
  /// now on.
  func check(
    _ name: String, _ arguments: Map, engine: Map = [:]
  ) throws(Diagnostic) -> Arguments {
    guard let spec = run.catalog.spec(name) else {
      throw Diagnostic(.internal, "no module '\(name)'")
    }
    return try check(arguments, for: spec, engine: engine)
  }

  func check(
    _ arguments: Map, for spec: ModuleSpec, engine: Map = [:]
  ) throws(Diagnostic) -> Arguments {
    var (arguments, engine) = (arguments, engine)
    // A free form has a parameter of its own, which nobody can name.
    if let freeForm = spec.freeForm, freeForm.hasPrefix("_"), let text = arguments[freeForm] {
      arguments.removeValue(forKey: .string(freeForm))
      engine[freeForm] = text
    }
    do {
      let checked = try Arguments(arguments, for: spec, engine: engine)
      run.secrets.add(checked.secrets)
      return checked
    } catch {
      throw error.at(culprit(arguments, spec)?.location ?? task.location)
    }
  }

  /// The argument, as written, whose rendered value does not fit its parameter.
  private func culprit(_ arguments: Map, _ spec: ModuleSpec) -> Argument? {
    task.action.arguments.first { argument in
      guard let parameter = spec.parameter(named: argument.name),
        let value = arguments[argument.name]
      else { return false }
      do {
        try Arguments.check(value, for: parameter)
        return false
      } catch {
        return true
      }
    }
  }
}
