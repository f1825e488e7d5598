import CLibSSH2
import Core
import Glibc

/// Carries bytes between a session's socket and what leads to its host: a `ProxyCommand`, or a
/// channel through another host. Confined to the session's loop.
final class SSHRelay: PollHandler, @unchecked Sendable {
  private let process: any RemoteProcess
  private let loop: PollLoop
  /// Our end of the pair of sockets.
  private let descriptor: Int32
  private var outbox = Outbox()
  /// Something is on its way to the process; more is read once it is there.
  private var isWriting = false
  private var isOver = false
  /// What the process has said on its standard error.
  private var words: [UInt8] = []
  /// Waits for the first bytes from the host.
  private var opening: Outbox.Waiter?
  private(set) var deadline: Instant?

  private init(_ process: any RemoteProcess, _ descriptor: Int32, _ loop: PollLoop) {
    self.process = process
    self.descriptor = descriptor
    self.loop = loop
  }

  /// A socket to `target` through a command that runs here.
  static func open(
    _ target: SSHEndpoint, command: String, on loop: PollLoop
  ) async throws(Diagnostic) -> Int32 {
    let shell = ProcessEnvironment["SHELL"] ?? "/bin/sh"
    let process = try await PipedProcess.start([shell, "-c", "exec \(command)"])
    return try await open(target, process, on: loop)
  }

  /// A socket to `target` through another host.
  static func open(
    _ target: SSHEndpoint, through hop: SSHEndpoint, on loop: PollLoop, _ prompt: PassphrasePrompt?
  ) async throws(Diagnostic) -> Int32 {
    let process = try await SSHJumpHosts.shared.tunnel(to: target, through: hop, prompt)
    return try await open(target, process, on: loop)
  }

  /// Waits until the host has said something, so that what the way there has to say of its failure
  /// is not lost: an SSH server speaks first.
  private static func open(
    _ target: SSHEndpoint, _ process: any RemoteProcess, on loop: PollLoop
  ) async throws(Diagnostic) -> Int32 {
    var ends: [Int32] = [-1, -1]
    let type = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, type, 0, &ends) == 0 else {
      throw Diagnostic(.unreachable, "no socket: \(String(cString: strerror(errno)))")
    }
    let (theirs, ours) = (ends[0], ends[1])
    let relay = SSHRelay(process, ours, loop)
    let outcome: Result<Void, Diagnostic> = await withUnsafeContinuation { waiter in
      loop.submit { relay.begin(waiter, .now + .seconds(target.timeout)) }
    }
    guard case .failure(let error) = outcome else { return theirs }
    close(theirs)
    let name = if case .command = target.way { "ProxyCommand" } else { "ProxyJump" }
    throw Diagnostic(
      .unreachable, "cannot connect to \(target.place) by its \(name): \(error.message)")
  }

  private func begin(_ waiter: Outbox.Waiter, _ limit: Instant) {
    opening = waiter
    deadline = limit
    loop.join(self)
    watch()
    Task { await carryOutput() }
  }

  /// Takes what comes from the host to the session, as fast as that reads.
  private func carryOutput() async {
    while true {
      do throws(Diagnostic) {
        switch try await process.read() {
        case .output(let bytes): try await deliver(bytes)
        case .error(let bytes): await loop.run { [self] in words += bytes.prefix(2048) }
        case .exit(let status, _):
          let reason = status.map { "it ended with status \($0)" } ?? "it ended"
          return await loop.run { [self] in finish(reason) }
        }
      } catch {
        return await loop.run { [self] in finish(error.message) }
      }
    }
  }

  private func deliver(_ bytes: [UInt8]) async throws(Diagnostic) {
    try await withUnsafeContinuation { waiter in
      loop.submit { [self] in
        opened(.success(()))
        outbox.append(bytes, waiter)
        if isOver { outbox.fail(Self.closed) } else { send() }
      }
    }.get()
  }

  // MARK: On the loop's thread

  private func opened(_ outcome: Result<Void, Diagnostic>) {
    opening?.resume(returning: outcome)
    opening = nil
    deadline = nil
  }

  func ready(_ descriptor: Int32, hungUp: Bool) {
    guard !isOver else { return }
    send()
    if !isOver, !isWriting { receive() }
  }

  func timeReached(_ now: Instant) { finish("nothing came in time") }

  private func watch() {
    let writes = !outbox.isEmpty
    if isWriting, !writes { return loop.unwatch(descriptor) }
    loop.watch(descriptor, reading: !isWriting, writing: writes, for: self)
  }

  private func send() {
    let outcome = outbox.drain {
      Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
    }
    if case .failed = outcome { finish("the session is closed") } else { watch() }
  }

  private func receive() {
    let room = loop.scratch
    let count = recv(descriptor, room.baseAddress, room.count, 0)
    if count < 0, errno == EAGAIN || errno == EINTR { return }
    guard count > 0 else { return finish("the session is closed") }
    let bytes = [UInt8](room.prefix(count))
    isWriting = true
    watch()
    Task {
      // Why it fails is told by the end of its output.
      try? await process.write(bytes)
      await loop.run { [self] in
        isWriting = false
        if !isOver { watch() }
      }
    }
  }

  /// Lets go of both sides; `reason` is for whoever still waits for the first bytes.
  private func finish(_ reason: String) {
    guard !isOver else { return }
    isOver = true
    let lines = String(decoding: words, as: UTF8.self).split(whereSeparator: \.isNewline)
    opened(
      .failure(
        Diagnostic(.unreachable, ([reason] + lines.map(String.init)).joined(separator: "; "))))
    outbox.fail(Self.closed)
    loop.unwatch(descriptor)
    loop.leave(self)
    close(descriptor)
    Task { await process.terminate() }
  }

  private static let closed = Diagnostic(.unreachable, "the session is closed")
}
