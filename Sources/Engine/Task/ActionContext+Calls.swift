import Connections
import Core
import Jinja
import Modules
import Playbooks

/// Calls at the far end.
extension ActionContext {
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
}
