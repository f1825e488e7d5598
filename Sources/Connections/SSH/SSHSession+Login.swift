import CLibSSH2
import Core
import Crypto
import Glibc

extension SSHSession {
  /// The ways to log in that the host offers; nil when it wants none. The key `ahead` is offered to
  /// it along with the question; `login` must then go on with this key.
  func loginMethods(offering ahead: [UInt8]? = nil) async throws(Diagnostic) -> [String]? {
    let user = target.user
    await loop.run { [self] in login.offer = ahead }
    return try await perform("login", timeout: target.timeout) {
      session -> Result<[String]?, Diagnostic>? in
      if let blob = session.login.offer {
        session.login.offer = nil
        session.ahead {
          _ = libssh2_userauth_list(session.handle, user, UInt32(user.utf8.count))
          _ = libssh2_userauth_publickey(session.handle, user, blob, blob.count, signCallback, nil)
        }
      }
      let list = libssh2_userauth_list(session.handle, user, UInt32(user.utf8.count))
      if let list {
        return .success(String(cString: list).split(separator: ",").map(String.init))
      }
      let code = libssh2_session_last_errno(session.handle)
      if code == LIBSSH2_ERROR_EAGAIN { return nil }
      if libssh2_userauth_authenticated(session.handle) == 1 { return .success(nil) }
      return .failure(session.error(code, "\(session.target.place) does not say how to log in"))
    }.get()
  }

  /// Whether RSA signatures with SHA-2 may be used: OpenSSH knows them from 7.2 on.
  var speaksRSAWithSHA2: Bool {
    get async {
      await loop.run { [self] in
        guard failure == nil, let text = libssh2_session_banner_get(handle) else { return true }
        let banner = String(cString: text)
        guard let start = banner.firstIndex(of: "_"), banner[..<start].hasSuffix("OpenSSH") else {
          return true
        }
        let version = banner[start...].dropFirst().split(separator: ".", maxSplits: 1)
        let major = version.first.flatMap { Int($0) } ?? 99
        let minor = version.last.flatMap { Int($0.prefix { $0.isNumber }) } ?? 0
        return (major, minor) >= (7, 2)
      }
    }
  }

  /// Tries a key. The library asks for a signature only when the host would take the key; the
  /// signature is made outside the loop's thread, since an agent or a person may be asked.
  func login(
    _ identity: SSHIdentity, algorithm: String,
    sign: @Sendable ([UInt8], String) async -> Result<[UInt8], Reason>
  ) async throws(Diagnostic) -> KeyOutcome {
    let blob = identity.blob(for: algorithm)
    await loop.run { [self] in login = SSHLoginAnswers(sendsAhead: login.sendsAhead) }
    while true {
      switch try await step(blob) {
      case .done(true): return .accepted
      case .done(false):
        guard await loop.run({ [self] in hasOpenedAhead }) else { return .refused }
        throw Diagnostic(.authentication, "\(target.place) wants more than this key")
      case .wantsSignature(let data):
        let outcome = await sign(data, SSHSession.algorithm(in: data) ?? algorithm)
        await loop.run { [self] in
          login.signature = try? outcome.get()
          login.givesUp = login.signature == nil
        }
        if case .failure(let reason) = outcome {
          _ = try await step(blob)
          return .unusable(reason.text)
        }
      }
    }
  }

  struct Reason: Error, Sendable { let text: String }
  private enum KeyStep: Sendable { case done(Bool), wantsSignature([UInt8]) }

  private func step(_ blob: [UInt8]) async throws(Diagnostic) -> KeyStep {
    let user = target.user
    return try await perform("login", timeout: target.timeout) {
      session -> Result<KeyStep, Diagnostic>? in
      let isSigned = session.login.signature != nil
      let code = libssh2_userauth_publickey(
        session.handle, user, blob, blob.count, signCallback, nil)
      if isSigned, session.login.sendsAhead, [0, LIBSSH2_ERROR_EAGAIN].contains(code) {
        session.openAhead()
      }
      guard code == LIBSSH2_ERROR_EAGAIN else { return session.outcome(code).map(KeyStep.done) }
      defer { session.login.request = nil }
      return session.login.request.map { .success(.wantsSignature($0)) }
    }.get()
  }

  /// Whether a login was accepted; an error when the connection is gone.
  private func outcome(_ code: Int32) -> Result<Bool, Diagnostic> {
    switch code {
    case 0: .success(true)
    case LIBSSH2_ERROR_AUTHENTICATION_FAILED, LIBSSH2_ERROR_PUBLICKEY_UNVERIFIED,
      LIBSSH2_ERROR_METHOD_NOT_SUPPORTED:
      isBroken ? .failure(lost(0)) : .success(false)
    case LIBSSH2_ERROR_PASSWORD_EXPIRED:
      .failure(
        Diagnostic(
          .authentication, "the password of '\(target.user)' on \(target.place) has expired")
      )
    default: .failure(error(code, "the login to \(target.place) failed"))
    }
  }

  func givePassword(_ password: Secret) async throws(Diagnostic) -> Bool {
    let user = target.user
    return try await perform("login", timeout: target.timeout) {
      session -> Result<Bool, Diagnostic>? in
      let code = libssh2_userauth_password_ex(
        session.handle, user, UInt32(user.utf8.count), password.text,
        UInt32(password.text.utf8.count), nil)
      return code == LIBSSH2_ERROR_EAGAIN ? nil : session.outcome(code)
    }.get()
  }

  /// Keyboard-interactive: the password is the answer to every prompt that does not echo.
  func answerPrompts(_ password: Secret) async throws(Diagnostic) -> Bool {
    let user = target.user
    return try await perform("login", timeout: target.timeout) {
      session -> Result<Bool, Diagnostic>? in
      session.login.password = password
      let code = libssh2_userauth_keyboard_interactive_ex(
        session.handle, user, UInt32(user.utf8.count), promptCallback)
      if code == LIBSSH2_ERROR_EAGAIN { return nil }
      session.login.password = nil
      return session.outcome(code)
    }.get()
  }

  /// The algorithm that the data of a login names: session, then the request of RFC 4252,
  /// section 7. From 1.11 on the library chooses it.
  private static func algorithm(in data: [UInt8]) -> String? {
    var reader = SSHReader(data)
    guard reader.string() != nil, reader.byte() != nil, reader.string() != nil,
      reader.string() != nil, reader.string() != nil, reader.byte() != nil
    else { return nil }
    return reader.text()
  }
}

/// Gives the library the signature, or takes the request for one and lets it wait.
private func signCallback(
  _ handle: OpaquePointer?, _ signature: UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?,
  _ count: UnsafeMutablePointer<Int>?, _ data: UnsafePointer<UInt8>?, _ dataCount: Int,
  _ abstract: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
) -> Int32 {
  guard let handle, let session = SSHSession.owner(libssh2_session_abstract(handle)),
    !session.login.givesUp
  else { return -1 }
  guard let bytes = session.login.signature else {
    session.login.request = Array(UnsafeBufferPointer(start: data, count: dataCount))
    return LIBSSH2_ERROR_EAGAIN
  }
  session.login.signature = nil
  // The library frees it.
  guard let copy = malloc(bytes.count)?.assumingMemoryBound(to: UInt8.self) else { return -1 }
  copy.update(from: bytes, count: bytes.count)
  signature?.pointee = copy
  count?.pointee = bytes.count
  return 0
}

private func promptCallback(
  _ name: UnsafePointer<CChar>?, _ nameCount: Int32, _ text: UnsafePointer<CChar>?,
  _ textCount: Int32, _ count: Int32, _ prompts: UnsafePointer<LIBSSH2_USERAUTH_KBDINT_PROMPT>?,
  _ answers: UnsafeMutablePointer<LIBSSH2_USERAUTH_KBDINT_RESPONSE>?,
  _ abstract: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
) {
  guard let session = SSHSession.owner(abstract), let prompts, let answers else { return }
  for index in 0..<Int(count) where prompts[index].echo == 0 {
    // The library frees it.
    answers[index].text = strdup(session.login.password?.text ?? "")
    answers[index].length = UInt32(session.login.password?.text.utf8.count ?? 0)
  }
}
