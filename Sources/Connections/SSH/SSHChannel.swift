import CLibSSH2
import Core
import Glibc

/// A command's channel. Its state is confined to the session's loop, which is why it may be
/// `Sendable`; the mailbox is what tasks share.
final class SSHChannel: @unchecked Sendable {
  private enum Phase { case running, closing, done }

  private let session: SSHSession
  private let handle: OpaquePointer
  let mailbox = ProcessMailbox()
  private var phase = Phase.running
  private var outbox = Outbox()
  private var closesInput = false
  private var inputClosed = false
  private var paused = false

  /// A connection that goes on from the host: it is over when its output is.
  private let isTunnel: Bool

  init(_ handle: OpaquePointer, of session: SSHSession, isTunnel: Bool = false) {
    self.isTunnel = isTunnel
    self.handle = handle
    self.session = session
  }

  var isDone: Bool { phase == .done }
  /// Whether something may come that we would take. A write waits for the host to make room.
  var wantsInput: Bool { !paused || !outbox.isEmpty || phase == .closing }

  // MARK: Requests, by way of the loop

  func write(_ bytes: [UInt8]) async throws(Diagnostic) {
    try await withUnsafeContinuation { waiter in
      session.loop.submit { [self] in
        outbox.append(bytes, waiter)
        if phase == .running { session.pump() } else { outbox.fail(session.failure ?? Self.ended) }
      }
    }.get()
  }

  func closeInput() {
    session.loop.submit { [self] in
      closesInput = true
      session.pump()
    }
  }

  func resumeReading() {
    session.loop.submit { [self] in
      paused = false
      session.pump()
    }
  }

  func terminate() {
    session.loop.submit { [self] in
      guard phase == .running else { return }
      conclude(.success(.exit(status: nil, signal: nil)))
      phase = .closing
      session.pump()
    }
  }

  // MARK: On the loop's thread

  /// Goes on as far as it can without waiting; true when something has moved.
  func step() -> Bool {
    switch phase {
    case .running:
      let wrote = send()
      let read = paused ? false : receive()
      return close() || wrote || read
    case .closing:
      guard libssh2_channel_free(handle) != LIBSSH2_ERROR_EAGAIN else { return false }
      phase = .done
      return true
    case .done: return false
    }
  }

  private func send() -> Bool {
    var moved = false
    let outcome = outbox.drain { bytes in
      guard session.hasRoomToSend() else {
        errno = EAGAIN
        return -1
      }
      let count = libssh2_channel_write_ex(
        handle, 0, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count)
      if count > 0 {
        moved = true
        return count
      }
      errno = count == 0 || count == Int(LIBSSH2_ERROR_EAGAIN) ? EAGAIN : EPIPE
      return -1
    }
    switch outcome {
    case .blocked: return moved
    case .failed:
      outbox.fail(Self.ended)
      return true
    case .empty:
      guard closesInput, !inputClosed else { return moved }
      inputClosed = libssh2_channel_send_eof(handle) != LIBSSH2_ERROR_EAGAIN
      return moved || inputClosed
    }
  }

  private func receive() -> Bool {
    var moved = false
    let room = session.loop.scratch
    for stream: Int32 in [0, SSH_EXTENDED_DATA_STDERR] where !paused {
      let count = libssh2_channel_read_ex(
        handle, stream, room.baseAddress?.assumingMemoryBound(to: CChar.self), room.count)
      guard count > 0 else { continue }
      let bytes = [UInt8](room.prefix(count))
      paused = !mailbox.deliver(stream == 0 ? .output(bytes) : .error(bytes))
      moved = true
    }
    return moved
  }

  /// Once everything is read and the host has closed the channel, tells the end.
  private func close() -> Bool {
    guard libssh2_channel_eof(handle) == 1,
      isTunnel || libssh2_channel_wait_closed(handle) != LIBSSH2_ERROR_EAGAIN
    else { return false }
    conclude(.success(exit))
    phase = .closing
    return true
  }

  private var exit: ProcessOutput {
    var name: UnsafeMutablePointer<CChar>?
    var count = 0
    libssh2_channel_get_exit_signal(handle, &name, &count, nil, nil, nil, nil)
    if let name {
      defer { libssh2_free(session.handle, name) }
      return .exit(status: nil, signal: String(cString: name))
    }
    return .exit(status: libssh2_channel_get_exit_status(handle), signal: nil)
  }

  private func conclude(_ end: Result<ProcessOutput, Diagnostic>) {
    mailbox.finish(end)
    outbox.fail(Self.ended)
  }

  /// The session is over, and the handle with it.
  func end(_ end: Result<ProcessOutput, Diagnostic>) {
    guard phase != .done else { return }
    phase = .done
    mailbox.finish(end)
    guard case .failure(let reason) = end else { return }
    outbox.fail(reason)
  }

  private static let ended = Diagnostic(.unreachable, "the process has ended")
}

/// What a task holds of a channel. When nobody holds it any more, the command is given up; until
/// then it keeps the connection.
final class SSHProcess: RemoteProcess {
  private let channel: SSHChannel
  private let connection: SSHConnection
  /// What the connection had cost before.
  private let before: Cost

  init(_ channel: SSHChannel, of connection: SSHConnection, before: Cost = Cost()) {
    self.channel = channel
    self.connection = connection
    self.before = before
  }
  deinit { channel.terminate() }

  func write(_ bytes: [UInt8]) async throws(Diagnostic) { try await channel.write(bytes) }
  func read() async throws(Diagnostic) -> ProcessOutput {
    try await channel.mailbox.next { channel.resumeReading() }
  }
  func closeInput() async { channel.closeInput() }
  func terminate() async { channel.terminate() }
  var cost: Cost { connection.cost - before }
}
