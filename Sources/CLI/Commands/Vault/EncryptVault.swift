import ArgumentParser
import Core
import Crypto
import Vault

/// `bosun vault encrypt`
struct EncryptVault: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "encrypt", abstract: "Encrypt files.")

  @Argument(help: "The files; the standard input where there is none.") var files: [String] = []
  @OptionGroup var output: OutputOptions
  @OptionGroup var encryption: EncryptOptions
  @OptionGroup var options: VaultActionOptions

  func run() throws {
    let vault = try VaultSession(options)
    try output.check(files)
    let identity = try vault.encrypting(encryption)
    if files.isEmpty { vault.sayThatInputIsRead("plaintext") }
    for file in files.isEmpty ? [VaultFile.standard] : files {
      let path = VaultFile.real(file)
      var text = try VaultFile.read(path)
      defer { text.cleanse() }
      let target = output.path ?? path
      try VaultFile.write(
        try vault.encrypt(text, for: identity), to: target, wipes: target == path)
    }
    vault.sayOnTerminal("Encryption successful")
  }
}

/// `bosun vault decrypt`
struct DecryptVault: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decrypt", abstract: "Decrypt files.")

  @Argument(help: "The files; the standard input where there is none.") var files: [String] = []
  @OptionGroup var output: OutputOptions
  @OptionGroup var options: VaultActionOptions

  func run() throws {
    let vault = try VaultSession(options)
    try output.check(files)
    let passwords = try vault.decrypting()
    if files.isEmpty { vault.sayThatInputIsRead("ciphertext") }
    for file in files.isEmpty ? [VaultFile.standard] : files {
      let path = VaultFile.real(file)
      let text = try VaultFile.decrypt(try VaultFile.read(path), of: path, by: passwords).text
      try VaultFile.write(text, to: output.path ?? path, mode: .private)
    }
    vault.sayOnTerminal("Decryption successful")
  }
}

/// `bosun vault rekey`
struct RekeyVault: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rekey", abstract: "Encrypt files with another password.")

  @Argument(help: "The files.") var files: [String] = []
  @Option(help: ArgumentHelp("A file with the new password.", valueName: "file"))
  var newVaultPasswordFile: String?
  @Option(help: ArgumentHelp("The id of the new password.", valueName: "id"))
  var newVaultId: String?
  @OptionGroup var encryption: EncryptOptions
  @OptionGroup var options: VaultActionOptions

  func validate() throws {
    guard newVaultId != nil, newVaultPasswordFile != nil else { return }
    throw ValidationError(
      "argument --new-vault-id: not allowed with argument --new-vault-password-file")
  }

  func run() throws {
    let vault = try VaultSession(options)
    let passwords = try vault.decrypting()
    let identity = try vault.rekeying(
      encryption, newId: newVaultId, newFile: newVaultPasswordFile)
    for file in files {
      let path = VaultFile.real(file)
      let text = try VaultFile.decrypt(try VaultFile.read(path), of: path, by: passwords).text
      try VaultFile.write(try vault.encrypt(text, for: identity), to: path)
    }
    vault.session.screen.display("Rekey successful", to: .error)
  }
}

extension OutputOptions {
  var path: String? { output.map { $0 == VaultFile.standard ? $0 : Path.expandingHome($0) } }

  /// - Throws: `usage` for several files that would have one output.
  func check(_ files: [String]) throws(Diagnostic) {
    guard output != nil, files.count > 1 else { return }
    throw Diagnostic(
      .usage, "At most one input file may be used with the --output option")
  }
}
