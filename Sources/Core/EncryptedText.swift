/// The value of `!vault`: text that is decrypted when a template or a setting asks for it. Until then
/// it is carried about as it stands in the file.
package final class EncryptedText: Object {
  /// Header and digits as Ansible Vault writes them, without the indentation of YAML.
  package let envelope: String
  package let location: SourceLocation?

  package init(_ envelope: String, at location: SourceLocation? = nil) {
    self.envelope = envelope
    self.location = location
  }

  package let typeName = "AnsibleVaultEncryptedUnicode"
  package var text: String { envelope }
  package func equals(_ other: any Object) -> Bool {
    (other as? EncryptedText)?.envelope == envelope
  }
  package var hashSeed: Int { envelope.hashValue }
}

extension Value {
  /// The encrypted text that a value is; nil for any other value.
  package var encrypted: EncryptedText? {
    if case .object(let object) = self { object as? EncryptedText } else { nil }
  }

  /// Whether encrypted text stands anywhere in the value.
  package var holdsEncrypted: Bool {
    switch self {
    case .object: encrypted != nil
    case .list(let elements): elements.contains { $0.holdsEncrypted }
    case .map(let map): map.values.contains { $0.holdsEncrypted }
    default: false
    }
  }
}
