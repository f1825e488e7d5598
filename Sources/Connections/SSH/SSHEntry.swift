import Core

/// The way into the kind `ssh`: finds out what a target comes to, and who is able to connect.
enum SSHEntry {
  /// Connects by libssh2. What only the system's `ssh` can do (`ForwardAgent`, certificates, RSA host
  /// keys, …) is left to it, unless there is a password, which it would not take.
  static func open(
    _ target: ConnectionTarget, _ prompt: PassphrasePrompt?
  ) async throws(Diagnostic) -> any Connection {
    let endpoint = try await BlockingWork.run {
      Result { () throws(Diagnostic) in try SSHEndpoint.resolve(target) }
    }.get()
    if !endpoint.foreign.isEmpty, target.password == nil {
      let reasons = endpoint.foreign.joined(separator: ", ")
      return try await openBySystem(target, prompt, "as \(reasons) needs it")
    }
    switch try await SSHConnection.attempt(endpoint, prompt: prompt) {
    case .connected(let connection): return connection
    case .foreign(let error):
      if target.password != nil { throw error }
      return try await openBySystem(target, prompt, "after this: \(error.message)")
    }
  }

  private static func openBySystem(
    _ target: ConnectionTarget, _ prompt: PassphrasePrompt?, _ reason: String
  ) async throws(Diagnostic) -> any Connection {
    do { return try await ConnectionKind.openssh.connect(target, prompt) } catch {
      throw error.prefixed("by the system's ssh, \(reason)")
    }
  }
}
