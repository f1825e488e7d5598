import CCrypto

/// The hashes of SSH's files.
package enum SSHHash {
  /// HMAC with SHA-1, which hides the names in `known_hosts`.
  package static func hmacSHA1(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 20)
    var count: UInt32 = 0
    HMAC(EVP_sha1(), key, Int32(key.count), message, message.count, &digest, &count)
    return digest
  }

  static func sha512(_ bytes: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 64)
    var count: UInt32 = 0
    EVP_Digest(bytes, bytes.count, &digest, &count, EVP_sha512(), nil)
    return digest
  }
}
