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

  /// `authentication` when the host lets us in by no way; the message tells the ways. `found` are
  /// the keys to try, in order, and what is wrong with others.
  mutating func run(
    _ found: (identities: [SSHIdentity], problems: [String])
  ) async throws(Diagnostic) {
    problems += found.problems
    let speaksSHA2 = await session.speaksRSAWithSHA2
    // Servers take six tries as a rule: some are left for the password.
    let keys = found.identities.prefix(target.password == nil ? .max : 3).map {
      (identity: $0, algorithm: $0.algorithm(serverSpeaksSHA2: speaksSHA2))
    }
    // One key and nothing else: whatever the host offers, it is this key that we try.
    let hasChoice = keys.count != 1 || target.password != nil
    var offered = ["publickey"]
    if hasChoice {
      let first = keys.first.map { $0.identity.blob(for: $0.algorithm) }
      guard let list = try await session.loginMethods(offering: first) else { return }
      offered = list
    }
    do {
      // The first key is on its way already.
      if try await byKeys(offered.contains("publickey") ? keys[...] : keys.prefix(1)) { return }
      // Where a key is the first of several things that the host wants, it now offers the next.
      if target.password != nil, offered == ["publickey"] {
        offered = try await session.loginMethods() ?? offered
      }
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
    if !hasChoice, let list = try? await session.loginMethods() { offered = list }
    throw refusal(offered, "refused")
  }

  private mutating func byKeys(
    _ keys: ArraySlice<(identity: SSHIdentity, algorithm: String)>
  ) async throws(Diagnostic) -> Bool {
    for (identity, algorithm) in keys {
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
  /// Whether a channel may be asked for together with the login.
  var sendsAhead = false
  /// A key to offer together with the question what the host offers.
  var offer: [UInt8]?
  /// Data that the library wants signed.
  var request: [UInt8]?
  /// The signature of it.
  var signature: [UInt8]?
  /// There will be no signature.
  var givesUp = false
  /// For prompts that do not echo.
  var password: Secret?
}
