import Connections
import Core
import Modules

/// The shell that stays up on a host, for one user. Calls go to it one after the other; each costs
/// one turn.
package actor RemoteShell {
  private let process: any RemoteProcess
  private var session: ShellSession
  private var pending: [Int: CheckedContinuation<Result<ModuleReply, Diagnostic>, Never>] = [:]
  private var ready: [Int: CheckedContinuation<Bool, Never>] = [:]
  private var ended: Diagnostic?
  private var noise = ""
  private let lock = AsyncLock()
  private let host: String
  private var hasAnswered = false

  private init(
    process: any RemoteProcess, session: ShellSession, host: String
  ) {
    self.process = process
    self.session = session
    self.host = host
  }

  /// Starts the shell, as another user where `become` says so.
  ///
  /// The first frame is sent without waiting for an answer, unless a password has to be given.
  ///
  /// - Parameter patience: seconds for the shell to come up.
  package static func start(
    on connection: any Connection, become: Become?, catalog: Modules.ModuleCatalog, host: String,
    patience: Int = 60
  ) async throws(Diagnostic) -> RemoteShell {
    let token = ShellSession.randomToken()
    var session = ShellSession(catalog: catalog, token: token)
    let first = session.start()
    let process = try await StartingShell.start(
      become, on: connection, host: host, patience: patience)
    let shell = RemoteShell(process: process, session: session, host: host)
    try await process.write(first)
    _Concurrency.Task { await shell.readReplies() }
    return shell
  }

  /// Traffic so far.
  package nonisolated var cost: Cost { process.cost }

  /// Runs a module and waits for its reply.
  ///
  /// - Throws: `unreachable` when the connection or the shell is lost.
  package func call(_ call: ModuleCall) async throws(Diagnostic) -> ModuleReply {
    let (id, bytes) = try session.frame(call)
    return try await exchange(id, bytes)
  }

  /// Runs shell text that replies with the library's functions.
  package func run(script: String) async throws(Diagnostic) -> ModuleReply {
    let (id, bytes) = session.frame(script: script)
    return try await exchange(id, bytes)
  }

  /// Sends a file of any size and content into the shell's private folder, in two turns.
  ///
  /// - Returns: its path at the far end.
  package func upload(_ content: [UInt8]) async throws(Diagnostic) -> String {
    let (id, frame, path) = session.upload(size: content.count)
    await lock.acquire()
    let isReady = await send(id, frame)
    if isReady {
      do { try await process.write(content) } catch { fail(error) }
    }
    lock.release()
    let reply = try await reply(id)
    if let problem = reply.values["msg"], reply.values["failed"]?.isTrue ?? false {
      throw Diagnostic(.task, problem.text)
    }
    return reply.values["path"]?.text ?? path
  }

  /// Ends the shell, which removes its private folder, and waits for its end, but not for long.
  package func finish() async {
    guard ended == nil else { return }
    await process.closeInput()
    for _ in 0..<100 where ended == nil {
      try? await _Concurrency.Task.sleep(for: .milliseconds(10))
    }
    await process.terminate()
  }

  private func exchange(_ id: Int, _ bytes: [UInt8]) async throws(Diagnostic) -> ModuleReply {
    await lock.acquire()
    do { try await process.write(bytes) } catch { fail(error) }
    lock.release()
    return try await reply(id)
  }

  /// Sends a frame whose reader waits for raw bytes, and waits until it does.
  private func send(_ id: Int, _ bytes: [UInt8]) async -> Bool {
    if ended != nil { return false }
    do { try await process.write(bytes) } catch {
      fail(error)
      return false
    }
    if answered[id] != nil || ended != nil { return false }
    if readied.contains(id) { return true }
    return await withCheckedContinuation { ready[id] = $0 }
  }

  private var answered: [Int: ModuleReply] = [:]
  private var readied: Set<Int> = []

  private func reply(_ id: Int) async throws(Diagnostic) -> ModuleReply {
    if let reply = answered.removeValue(forKey: id) { return reply }
    if let ended { throw ended }
    return try await withCheckedContinuation { pending[id] = $0 }.get()
  }

  private func readReplies() async {
    while ended == nil {
      do {
        switch try await process.read() {
        case .output(let bytes): try take(session.receive(bytes))
        case .error(let bytes):
          try take(session.receiveError(bytes))
          if noise.utf8.count < 4096 { noise += String(decoding: bytes, as: UTF8.self) }
        case .exit(let status, let signal): fail(died(status, signal))
        }
      } catch {
        fail(error)
      }
    }
  }

  private func take(_ events: [ShellEvent]) {
    for event in events {
      switch event {
      case .ready(let id):
        readied.insert(id)
        ready.removeValue(forKey: id)?.resume(returning: true)
      case .reply(let reply):
        // The library is there: what standard error says from now on belongs to calls.
        if !hasAnswered { (hasAnswered, noise) = (true, "") }
        ready.removeValue(forKey: reply.id)?.resume(returning: false)
        if let waiting = pending.removeValue(forKey: reply.id) {
          waiting.resume(returning: .success(reply))
        } else if reply.id > 0 {
          answered[reply.id] = reply
        }
      }
    }
  }

  private func died(_ status: Int32?, _ signal: String?) -> Diagnostic {
    let words = (session.preamble + noise).split(separator: "\n").suffix(5).joined(separator: "\n")
    let how =
      signal.map { "by signal \($0)" } ?? "with status \(status.map(String.init) ?? "unknown")"
    return Diagnostic(
      .unreachable, "the shell on \(host) ended \(how)" + (words.isEmpty ? "" : ": \(words)"))
  }

  private func fail(_ error: Diagnostic) {
    guard ended == nil else { return }
    ended = error
    for waiting in pending.values { waiting.resume(returning: .failure(error)) }
    for waiting in ready.values { waiting.resume(returning: false) }
    pending = [:]
    ready = [:]
  }
}
