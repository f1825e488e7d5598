import Connections
import Core
import Modules

/// The shell that stays up on a host, for one user. Calls go to it one after the other; each costs
/// one turn.
package actor RemoteShell {
  private let process: any RemoteProcess
  private var session: ShellSession
  private var pending: [Int: CheckedContinuation<Result<ModuleReply, Diagnostic>, Never>] = [:]
  private var ready: [Int: CheckedContinuation<String?, Never>] = [:]
  private var ended: Diagnostic?
  private var noise = ""
  private let lock = AsyncLock()
  private let host: String
  private let become: Become?
  private var hasAnswered = false

  private init(
    process: any RemoteProcess, session: ShellSession, host: String, become: Become?
  ) {
    self.process = process
    self.session = session
    self.host = host
    self.become = become
  }

  /// Starts the shell, as another user where `become` says so.
  ///
  /// The first frame is sent without waiting for an answer; where a password is needed, its prompt
  /// is waited for, since a password must never reach a shell as text.
  package static func start(
    on connection: any Connection, become: Become?, catalog: Modules.ModuleCatalog, host: String
  ) async throws(Diagnostic) -> RemoteShell {
    let token = ShellSession.randomToken()
    var session = ShellSession(catalog: catalog, token: token)
    let first = session.start()
    let process: any RemoteProcess
    if let become {
      // A token of its own, since `ps` shows it to everyone on the host; nobody sees that of replies.
      let start = BecomeStart(become: become, token: ShellSession.randomToken(), host: host)
      process = try await start.start(on: connection)
    } else {
      process = try await connection.start("/bin/sh")
    }
    let shell = RemoteShell(process: process, session: session, host: host, become: become)
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

  /// Sends the frame of a call that may ask for a stream, and waits until it does; nil when it has
  /// answered, or never will. The caller holds the lock.
  private func send(_ id: Int, _ bytes: [UInt8]) async -> String? {
    if ended != nil { return nil }
    do { try await process.write(bytes) } catch {
      fail(error)
      return nil
    }
    if answered[id] != nil || ended != nil { return nil }
    if let request = requests.removeValue(forKey: id) { return request }
    return await withCheckedContinuation { ready[id] = $0 }
  }

  private var answered: [Int: ModuleReply] = [:]
  /// What calls have asked for that nobody has heard yet.
  private var requests: [Int: String] = [:]
  private var sinks: [Int: @Sendable ([UInt8]) -> Void] = [:]

  /// Runs a module that may ask for a stream. Until `end`, nobody else can send anything.
  ///
  /// - Throws: `unreachable` when the connection or the shell is lost.
  package func begin(_ call: ModuleCall) async throws(Diagnostic) -> StreamStart {
    let (id, bytes) = try session.frame(call, streams: true)
    await lock.acquire()
    if let request = await send(id, bytes) { return .asked(id: id, request: request) }
    lock.release()
    return .answered(try await reply(id))
  }

  /// Sends a part of a stream; as fast as the host takes it.
  ///
  /// - Returns: false when the host does not want any more of it.
  package func send(_ bytes: [UInt8], to id: Int) async throws(Diagnostic) -> Bool {
    if let ended { throw ended }
    do { try await process.write(bytes) } catch {
      fail(error)
      throw error
    }
    return requests[id] == nil
  }

  /// The stream has been sent, or cannot be sent any more: waits for the reply.
  package func end(_ id: Int) async throws(Diagnostic) -> ModuleReply {
    lock.release()
    return try await reply(id)
  }

  /// Runs a module that sends a stream; `sink` takes its bytes as they come, and while it is at work
  /// no more are read.
  package func call(
    _ call: ModuleCall, sink: @escaping @Sendable ([UInt8]) -> Void
  ) async throws(Diagnostic) -> ModuleReply {
    let (id, bytes) = try session.frame(call)
    sinks[id] = sink
    defer { sinks[id] = nil }
    return try await exchange(id, bytes)
  }

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
      case .ready(let id, let request):
        if let waiting = ready.removeValue(forKey: id) {
          waiting.resume(returning: request)
        } else {
          requests[id] = request
        }
      case .data(let id, let bytes): sinks[id]?(bytes)
      case .reply(let reply):
        // The library is there: what standard error says from now on belongs to calls.
        if !hasAnswered { (hasAnswered, noise) = (true, "") }
        ready.removeValue(forKey: reply.id)?.resume(returning: nil)
        requests[reply.id] = nil
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
    if let become, !hasAnswered { return become.refusal(words, host: host) }
    let how =
      signal.map { "by signal \($0)" } ?? "with status \(status.map(String.init) ?? "unknown")"
    return Diagnostic(
      .unreachable, "the shell on \(host) ended \(how)" + (words.isEmpty ? "" : ": \(words)"))
  }

  private func fail(_ error: Diagnostic) {
    guard ended == nil else { return }
    ended = error
    for waiting in pending.values { waiting.resume(returning: .failure(error)) }
    for waiting in ready.values { waiting.resume(returning: nil) }
    pending = [:]
    ready = [:]
  }
}

/// What a call that may ask for a stream did first.
package enum StreamStart: Sendable {
  case asked(id: Int, request: String)
  case answered(ModuleReply)
}
