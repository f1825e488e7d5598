import Core
import Vault

extension Tests {
  static let vaultTests: [String: Test] = [
    "vault_encrypted": Test { (input, _, _) in input.encrypted != nil },
    "vaulted_file": Test { (input, _, _) throws(Diagnostic) in
      do throws(Diagnostic) {
        return try VaultEnvelope.isEncrypted(file: input.text)
      } catch {
        throw error.prefixed("Cannot test if the file \(input.text) is a vault")
      }
    },
  ]
}
