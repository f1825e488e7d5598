import CLibSSH2
import Core
import Glibc

/// A connection by libssh2: one session, a channel for each command.
final class SSHConnection: Connection {
  let session: SSHSession

  private init(_ session: SSHSession) { self.session = session }
  deinit { session.loop.submit { [session] in session.close() } }

  /// Connects, checks the host's key and logs in.
  static func open(
    _ target: SSHEndpoint, prompt: PassphrasePrompt?
  ) async throws(Diagnostic) -> SSHConnection {
    let known = try await HostKeys.load(for: target)
    let loop = PollLoop.next()
    let descriptor = try await Network.connect(target, on: loop, prompt)
    let session = await loop.run {
      SSHSession(descriptor: descriptor, target: target, loop: loop)
    }
    do {
      try await session.exchangeKeys(preferring: known.algorithms)
      try await known.check(try await session.hostKey())
      var login = SSHLogin(session: session, target: target, prompt: prompt)
      try await login.run()
      await loop.run { session.watchesSilence = true }
    } catch {
      loop.submit { session.close() }
      throw error
    }
    return SSHConnection(session)
  }

  func start(_ command: String) async throws(Diagnostic) -> any RemoteProcess {
    let session = session
    let opening = SSHOpening(command)
    let outcome = try await session.perform("start a command", timeout: nil) {
      opening.step($0)
    }
    return SSHProcess(try outcome.get(), of: self)
  }

  func close() async {
    let session = session
    await session.loop.run { session.close() }
  }
}

/// A channel on its way: opened, then told its command. Confined to the session's loop.
private final class SSHOpening: @unchecked Sendable {
  private let command: [CChar]
  private var handle: OpaquePointer?

  init(_ command: String) { self.command = command.utf8.map(CChar.init(bitPattern:)) }

  func step(_ session: SSHSession) -> Result<SSHChannel, Diagnostic>? {
    if handle == nil {
      handle = libssh2_channel_open_ex(
        session.handle, "session", 7, 2 << 20,
        UInt32(LIBSSH2_CHANNEL_PACKET_DEFAULT), nil, 0)
    }
    guard let handle else {
      let code = libssh2_session_last_errno(session.handle)
      if code == LIBSSH2_ERROR_EAGAIN { return nil }
      return .failure(
        session.error(
          code, "\(session.target.place) opens no further session",
          hint: "the server's MaxSessions may be too small"))
    }
    let code = libssh2_channel_process_startup(
      handle, "exec", 4, command, UInt32(command.count))
    if code == LIBSSH2_ERROR_EAGAIN { return nil }
    let channel = SSHChannel(handle, of: session)
    session.add(channel)
    guard code == 0 else {
      channel.terminate()
      return .failure(session.error(code, "\(session.target.place) starts no command"))
    }
    return .success(channel)
  }
}

extension SSHSession {
  /// The library's last error as a diagnostic: `what: its words`.
  func error(_ code: Int32, _ what: String, hint: String? = nil) -> Diagnostic {
    if code == LIBSSH2_ERROR_SOCKET_DISCONNECT || code == LIBSSH2_ERROR_SOCKET_RECV {
      return lost(0)
    }
    // The library overwrites its text with the next call.
    var text: UnsafeMutablePointer<CChar>?
    var count: Int32 = 0
    libssh2_session_last_error(handle, &text, &count, 0)
    let words = text.map { String(cString: $0) } ?? "error \(code)"
    return Diagnostic(.unreachable, "\(what): \(words)", hint: hint)
  }

  /// The key exchange. `algorithms` are those of the host's known keys, which it is asked for
  /// first.
  func exchangeKeys(preferring algorithms: [String]) async throws(Diagnostic) {
    await withUnsafeContinuation { waiter in
      loop.submit { [self] in loop.handshakes.enter { waiter.resume() } }
    }
    defer { loop.submit { [self] in loop.handshakes.leave() } }
    let wanted = HostKeys.preference(algorithms)
    let problem: Diagnostic? = try await perform("key exchange", timeout: target.timeout) {
      session in
      libssh2_session_method_pref(session.handle, LIBSSH2_METHOD_HOSTKEY, wanted)
      let code = libssh2_session_handshake(session.handle, session.descriptor)
      if code == LIBSSH2_ERROR_EAGAIN { return Optional<Diagnostic?>.none }
      return .some(code == 0 ? nil : session.handshakeError(code))
    }
    if let problem { throw problem }
  }

  private func handshakeError(_ code: Int32) -> Diagnostic {
    switch code {
    case LIBSSH2_ERROR_BANNER_RECV, LIBSSH2_ERROR_BANNER_SEND, LIBSSH2_ERROR_SOCKET_DISCONNECT,
      LIBSSH2_ERROR_SOCKET_RECV:
      return Diagnostic(
        .unreachable, "\(target.place) closed the connection before it said that it speaks SSH",
        hint: "is there an SSH server behind this port, and does it let this address in?")
    case LIBSSH2_ERROR_KEX_FAILURE, LIBSSH2_ERROR_KEY_EXCHANGE_FAILURE,
      LIBSSH2_ERROR_METHOD_NONE, LIBSSH2_ERROR_HOSTKEY_INIT:
      return error(
        code, "\(target.place) and we agree on no way to exchange keys",
        hint: "ansible_connection=openssh uses the system's ssh, which may know more")
    default: return error(code, "the key exchange with \(target.place) failed")
    }
  }

  /// The key that the host has proved to own.
  func hostKey() async throws(Diagnostic) -> HostKey {
    try await perform("host key", timeout: target.timeout) { session in
      var count = 0
      var type: Int32 = 0
      guard let bytes = libssh2_session_hostkey(session.handle, &count, &type),
        let digest = libssh2_hostkey_hash(session.handle, LIBSSH2_HOSTKEY_HASH_SHA256)
      else { return HostKey(blob: [], digest: []) }
      return bytes.withMemoryRebound(to: UInt8.self, capacity: count) { blob in
        digest.withMemoryRebound(to: UInt8.self, capacity: 32) { digest in
          HostKey(
            blob: Array(UnsafeBufferPointer(start: blob, count: count)),
            digest: Array(UnsafeBufferPointer(start: digest, count: 32)))
        }
      }
    }
  }
}
