import CCrypto
import Core

/// A file with a private key, as OpenSSH (`BEGIN OPENSSH PRIVATE KEY`) or OpenSSL writes it.
/// Source: OpenSSH's PROTOCOL.key.
package struct PrivateKeyFile: Sendable {
  /// What can go wrong when a key is taken out of its file.
  package enum Failure: Error, Sendable { case wrongPassphrase, unsupported(String) }

  private let text: [UInt8]
  private let openSSH: OpenSSHKey?

  /// The public key, where the file tells it without a passphrase.
  package var publicBlob: [UInt8]? { openSSH?.publicBlob }
  package let isEncrypted: Bool

  /// nil when the text is no private key.
  package init?(_ text: [UInt8]) {
    self.text = text
    let lines = text.split(separator: UInt8(ascii: "\n")).map { line in
      line.last == 13 ? line.dropLast() : line
    }
    guard
      let begin = lines.firstIndex(where: {
        $0.starts(with: "-----BEGIN ".utf8) && Self.ends($0, "PRIVATE KEY-----")
      })
    else { return nil }
    if lines[begin].elementsEqual("-----BEGIN OPENSSH PRIVATE KEY-----".utf8) {
      let body = lines[(begin + 1)...].prefix { $0.first != UInt8(ascii: "-") }.joined()
      guard let bytes = Base64.decode(body),
        let key = OpenSSHKey(bytes)
      else { return nil }
      openSSH = key
      isEncrypted = key.isEncrypted
    } else {
      openSSH = nil
      isEncrypted =
        Self.ends(lines[begin], "ENCRYPTED PRIVATE KEY-----")
        || lines[begin...].prefix(3).contains { $0.starts(with: "Proc-Type: 4,ENCRYPTED".utf8) }
    }
  }

  /// The key itself. Takes a while for an encrypted one: its passphrase is stretched on purpose.
  package func unlock(_ passphrase: String?) throws(Failure) -> SigningKey {
    if let openSSH { return try openSSH.unlock(passphrase) }
    let source = BIO_new_mem_buf(text, Int32(text.count))
    defer { BIO_free(source) }
    var secret = Array((passphrase ?? "").utf8CString)
    let key = secret.withUnsafeMutableBytes {
      // Without a callback libcrypto takes the last argument as the passphrase.
      PEM_read_bio_PrivateKey(source, nil, nil, $0.baseAddress)
    }
    guard let key else { throw isEncrypted ? .wrongPassphrase : .unsupported("this format") }
    guard let blob = KeyBuilder.publicBlob(key) else {
      EVP_PKEY_free(key)
      throw .unsupported("this type of key")
    }
    return SigningKey(key, publicBlob: blob)
  }

  private static func ends(_ line: ArraySlice<UInt8>, _ end: String) -> Bool {
    line.suffix(end.utf8.count).elementsEqual(end.utf8)
  }
}

/// OpenSSH's own format.
private struct OpenSSHKey: Sendable {
  let cipher: String
  let derivation: String
  let options: [UInt8]
  let publicBlob: [UInt8]
  let secret: [UInt8]

  var isEncrypted: Bool { cipher != "none" }

  init?(_ bytes: [UInt8]) {
    let magic = Array("openssh-key-v1\0".utf8)
    guard bytes.starts(with: magic) else { return nil }
    var reader = SSHReader(bytes.dropFirst(magic.count))
    guard let cipher = reader.text(), let derivation = reader.text(),
      let options = reader.string(), reader.number() == 1, let blob = reader.string(),
      let secret = reader.string()
    else { return nil }
    (self.cipher, self.derivation, self.options) = (cipher, derivation, options)
    (publicBlob, self.secret) = (blob, secret)
  }

  func unlock(_ passphrase: String?) throws(PrivateKeyFile.Failure) -> SigningKey {
    var reader = SSHReader(isEncrypted ? try decrypt(passphrase ?? "") : secret)
    // Two equal numbers show that the passphrase was right.
    guard let check = reader.number(), check == reader.number() else { throw .wrongPassphrase }
    guard let key = KeyBuilder.key(&reader) else {
      throw .unsupported("'\(SSHReader.name(of: publicBlob))' keys")
    }
    return SigningKey(key, publicBlob: publicBlob)
  }

  private func decrypt(_ passphrase: String) throws(PrivateKeyFile.Failure) -> [UInt8] {
    let name = cipher.uppercased()
    guard derivation == "bcrypt", name.hasSuffix("-CTR") || name.hasSuffix("-CBC"),
      let algorithm = EVP_get_cipherbyname(
        name.hasPrefix("AES") ? "AES-" + name.dropFirst(3) : name)
    else { throw .unsupported("encryption by \(cipher)") }
    var reader = SSHReader(options)
    guard let salt = reader.string(), let rounds = reader.number() else {
      throw .unsupported("these options of bcrypt")
    }
    let keyCount = Int(EVP_CIPHER_get_key_length(algorithm))
    let material = BcryptPBKDF.derive(
      Array(passphrase.utf8), salt: salt, rounds: Int(rounds),
      count: keyCount + Int(EVP_CIPHER_get_iv_length(algorithm)))
    let context = EVP_CIPHER_CTX_new()
    defer { EVP_CIPHER_CTX_free(context) }
    var plain = [UInt8](repeating: 0, count: secret.count + 32)
    var count: Int32 = 0
    let ok = material.withUnsafeBufferPointer { bytes in
      EVP_DecryptInit_ex(
        context, algorithm, nil, bytes.baseAddress, bytes.baseAddress.map { $0 + keyCount })
    }
    EVP_CIPHER_CTX_set_padding(context, 0)
    guard ok == 1,
      EVP_DecryptUpdate(context, &plain, &count, secret, Int32(secret.count)) == 1
    else { throw .wrongPassphrase }
    return Array(plain.prefix(Int(count)))
  }
}
