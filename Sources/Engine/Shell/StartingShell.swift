import Connections
import Core
import Synchronization

/// A shell from the moment it is asked for: frames may be written at once, and what it says before
/// its greeting is dealt with here (questions, refusals, a second try with a terminal).
///
/// Where a password is needed, what is written waits for the greeting, so that neither can get to
/// where the other belongs.
final class StartingShell: RemoteProcess {
  fileprivate struct State {
    var process: any RemoteProcess
    /// What tries before this one have cost.
    var earlier = Cost()
    var isOnTerminal: Bool
    var dialogue: StartDialogue
    /// Counts what was said, to know whether a silence has lasted.
    var pieces = 0
    var isUp = false
    var isLate = false
    /// Everything written before the greeting; the first `sent` bytes have gone to `process`.
    var held: [UInt8]
    var sent = 0
    /// Whether writers write to `process` themselves.
    var isOpen: Bool
    var endsInput = false
  }

  private let start: ShellStart
  private let connection: any Connection
  private let host: String
  private let patience: Int
  private let state: Mutex<State>

  /// Starts a shell, as another user where `become` says so.
  ///
  /// - Parameters:
  ///   - host: its name, for errors.
  ///   - patience: seconds until the greeting; then the host counts as lost.
  /// - Throws: `unreachable`; `invalid` for a become method that does not exist. Refusals (`task`)
  ///   and shells that do not come up are thrown by `read`.
  static func start(
    _ become: Become?, on connection: any Connection, host: String, patience: Int
  ) async throws(Diagnostic) -> StartingShell {
    let start = try ShellStart(become)
    let isOnTerminal = start.password != nil && start.method?.asksOnTerminal ?? false
    let process = try await connection.start(start.command(onTerminal: isOnTerminal))
    let shell = StartingShell(start, process, isOnTerminal, connection, host, patience)
    shell.after(.seconds(patience)) { await $0.giveUp() }
    return shell
  }

  private init(
    _ start: ShellStart, _ process: any RemoteProcess, _ isOnTerminal: Bool,
    _ connection: any Connection, _ host: String, _ patience: Int
  ) {
    self.start = start
    self.connection = connection
    self.host = host
    self.patience = patience
    state = Mutex(
      State(
        process: process, isOnTerminal: isOnTerminal, dialogue: StartDialogue(start),
        held: start.prelude, isOpen: start.password == nil))
  }

  var cost: Cost { state.withLock { $0.earlier + $0.process.cost } }

  /// Calls `action` later, if the shell is still held by somebody then.
  private func after(
    _ time: Duration, _ action: @escaping @Sendable (StartingShell) async -> Void
  ) {
    _Concurrency.Task { [weak self] in
      try? await _Concurrency.Task.sleep(for: time)
      if let self { await action(self) }
    }
  }

  // MARK: Writing

  func write(_ bytes: [UInt8]) async throws(Diagnostic) {
    let ready = state.withLock { state -> (process: any RemoteProcess, bytes: [UInt8])? in
      if state.isUp && state.isOpen { return (state.process, bytes) }
      state.held += bytes
      return state.isOpen ? (state.process, state.takeHeld()) : nil
    }
    guard let ready else { return }
    do { try await ready.process.write(ready.bytes) } catch {
      // Before the greeting the reader finds out why, and may try again.
      if state.withLock({ $0.isUp }) { throw error }
    }
  }

  func closeInput() async {
    let process = state.withLock { state in
      state.endsInput = true
      return state.isOpen ? state.process : nil
    }
    await process?.closeInput()
  }

  func terminate() async { await state.withLock { $0.process }.terminate() }

  /// Writes what was held back; from then on writers write themselves. Not awaited by the reader,
  /// without whom a large write would not end.
  private func pour() {
    _Concurrency.Task { [self] in
      while true {
        let next = state.withLock { state -> (process: any RemoteProcess, bytes: [UInt8])? in
          if state.sent < state.held.count { return (state.process, state.takeHeld()) }
          state.isOpen = true
          if state.isUp { state.forgetHeld() }
          return nil
        }
        guard let next else { break }
        try? await next.process.write(next.bytes)
      }
      if state.withLock({ $0.endsInput }) { await closeInput() }
    }
  }

  // MARK: Reading

  func read() async throws(Diagnostic) -> ProcessOutput {
    while true {
      let (process, isUp) = state.withLock { ($0.process, $0.isUp) }
      let piece = try await process.read()
      if isUp { return piece }
      let event = state.withLock { state in
        state.pieces += 1
        return state.dialogue.receive(piece)
      }
      if let output = try await handle(event, piece) { return output }
    }
  }

  /// - Returns: what the reader is to get.
  private func handle(
    _ event: StartDialogue.Event, _ piece: ProcessOutput
  ) async throws(Diagnostic) -> ProcessOutput? {
    switch event {
    case .greets(let rest):
      greeted()
      return rest.isEmpty ? nil : .output(rest)
    case .asks: await answer()
    case .asksAgain:
      await terminate()
      throw ended(nil, nil)
    case .unfinished(let silence):
      let pieces = state.withLock { $0.pieces }
      after(silence) { await $0.silent(since: pieces) }
    case .nothing: break
    }
    if case .exit(let status, let signal) = piece { try await again(status, signal) }
    if case .error = piece { return piece }
    return nil
  }

  private func greeted() {
    let isOpen = state.withLock { state in
      state.isUp = true
      if state.isOpen { state.forgetHeld() }
      return state.isOpen
    }
    if !isOpen { pour() }
  }

  private func answer() async {
    let process = state.withLock { state in
      state.dialogue.answered()
      return state.process
    }
    try? await process.write(Array("\(start.password?.text ?? "")\n".utf8))
  }

  /// A line without an end has stood for a while.
  private func silent(since pieces: Int) async {
    let event = state.withLock { state in
      state.pieces == pieces && !state.isUp ? state.dialogue.settled() : .nothing
    }
    if event == .asks { await answer() }
    if event == .asksAgain { await terminate() }
  }

  private func giveUp() async {
    let process = state.withLock { state in
      state.isLate = !state.isUp
      return state.isUp ? nil : state.process
    }
    await process?.terminate()
  }

  /// Tries once more with a terminal where the method missed it.
  ///
  /// - Throws: why the shell did not come up, if that was not it.
  private func again(_ status: Int32?, _ signal: String?) async throws(Diagnostic) {
    let wantsTerminal = state.withLock { state in
      !state.isOnTerminal && start.method != nil && !state.isLate && state.dialogue.missesTerminal
    }
    guard wantsTerminal else { throw ended(status, signal) }
    let process = try await connection.start(start.command(onTerminal: true))
    state.withLock { state in
      state.earlier = state.earlier + state.process.cost
      state.process = process
      state.isOnTerminal = true
      state.dialogue = StartDialogue(start)
      state.isOpen = false
      state.sent = 0
    }
    if start.password == nil { pour() }
  }

  /// Why the shell did not come up.
  private func ended(_ status: Int32?, _ signal: String?) -> Diagnostic {
    let (words, isLate) = state.withLock { ($0.dialogue.words, $0.isLate) }
    let said = words.isEmpty ? "" : ": \(words)"
    if isLate {
      return Diagnostic(
        start.become == nil ? .unreachable : .task,
        "the shell on \(host) did not come up within \(patience) seconds\(said)",
        hint: "does a start-up file of the login shell read its input or start something else?")
    }
    if let become = start.become { return become.refusal(words, host: host) }
    let how =
      signal.map { "by signal \($0)" } ?? "with status \(status.map(String.init) ?? "unknown")"
    return Diagnostic(
      .unreachable, "the shell on \(host) ended \(how)\(said)",
      hint: status == 0 ? "a start-up file of the login shell may have ended it" : nil)
  }
}

extension StartingShell.State {
  /// What was held and has not been sent; it counts as sent from now on.
  fileprivate mutating func takeHeld() -> [UInt8] {
    defer { sent = held.count }
    return Array(held[sent...])
  }

  fileprivate mutating func forgetHeld() { (held, sent) = ([], 0) }
}
