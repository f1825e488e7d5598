import Core
import Crypto
import Synchronization

/// The passwords that a run was given, and what is done with them. Shared by all that reads files.
package final class Vault: Sendable {
  /// A password with the label that it was given.
  package struct Identity: Sendable {
    package let label: String
    package let password: SecretBytes

    package init(label: String = Vault.defaultLabel, password: SecretBytes) {
      self.label = label
      self.password = password
    }
  }

  package struct Decrypted {
    package let text: [UInt8]
    /// The label in the text's header.
    package let label: String?
    /// Whose password fitted.
    package let identity: Identity
  }

  /// The label of passwords and texts without one.
  package static let defaultLabel = "default"

  package let identities: [Identity]
  /// `vault_identity`: the label that a text without one counts as having.
  private let unlabelled: String
  /// `vault_id_match`: a text is tried only with passwords of its own label.
  private let matchesLabels: Bool
  /// What deriving the keys has given: it is slow on purpose, and hosts ask for the same again.
  private let ciphers = Mutex<[CipherKey: VaultCipher]>([:])
  /// The numbers of passwords that fitted some text: of those it is known that they are right.
  private let proven = Mutex<Set<Int>>([])

  private struct CipherKey: Hashable {
    let identity: Int
    let salt: [UInt8]
  }

  package init(
    _ identities: [Identity] = [], unlabelled: String = Vault.defaultLabel,
    matchesLabels: Bool = false
  ) {
    self.identities = identities
    self.unlabelled = unlabelled
    self.matchesLabels = matchesLabels
  }

  // MARK: Decrypting

  /// The text behind an encrypted one.
  ///
  /// - Throws: `file`, without a place: the text is damaged, there is no password, or none fits.
  package func decrypt(_ text: [UInt8]) throws(Diagnostic) -> Decrypted {
    guard VaultEnvelope.isEncrypted(text) else {
      throw Diagnostic(.file, "input is not vault encrypted data.")
    }
    let envelope = try VaultEnvelope(text)
    guard !identities.isEmpty else { throw Self.noPassword }
    for number in candidates(for: envelope.label ?? unlabelled) {
      let cipher = cipher(of: number, salt: envelope.salt)
      guard let text = cipher.decrypt(envelope.ciphertext, hash: envelope.hash) else { continue }
      proven.withLock { _ = $0.insert(number) }
      return Decrypted(text: text, label: envelope.label, identity: identities[number])
    }
    throw failure(envelope)
  }

  /// The value of `!vault`.
  ///
  /// - Throws: as `decrypt`, at the value's place; `evaluation` for what is no text.
  package func decrypt(_ value: EncryptedText) throws(Diagnostic) -> String {
    do throws(Diagnostic) {
      let bytes = try decrypt(Array(value.envelope.utf8)).text
      if let text = String(validating: bytes, as: UTF8.self) { return text }
      throw Diagnostic(.evaluation, "what is encrypted here is no text in UTF-8")
    } catch {
      throw error.at(value.location)
    }
  }

  /// A file of the controller, decrypted where it is encrypted; errors call it `name`.
  ///
  /// - Throws: `file` where it cannot be read, and as `decrypt`, at the file's place.
  package func read(_ path: String, name: String) throws(Diagnostic) -> SourceFile {
    let bytes = try Files.read(path)
    guard VaultEnvelope.isEncrypted(bytes) else { return SourceFile(name: name, text: bytes) }
    do throws(Diagnostic) {
      return SourceFile(name: name, text: try decrypt(bytes).text, isSecret: true)
    } catch {
      throw error.at(SourceLocation(file: SourceFile(name: name), line: 1, column: 1))
    }
  }

  /// `read`, for what reads files without knowing of vaults.
  package var reading: FileReading {
    { (path, name) throws(Diagnostic) in try self.read(path, name: name) }
  }

  /// Those passwords that may fit a text, the likeliest first.
  private func candidates(for label: String) -> [Int] {
    let matching = identities.indices.filter { identities[$0].label == label }
    return matchesLabels
      ? matching : matching + identities.indices.filter { !matching.contains($0) }
  }

  private func cipher(of number: Int, salt: [UInt8]) -> VaultCipher {
    let key = CipherKey(identity: number, salt: salt)
    if let known = ciphers.withLock({ $0[key] }) { return known }
    let made = VaultCipher(password: identities[number].password, salt: salt)
    ciphers.withLock { $0[key] = made }
    return made
  }

  // MARK: Encrypting

  /// An encrypted text; with a label other than `default` it is of version 1.2.
  ///
  /// - Parameter salt: 32 random bytes where nothing is said.
  /// - Throws: `file` for what is encrypted already.
  package static func encrypt(
    _ text: [UInt8], for identity: Identity, salt: [UInt8]? = nil
  ) throws(Diagnostic) -> [UInt8] {
    guard !VaultEnvelope.isEncrypted(text) else {
      throw Diagnostic(.file, "input is already encrypted")
    }
    var generator = SystemRandomNumberGenerator()
    let salt = salt ?? (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    let (hash, ciphertext) = VaultCipher(password: identity.password, salt: salt).encrypt(text)
    return VaultEnvelope(label: identity.label, salt: salt, hash: hash, ciphertext: ciphertext).text
  }
}

// MARK: - What went wrong

extension Vault {
  private static var noPassword: Diagnostic {
    Diagnostic(
      .file, "Attempting to decrypt but no vault secrets found", hint: passwordHint)
  }

  /// What to do where a password is missing.
  package static let passwordHint =
    "give the password by --ask-vault-pass, --vault-password-file or --vault-id, or name "
    + "its file as vault_password_file in ansible.cfg"

  /// No password fitted. A hash that does not fit has two possible reasons; what else is known may
  /// tell which of both it is.
  private func failure(_ envelope: VaultEnvelope) -> Diagnostic {
    let known = identities.map(\.label).joined(separator: ", ")
    let label = envelope.label ?? unlabelled
    let hint: String
    if matchesLabels, !identities.contains(where: { $0.label == label }) {
      hint = "vault_id_match is set, the text's label is '\(label)', and there are only: \(known)"
    } else if !proven.withLock(\.isEmpty) {
      hint =
        "the password has decrypted other texts: this one has another password (label "
        + "'\(label)'), or it was changed after it was encrypted"
    } else {
      hint =
        "the form of the text is right, so the password is wrong (given: \(known)), or some digits "
        + "were changed"
    }
    return Diagnostic(
      .file, "Decryption failed (no vault secrets were found that could decrypt)", hint: hint)
  }
}
