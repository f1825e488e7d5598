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
  private var warnings: [String] = []
  let slot: Slot
  private let gate: Gate?
  /// Where the frames stand: as when this began, so that what was made of knowledge that turned out
  /// wrong in between is skipped.
  private var order: FrameOrder
  let limit = TimeLimit()
  private let target: ConnectionTarget
  private let become: Become?

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
    let settings = run.settings
    checkMode = try scope.keyword(.checkMode, at: task.scope)?.bool ?? settings.checkMode
    diffMode = try scope.keyword(.diff, at: task.scope)?.bool ?? settings.diffMode
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
    ResultFacts(context: self, slot: slot).keep(values)
    return values
  }

  /// Forgets the connection, for `meta: reset_connection`.
  func resetConnection() { run.shells.forget(target) }

  /// Calls a module at the far end with the task's own modes and environment.
  ///
  /// - Parameters:
  ///   - arguments: checked here; nil takes the task's.
  ///   - engine: parameters beginning with `_`.
  ///   - isLast: the task sends nothing after this, so that others may go ahead.
  ///   - stream: sends what the call may ask for.
  ///   - sink: takes the bytes of a stream that the call sends.
  ///   - output: files of the private folder to which a command of the user writes what it prints.
  ///   - job: what the call becomes where it is to go on by itself.
  /// - Throws: `invalid` for wrong arguments, `unreachable` when the host is lost, and what the stream
  ///   could not be made for.
  func call(
    _ name: String, _ arguments: Map? = nil, engine: Map = [:], checkMode: Bool? = nil,
    isLast: Bool = false, stream: (any StreamSource)? = nil,
    sink: (@Sendable ([UInt8]) -> Void)? = nil, output: [String] = [],
    functions: [ShellFunction] = [], job: BackgroundJob? = nil
  ) async throws(Diagnostic) -> Map {
    var call = try self.call(to: name, arguments, engine: engine)
    call.job = job
    if let checkMode { call.checkMode = checkMode }
    if call.checkMode, run.catalog.spec(name)?.supportsCheckMode == false {
      return Self.skipped(name)
    }
    call.functions = functions
    return try await send(call, isLast: isLast, stream: stream, sink: sink, output: output)
  }

  /// Calls a module of the user's own that is a script like those compiled in.
  func call(
    _ module: CustomModule, isLast: Bool = false, job: BackgroundJob? = nil
  ) async throws(Diagnostic) -> Map {
    guard let script = module.script else {
      throw Diagnostic(.internal, "not a script of our form")
    }
    let checked = try check(arguments, for: script.spec)
    if checkMode, !script.spec.supportsCheckMode { return Self.skipped(self.module) }
    var call = ModuleCall(module: self.module, arguments: checked)
    (call.checkMode, call.diffMode, call.environment) = (checkMode, diffMode, environment)
    call.foresight = foresight
    call.script = script
    call.job = job
    return try await send(call, isLast: isLast)
  }

  private static func skipped(_ name: String) -> Map {
    [
      "changed": false, "skipped": true,
      "msg": .string("remote module (\(name)) does not support check mode"),
    ]
  }

  private func send(
    _ call: ModuleCall, isLast: Bool, stream: (any StreamSource)? = nil,
    sink: (@Sendable ([UInt8]) -> Void)? = nil, output: [String] = []
  ) async throws(Diagnostic) -> Map {
    let shell = try await readyShell()
    var call = call
    if let user = standIn {
      call.asUser = user.name
      call.environment.append(("HOME", user.home))
    }
    let pending =
      stream.map { shell.send(call, order: order, stream: $0) }
      ?? shell.send(call, order: order, sink: sink)
    limit.add(pending, in: shell)
    // Whoever goes on sends what is queued; where nobody does any more, it is sent here.
    if !(isLast && gate?.open() ?? false) { shell.flush() }
    let watching = watch(pending, in: shell, output)
    defer { watching?.cancel() }
    return try await values(of: pending)
  }

  /// Shows what a command prints while it runs, where somebody looks and nothing forbids it.
  private func watch(
    _ pending: PendingReply, in shell: RemoteShell, _ files: [String]
  ) -> _Concurrency.Task<Void, Never>? {
    guard !files.isEmpty, run.sink.showsOutput, !slot.entry.heading.noLog,
      let hides = try? scope.keyword(.noLog, at: task.scope)?.bool ?? false, !hides
    else { return nil }
    let (sink, secrets, name) = (run.sink, run.secrets, host.name)
    let live = LiveOutput(shell: shell, pending: pending, files: files) { lines in
      sink.show(output: secrets.masked(lines: lines), of: name)
    }
    return _Concurrency.Task { await live.run() }
  }

  /// Queues a call whose values are waited for later.
  func queue(
    _ name: String, _ arguments: Map, engine: Map = [:]
  ) async throws(Diagnostic) -> PendingReply {
    var call = try self.call(to: name, arguments, engine: engine)
    let shell = try await readyShell()
    if let user = standIn {
      call.asUser = user.name
      call.environment.append(("HOME", user.home))
    }
    let pending = shell.send(call, order: order)
    limit.add(pending, in: shell)
    return pending
  }

  private func call(
    to name: String, _ arguments: Map?, engine: Map
  ) throws(Diagnostic) -> ModuleCall {
    let checked = try check(name, arguments ?? self.arguments, engine: engine)
    var call = ModuleCall(module: name, arguments: checked)
    call.checkMode = checkMode
    call.diffMode = diffMode
    call.environment = environment
    call.foresight = foresight
    return call
  }

  /// Runs shell text that replies with the library's functions.
  func call(script: String, output: [String] = []) async throws(Diagnostic) -> Map {
    let shell = try await readyShell()
    let pending = shell.send(script: script)
    limit.add(pending, in: shell)
    shell.flush()
    let watching = watch(pending, in: shell, output)
    defer { watching?.cancel() }
    return try await values(of: pending)
  }

  /// Sends what is queued.
  func flush() { slot.lane.flush() }

  /// Waits for a reply, and for those of the tasks before.
  ///
  /// - Throws: `unreachable` when the host is lost; `overtaken` when the call did not count.
  func values(of pending: PendingReply) async throws(Diagnostic) -> Map {
    let reply: ModuleReply
    defer { slot.add(pending.cost) }
    do { reply = try await pending.value() } catch {
      // Whatever was lost is opened anew by the next task.
      if error.kind == .unreachable { run.shells.forgetLost(target) }
      throw error
    }
    try await slot.settle()
    if reply.isSkippedAhead { throw .overtaken }
    try scope.refresh()
    warnings += reply.warnings
    return reply.values
  }

  /// The shell of the host that does the work. What the far end skips after a failure, it skips in one
  /// shell only: before another one is used, all must be settled.
  private func readyShell() async throws(Diagnostic) -> RemoteShell {
    if limit.isOver { throw Diagnostic(.task, "the time of the task is over") }
    // The user, or what lets us become him, may be made by a task before. What is real in a check must not
    // happen where a task before it fails, and calls of a check skip nothing.
    if !run.shells.isThere(target, become) || isCheck && !checkMode { try await slot.settle() }
    let shell = run.shells.shell(target, standIn == nil ? become : administrator)
    if !slot.lane.use(shell) {
      try await slot.settle()
      slot.lane.change(to: shell)
    }
    if scope.isPremature { throw .overtaken }
    return shell
  }

  private var foresight: ForesightUse { !isCheck ? .none : checkMode ? .heeded : .hidden }

  /// The become user, where he is one whom an earlier task of the check would have made: as there is no shell of
  /// his, the administrator looks in his place.
  private var standIn: (name: String, home: String)? {
    guard foresight == .heeded, let user = become?.user, !run.shells.isThere(target, become),
      let home = run.shells.foresight(of: target).value("new \(user)")
    else { return nil }
    return (user, home)
  }

  private var administrator: Become? {
    guard target.user != "root", var administrator = become else { return nil }
    administrator.user = "root"
    return administrator
  }

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

  private func check(
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
