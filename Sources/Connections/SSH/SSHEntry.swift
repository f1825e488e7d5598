import Core

/// The way into the kind `ssh`: finds out what a target comes to, and who is able to connect.
enum SSHEntry {
  /// Connects by libssh2. What only the system's `ssh` can do (`ForwardAgent`, certificates, …) is
  /// left to it, unless there is a password, which it would not take.
  static func open(
    _ target: ConnectionTarget, _ prompt: PassphrasePrompt?
  ) async throws(Diagnostic) -> any Connection {
    let endpoint = try await BlockingWork.run {
      Result { () throws(Diagnostic) in try SSHEndpoint.resolve(target) }
    }.get()
    if !endpoint.foreign.isEmpty, target.password == nil {
      do { return try await ConnectionKind.openssh.connect(target, prompt) } catch {
        let reasons = endpoint.foreign.joined(separator: ", ")
        throw error.prefixed("by the system's ssh, as \(reasons) needs it")
      }
    }
    return try await SSHConnection.open(endpoint, prompt: prompt)
  }
}
