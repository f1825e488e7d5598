import ArgumentParser

/// `bosun vault`, as `ansible-vault`: encrypted files and variables.
struct VaultCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vault", abstract: "Encrypt and decrypt files and variables.",
    subcommands: [
      CreateVault.self, EditVault.self, ViewVault.self, EncryptVault.self, DecryptVault.self,
      RekeyVault.self, EncryptString.self,
    ])
}

/// What every action of `bosun vault` takes.
struct VaultActionOptions: ParsableArguments {
  @OptionGroup(title: "Passwords") var vault: VaultOptions
  @OptionGroup(title: "Output") var common: CommonOptions
}

/// Which of several passwords encrypts.
struct EncryptOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The id to encrypt with, where there are several.", valueName: "label"))
  var encryptVaultId: String?
}

/// Where the result goes.
struct OutputOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Write there; - is the standard output.", valueName: "file"))
  var output: String?
}
