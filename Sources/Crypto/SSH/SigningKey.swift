import CCrypto
import Core

/// A private key that can sign for an SSH login.
///
/// libcrypto counts the references to its keys and lets several threads sign with one, and nothing
/// here changes after `init`: this is why the class may be `Sendable`.
package final class SigningKey: @unchecked Sendable {
  /// The public key as SSH sends it.
  package let publicBlob: [UInt8]
  private let key: OpaquePointer

  /// Takes the key over.
  init(_ key: OpaquePointer, publicBlob: [UInt8]) {
    self.key = key
    self.publicBlob = publicBlob
  }

  deinit { EVP_PKEY_free(key) }

  /// The signature of `data` as SSH encodes it for the algorithm, without the algorithm's name:
  /// `rsa-sha2-512`, `rsa-sha2-256`, `ssh-rsa` (SHA-1), or the type of an elliptic key.
  /// Sources: RFC 4253 and 8332 (RSA), 5656 (ECDSA), 8709 (Ed25519).
  package func sign(_ data: [UInt8], algorithm: String) throws(Diagnostic) -> [UInt8] {
    switch algorithm {
    case "ssh-ed25519": return try sign(data, nil)
    case "rsa-sha2-512": return try sign(data, EVP_sha512())
    case "rsa-sha2-256": return try sign(data, EVP_sha256())
    case "ssh-rsa": return try sign(data, EVP_sha1())
    case "ecdsa-sha2-nistp256": return Self.twoNumbers(try sign(data, EVP_sha256()))
    case "ecdsa-sha2-nistp384": return Self.twoNumbers(try sign(data, EVP_sha384()))
    case "ecdsa-sha2-nistp521": return Self.twoNumbers(try sign(data, EVP_sha512()))
    default: throw Diagnostic(.internal, "no signatures by '\(algorithm)'")
    }
  }

  private func sign(_ data: [UInt8], _ digest: OpaquePointer?) throws(Diagnostic) -> [UInt8] {
    let context = EVP_MD_CTX_new()
    defer { EVP_MD_CTX_free(context) }
    var count = 0
    guard EVP_DigestSignInit(context, nil, digest, nil, key) == 1,
      EVP_DigestSign(context, nil, &count, data, data.count) == 1
    else { throw Diagnostic(.internal, "this key does not sign") }
    var signature = [UInt8](repeating: 0, count: count)
    guard EVP_DigestSign(context, &signature, &count, data, data.count) == 1 else {
      throw Diagnostic(.internal, "this key does not sign")
    }
    return Array(signature.prefix(count))
  }

  /// DER's sequence of two integers as two SSH integers. The lengths of these signatures fit in
  /// one byte, or in one after 0x81.
  private static func twoNumbers(_ der: [UInt8]) -> [UInt8] {
    var rest = der.dropFirst(der[1] == 0x81 ? 3 : 2)
    var numbers: [UInt8] = []
    for _ in 0..<2 {
      let count = Int(rest[rest.startIndex + 1])
      numbers.appendSSHInteger(rest.dropFirst(2).prefix(count))
      rest = rest.dropFirst(2 + count)
    }
    return numbers
  }
}
