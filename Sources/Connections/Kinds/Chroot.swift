import Core

extension ConnectionKind {
  /// A folder with a system in it, by `chroot`; `ansible_host` is the folder.
  static let chroot = ConnectionKind(
    name: "chroot", collections: ["community.general"], summary: "run in a changed root folder"
  ) {
    (target: ConnectionTarget, _: PassphrasePrompt?) async throws(Diagnostic)
      -> any Connection in
    guard Files.isFolder(target.address) else {
      throw Diagnostic(.unreachable, "the root folder '\(target.address)' does not exist")
    }
    return ProgramConnection { command in
      ["chroot"] + target.extraArguments + [target.address, "/bin/sh", "-c", command]
    }
  }
}
