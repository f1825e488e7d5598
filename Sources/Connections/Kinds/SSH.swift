import Core

extension ConnectionKind {
  /// SSH by libssh2.
  static let ssh = ConnectionKind(
    name: "ssh", collections: ["ansible.builtin"], summary: "connect by SSH"
  ) {
    (target: ConnectionTarget, prompt: PassphrasePrompt?) async throws(Diagnostic)
      -> any Connection in
    try await SSHEntry.open(target, prompt)
  }
}
