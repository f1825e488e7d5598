import CCrypto

/// The cipher `AES256` of Ansible Vault, on bytes: AES-256 in counter mode under PKCS #7 padding,
/// and HMAC-SHA256 over what comes out. Both keys and the first counter are PBKDF2-HMAC-SHA256 of
/// the password (docs.ansible.com, "Ansible Vault payload format 1.1 - 1.2").
package struct VaultCipher: Sendable {
  private static let rounds: Int32 = 10_000
  private static let blockSize = 16
  /// How long the hash is that guards the text.
  package static let hashSize = 32

  /// Two keys of 32 bytes (cipher, hash), then the counter.
  private let keys: SecretBytes

  /// Takes some ten milliseconds: that is the point of it.
  package init(password: SecretBytes, salt: [UInt8]) {
    keys = SecretBytes(count: 80) { keys in
      password.withBytes { password in
        _ = PKCS5_PBKDF2_HMAC(
          password.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(password.count), salt,
          Int32(salt.count), Self.rounds, EVP_sha256(), Int32(keys.count),
          keys.baseAddress?.assumingMemoryBound(to: UInt8.self))
      }
    }
  }

  package func encrypt(_ text: [UInt8]) -> (hash: [UInt8], ciphertext: [UInt8]) {
    let missing = Self.blockSize - text.count % Self.blockSize
    var padded = text + repeatElement(UInt8(missing), count: missing)
    defer { padded.cleanse() }
    let ciphertext = applyCounter(to: padded)
    return (hash(of: ciphertext), ciphertext)
  }

  /// The text, or nil where the hash does not fit: another password, or bytes that were changed.
  /// Which of both cannot be told, and must not be tried: the text of bytes that nobody vouches for
  /// is not to be looked at.
  package func decrypt(_ ciphertext: [UInt8], hash: [UInt8]) -> [UInt8]? {
    let wanted = self.hash(of: ciphertext)
    guard hash.count == wanted.count, CRYPTO_memcmp(hash, wanted, wanted.count) == 0 else {
      return nil
    }
    var text = applyCounter(to: ciphertext)
    guard let padding = text.last.map(Int.init), 1...Self.blockSize ~= padding,
      text.suffix(padding).allSatisfy({ $0 == padding })
    else { return nil }
    text.removeLast(padding)
    return text
  }

  /// Whether a text of so many bytes can have come from `encrypt`.
  package static func isWhole(_ count: Int) -> Bool { count > 0 && count % blockSize == 0 }

  private func hash(of ciphertext: [UInt8]) -> [UInt8] {
    var out = [UInt8](repeating: 0, count: Self.hashSize)
    keys.withBytes { keys in
      _ = HMAC(
        EVP_sha256(), keys.baseAddress.map { $0 + 32 }, 32, ciphertext, ciphertext.count, &out, nil)
    }
    return out
  }

  /// Adds the key stream; doing it twice gives the bytes back.
  private func applyCounter(to bytes: [UInt8]) -> [UInt8] {
    let context = EVP_CIPHER_CTX_new()
    defer { EVP_CIPHER_CTX_free(context) }
    keys.withBytes { keys in
      let start = keys.baseAddress?.assumingMemoryBound(to: UInt8.self)
      _ = EVP_EncryptInit_ex(context, EVP_aes_256_ctr(), nil, start, start.map { $0 + 64 })
    }
    return [UInt8](unsafeUninitializedCapacity: bytes.count) { out, filled in
      // libcrypto counts in Int32.
      while filled < bytes.count {
        let piece = min(bytes.count - filled, 1 << 30)
        var written: Int32 = 0
        bytes.withUnsafeBufferPointer { input in
          _ = EVP_EncryptUpdate(
            context, out.baseAddress.map { $0 + filled }, &written,
            input.baseAddress.map { $0 + filled }, Int32(piece))
        }
        precondition(written == piece, "AES in counter mode gives as many bytes as it takes")
        filled += piece
      }
    }
  }
}
