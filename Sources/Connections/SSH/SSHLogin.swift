import CLibSSH2
import Core
import Crypto

/// Logs in to a session that knows its host: by keys of the agent, keys of files,
/// keyboard-interactive and password, as far as the host offers these.
struct SSHLogin {
  let session: SSHSession
  let target: SSHEndpoint
  let prompt: PassphrasePrompt?
  /// What was tried, for the message of a refusal.
  private var tried: [String] = []
  /// What could not be tried, and why.
  private var problems: [String] = []

  init(session: SSHSession, target: SSHEndpoint, prompt: PassphrasePrompt?) {
    self.session = session
    self.target = target
    self.prompt = prompt
  }

  /// `authentication` when the host lets us in by no way; the message tells the ways.
  mutating func run() async throws(Diagnostic) {
    guard let offered = try await session.loginMethods() else { return }
    do {
      if offered.contains("publickey"), try await byKeys() { return }
      if let password = target.password {
        if offered.contains("keyboard-interactive"),
          target.methods.contains("keyboard-interactive")
        {
          tried.append("the password (keyboard-interactive)")
          if try await session.answerPrompts(password) { return }
        }
        if offered.contains("password"), target.methods.contains("password") {
          tried.append("the password")
          if try await session.givePassword(password) { return }
        }
      }
    } catch {
      // Servers hang up on those who try too often.
      guard error.kind == .unreachable, tried.count > 1 else { throw error }
      throw refusal(offered, "closed the connection after")
    }
    throw refusal(offered, "refused")
  }

  private mutating func byKeys() async throws(Diagnostic) -> Bool {
    let (identities, missing) = await SSHIdentity.all(for: target)
    problems += missing
    let speaksSHA2 = await session.speaksRSAWithSHA2
    // Servers take six tries as a rule: some are left for the password.
    for identity in identities.prefix(target.password == nil ? .max : 3) {
      let algorithm = identity.algorithm(serverSpeaksSHA2: speaksSHA2)
      let outcome = try await session.login(identity, algorithm: algorithm) {
        [target, prompt] data, name in
        await identity.sign(data, algorithm: name, target: target, prompt: prompt)
      }
      switch outcome {
      case .accepted: return true
      case .refused: tried.append(identity.description)
      case .unusable(let reason): problems.append(reason)
      }
    }
    return false
  }

  private func refusal(_ offered: [String], _ verb: String) -> Diagnostic {
    let tries = tried.isEmpty ? "nothing, as there is no key or password for it" : tried.list
    var notes = problems
    notes += target.foreign.map { "\($0) is heeded by ansible_connection=openssh only" }
    if target.password == nil, offered.contains(where: { $0 != "publickey" }) {
      notes.append("no password is set")
    }
    let remarks = notes.isEmpty ? "" : "; \(notes.joined(separator: "; "))"
    return Diagnostic(
      .authentication,
      "\(target.place) \(verb) the login of '\(target.user)': it offers \(offered.list); "
        + "tried: \(tries)\(remarks)",
      hint: "check ansible_user, ansible_ssh_private_key_file and ansible_password (-u, "
        + "--private-key, -k)")
  }
}

extension [String] {
  fileprivate var list: String { joined(separator: ", ") }
}

/// How one try of a key ended.
enum KeyOutcome: Sendable {
  case accepted, refused
  /// The host would take the key, but it does not sign.
  case unusable(String)
}

/// What the library's callbacks answer with while a login is under way. Confined to a loop.
struct SSHLoginAnswers {
  /// Data that the library wants signed.
  var request: [UInt8]?
  /// The signature of it.
  var signature: [UInt8]?
  /// There will be no signature.
  var givesUp = false
  /// For prompts that do not echo.
  var password: Secret?
}
