import CLibSSH2
import Core

/// What comes between a connected socket and a login.
extension SSHSession {
  /// Sends our greeting and waits for that of the host.
  func greet() async throws(Diagnostic) {
    let problem: Diagnostic? = try await perform("greeting", timeout: target.timeout) { session in
      var code = LIBSSH2_ERROR_EAGAIN
      session.ahead { code = libssh2_session_handshake(session.handle, session.descriptor) }
      guard code == LIBSSH2_ERROR_EAGAIN, session.hasHeard() else {
        return code == LIBSSH2_ERROR_EAGAIN ? nil : .some(session.handshakeError(code))
      }
      return .some(session.isBroken ? session.handshakeError(LIBSSH2_ERROR_SOCKET_RECV) : nil)
    }
    if let problem { throw problem }
  }

  /// The key exchange, and the request for the login service behind it, whose answer is not waited
  /// for. `algorithms` are those of the host's known keys, which it is asked for first.
  func exchangeKeys(preferring algorithms: [String]) async throws(Diagnostic) {
    let wanted = HostKeys.preference(algorithms)
    let problem: Diagnostic? = try await perform("key exchange", timeout: target.timeout) {
      session in
      libssh2_session_method_pref(session.handle, LIBSSH2_METHOD_HOSTKEY, wanted)
      let code = libssh2_session_handshake(session.handle, session.descriptor)
      if code == LIBSSH2_ERROR_EAGAIN {
        return session.hasExchangedKeys ? .some(nil) : Optional<Diagnostic?>.none
      }
      return .some(code == 0 ? nil : session.handshakeError(code))
    }
    if let problem { throw problem }
  }

  private func handshakeError(_ code: Int32) -> Diagnostic {
    switch code {
    case LIBSSH2_ERROR_BANNER_RECV, LIBSSH2_ERROR_BANNER_SEND, LIBSSH2_ERROR_SOCKET_DISCONNECT,
      LIBSSH2_ERROR_SOCKET_RECV:
      isTurnedAway = libssh2_session_banner_get(handle) == nil
      return Diagnostic(
        .unreachable, "\(target.place) closed the connection before it said that it speaks SSH",
        hint: "is there an SSH server behind this port, and does it let this address in?")
    case LIBSSH2_ERROR_KEX_FAILURE, LIBSSH2_ERROR_KEY_EXCHANGE_FAILURE,
      LIBSSH2_ERROR_METHOD_NONE, LIBSSH2_ERROR_HOSTKEY_INIT:
      isForeign = true
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
}
