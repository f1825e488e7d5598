import Core
import Crypto
import Vault

extension Filters {
  /// Ansible Vault with passwords of the template's own.
  static let vaultFilters: [String: Filter] = [
    "vault": Filter(
      ["secret", "salt", "vault_id", "wrap_object", "vaultid"], required: 1, encrypt),
    "unvault": Filter(["secret", "vault_id", "vaultid"], required: 1, decrypt),
  ]

  private static func encrypt(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    guard let text = input.string else {
      throw arguments.told("Can only vault strings, instead we got: \(input.typeName)")
    }
    let salt = try arguments.optionalString(1).flatMap { $0.isEmpty ? nil : Array($0.utf8) }
    let identity = try identity(arguments, labels: [2, 4])
    let wraps = try arguments.bool(3)
    do {
      let encrypted = try Vault.encrypt(Array(text.utf8), for: identity, salt: salt)
      let envelope = String(decoding: encrypted, as: UTF8.self)
      return wraps ? .object(EncryptedText(envelope)) : .string(envelope)
    } catch {
      throw arguments.told("Unable to encrypt: \(error.message)")
    }
  }

  private static func decrypt(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    guard let text = input.encrypted?.envelope ?? input.string else {
      throw arguments.told(
        "Vault should be in the form of a string, instead we got: \(input.typeName)")
    }
    let identity = try identity(arguments, labels: [1, 2])
    guard VaultEnvelope.isEncrypted(text) else { return .string(text) }
    do {
      let vault = Vault([identity])
      return .string(String(decoding: try vault.decrypt(Array(text.utf8)).text, as: UTF8.self))
    } catch {
      throw arguments.told("Unable to decrypt: \(error.message)")
    }
  }

  /// The password, with the label of `vault_id` or, as an older name has it, of `vaultid`.
  private static func identity(
    _ arguments: Arguments, labels: [Int]
  ) throws(Diagnostic) -> Vault.Identity {
    guard let secret = arguments.value(0).string else {
      throw arguments.told(
        "Secret passed is required to be a string, instead we got: \(arguments.value(0).typeName)")
    }
    var label: String?
    for place in labels where label == nil { label = try arguments.optionalString(place) }
    return Vault.Identity(
      label: label ?? "filter_default", password: SecretBytes(Array(secret.utf8)))
  }
}
