import Core
import Crypto
import Glibc
import Vault

/// What the actions of `bosun vault` share: the passwords that each of them needs.
struct VaultSession {
  let session: Session
  private let options: VaultActionOptions

  init(_ options: VaultActionOptions) throws(Diagnostic) {
    session = try Session(options.common)
    self.options = options
  }

  private func wanted(isNew: Bool) throws(Diagnostic) -> VaultPasswords.Wanted {
    var wanted = VaultPasswords.Wanted(isNew: isNew, asksWithoutSource: true)
    wanted.ids = session.vaultPasswords.standardIds + options.vault.vaultIds
    wanted.files = options.vault.passwordFiles
    wanted.asks = try session.configuration.flag(options.vault.askVaultPassword, or: .askVaultPass)
    return wanted
  }

  /// The vault that decrypts.
  func decrypting() throws(Diagnostic) -> Vault {
    try session.vault(of: try session.vaultPasswords.read(wanted(isNew: false)))
  }

  /// The password that encrypts: that of the id, else the only one.
  ///
  /// - Throws: `usage` where there are several and nothing chooses one; `file` for an unknown id.
  func encrypting(_ options: EncryptOptions) throws(Diagnostic) -> Vault.Identity {
    let identities = try session.vaultPasswords.read(wanted(isNew: true))
    let id = encryptId(options)
    if identities.count > 1, id == nil {
      throw Diagnostic(
        .usage,
        "The vault-ids \(identities.map(\.label).joined(separator: ",")) are available to encrypt. "
          + "Specify the vault-id to encrypt with --encrypt-vault-id")
    }
    return try chosen(identities, id)
  }

  /// The password that `rekey` encrypts with.
  func rekeying(
    _ options: EncryptOptions, newId: String?, newFile: String?
  ) throws(Diagnostic) -> Vault.Identity {
    let id = encryptId(options)
    var wanted = try wanted(isNew: true)
    wanted.ids = (id == nil ? [] : session.vaultPasswords.standardIds) + [newId].compactMap(\.self)
    wanted.files = [newFile].compactMap(\.self)
    return try chosen(try session.vaultPasswords.read(wanted), id)
  }

  private func encryptId(_ options: EncryptOptions) -> String? {
    options.encryptVaultId ?? session.configuration.text(.vaultEncryptIdentity)
  }

  private func chosen(
    _ identities: [Vault.Identity], _ id: String?
  ) throws(Diagnostic) -> Vault.Identity {
    if let found = identities.first(where: { id == nil || $0.label == id }) { return found }
    guard let id, !identities.isEmpty else {
      throw Diagnostic(.usage, "A vault password is required to use Ansible's Vault")
    }
    let known = Value.list(identities.map { .string($0.label) }).repr
    throw Diagnostic(
      .file,
      "Did not find a match for --encrypt-vault-id=\(id) in the known vault-ids \(known)",
      hint: Suggestion.hint(for: id, among: identities.map(\.label)))
  }

  /// Encrypts, with the salt of the configuration where it names one.
  func encrypt(_ text: [UInt8], for identity: Vault.Identity) throws(Diagnostic) -> [UInt8] {
    let salt = session.configuration.text(.vaultEncryptSalt).map { Array($0.utf8) }
    return try Vault.encrypt(text, for: identity, salt: salt)
  }

  // MARK: Words for a person

  /// Says something on the standard error where a person looks at the output.
  func sayOnTerminal(_ text: String) {
    if isatty(STDOUT_FILENO) == 1 { session.screen.display(text, to: .error) }
  }

  func sayThatInputIsRead(_ kind: String) {
    guard isatty(STDIN_FILENO) == 1 else { return }
    session.screen.display("Reading \(kind) input from stdin", to: .error)
  }
}
