import Core

extension ConnectionKind {
  /// The controller itself, as the user who runs us.
  static let local = ConnectionKind(
    name: "local", collections: ["ansible.builtin"], summary: "run on the controller"
  ) { (_: ConnectionTarget, _: PassphrasePrompt?) async throws(Diagnostic) -> any Connection in
    ProgramConnection { ["/bin/sh", "-c", $0] }
  }
}
