import ArgumentParser
import Core
import Crypto
import Glibc
import Vault

/// `bosun vault create`: a new file, written in an editor.
struct CreateVault: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: "Write a new encrypted file in an editor.")

  @Argument(help: "The file.") var files: [String] = []
  @Flag(help: "Open the editor without a terminal too.") var skipTtyCheck = false
  @OptionGroup var encryption: EncryptOptions
  @OptionGroup var options: VaultActionOptions

  func run() throws {
    let vault = try VaultSession(options)
    let identity = try vault.encrypting(encryption)
    guard files.count == 1 else {
      throw Diagnostic(.usage, "ansible-vault create can take only one filename argument")
    }
    guard skipTtyCheck || isatty(STDOUT_FILENO) == 1 else {
      throw Diagnostic(.usage, "not a tty, editor cannot be opened")
    }
    let path = Path.expandingHome(files[0])
    if Files.kind(path) != nil {
      throw Diagnostic(.file, "\(path) exists, please use 'edit' instead")
    }
    let folder = Path.folder(path)
    if !folder.isEmpty, Files.kind(folder) == nil {
      vault.session.warn(Diagnostic(.file, "\(folder) does not exist, creating..."))
      try Files.makeFolder(folder)
    }
    let text = try VaultEditor(vault: vault).edit([], of: path)
    try VaultFile.write(try vault.encrypt(text, for: identity), to: path)
  }
}

/// `bosun vault edit`: changes an encrypted file in an editor.
struct EditVault: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit", abstract: "Change encrypted files in an editor.")

  @Argument(help: "The files.") var files: [String] = []
  @OptionGroup var encryption: EncryptOptions
  @OptionGroup var options: VaultActionOptions

  func run() throws {
    let vault = try VaultSession(options)
    let passwords = try vault.decrypting()
    for file in files {
      let path = VaultFile.real(file)
      let decrypted = try VaultFile.decrypt(try VaultFile.read(path), of: path, by: passwords)
      let text = try VaultEditor(vault: vault).edit(decrypted.text, of: path)
      if text == decrypted.text { continue }
      // The header's label stays, whosever password it was that fitted.
      let identity = Vault.Identity(
        label: decrypted.label ?? Vault.defaultLabel, password: decrypted.identity.password)
      try VaultFile.write(try vault.encrypt(text, for: identity), to: path)
    }
  }
}

/// `bosun vault view`: shows encrypted files in a pager.
struct ViewVault: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "view", abstract: "Show encrypted files.")

  @Argument(help: "The files.") var files: [String] = []
  @OptionGroup var options: VaultActionOptions

  func run() throws {
    let vault = try VaultSession(options)
    let passwords = try vault.decrypting()
    let pager = vault.session.configuration.text(.pager) ?? "less"
    for file in files {
      let path = VaultFile.real(file)
      let text = try VaultFile.decrypt(try VaultFile.read(path), of: path, by: passwords).text
      if Pager.show(text, by: pager) { continue }
      try VaultFile.write(text.last == 0x0A ? text : text + [0x0A], to: VaultFile.standard)
    }
  }
}

/// Opens the editor that a person has chosen.
struct VaultEditor {
  let vault: VaultSession

  /// - Returns: the text as the editor leaves it.
  func edit(_ text: [UInt8], of path: String) throws(Diagnostic) -> [UInt8] {
    let name = Path.name(path)
    let dot = name.lastIndex(of: ".")
    let place = try EditPlace(
      ending: dot.map { $0 == name.startIndex ? "" : String(name[$0...]) } ?? "")
    Interrupt.cleanUp { place.remove() }
    // The end of the terminal ends the editor; we go on, to clean up.
    signal(SIGHUP) { _ in }
    defer {
      place.remove()
      Interrupt.cleanUp {}
    }
    return try place.edit(text, by: vault.session.configuration.text(.editor) ?? "vi")
  }
}
