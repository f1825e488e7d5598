import ArgumentParser

/// Where the passwords of Ansible Vault come from.
struct VaultOptions: ParsableArguments {
  @Option(
    name: .customLong("vault-id"),
    help: ArgumentHelp(
      "A password: label@file, label@prompt, or a file or program alone (repeatable).",
      valueName: "id"))
  var vaultIds: [String] = []

  @Option(
    name: [.customLong("vault-password-file"), .customLong("vault-pass-file")],
    help: ArgumentHelp("A file with a password, or a program (repeatable).", valueName: "file"),
    completion: .file())
  var passwordFiles: [String] = []

  @Flag(
    name: [.customShort("J"), .customLong("ask-vault-password"), .customLong("ask-vault-pass")],
    help: "Ask for the vault's password.")
  var askVaultPassword = false

  func validate() throws {
    for id in vaultIds where id.contains(";") {
      throw ValidationError(
        "'\(id)' is not a valid vault id. The character ';' is not allowed in vault ids")
    }
    if askVaultPassword, !passwordFiles.isEmpty {
      throw ValidationError("--vault-password-file is not allowed with --ask-vault-password")
    }
  }
}
