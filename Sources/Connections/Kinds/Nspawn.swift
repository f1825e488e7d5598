import Core

extension ConnectionKind {
  /// A folder with a system in it, by `systemd-nspawn`; `ansible_host` is the folder.
  static let nspawn = ConnectionKind(
    name: "nspawn", collections: [], summary: "run in a folder by systemd-nspawn"
  ) {
    (target: ConnectionTarget, _: PassphrasePrompt?) async throws(Diagnostic)
      -> any Connection in
    guard Files.isFolder(target.address) else {
      throw Diagnostic(.unreachable, "the root folder '\(target.address)' does not exist")
    }
    let user = target.userIsSet ? ["--user=\(target.user)"] : []
    return ProgramConnection { command in
      ["systemd-nspawn", "--quiet", "--pipe", "--register=no", "--keep-unit"] + user
        + target.extraArguments
        + ["--directory=\(target.address)", "--", "/bin/sh", "-c", command]
    }
  }
}
