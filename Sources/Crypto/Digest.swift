import CCrypto
import Core

/// Hashes, by libcrypto.
package enum Digest: String, CaseIterable, Sendable {
  case md5, sha1, sha224, sha256, sha384, sha512

  /// libcrypto's own form of each, found once: it would look through its names for every hash.
  private nonisolated(unsafe) static let methods = Dictionary(
    uniqueKeysWithValues: allCases.map { ($0, EVP_MD_fetch(nil, $0.rawValue, nil)) })

  var method: OpaquePointer? { Self.methods[self] ?? nil }

  /// The hash of some bytes.
  package func hash(_ bytes: [UInt8]) -> [UInt8] {
    var out = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var size: UInt32 = 0
    let done = EVP_Digest(bytes, bytes.count, &out, &size, method, nil)
    precondition(done == 1, "libcrypto knows \(rawValue)")
    return Array(out.prefix(Int(size)))
  }

  /// The hash by a name of Python's hashlib or of libcrypto.
  ///
  /// - Returns: nil for a name that neither has, and for hashes of no fixed length.
  package static func hash(_ bytes: [UInt8], named name: String) -> [UInt8]? {
    let names = ["blake2b": "BLAKE2B-512", "blake2s": "BLAKE2S-256"]
    let name =
      names[name]
      ?? (name.hasPrefix("sha") ? name.map { $0 == "_" ? "-" : "\($0)" }.joined() : name)
    guard !name.isEmpty, let digest = EVP_MD_fetch(nil, name, nil) else { return nil }
    defer { EVP_MD_free(digest) }
    if EVP_MD_get_flags(digest) & UInt(EVP_MD_FLAG_XOF) != 0 { return nil }
    var out = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var size: UInt32 = 0
    guard EVP_Digest(bytes, bytes.count, &out, &size, digest, nil) == 1 else { return nil }
    return Array(out.prefix(Int(size)))
  }

  /// The hash as lower-case hexadecimal digits.
  package func hex(_ bytes: [UInt8]) -> String { Hex.encode(hash(bytes)) }

  /// The keyed hash of RFC 2104.
  package func hmac(key: [UInt8], _ bytes: [UInt8]) -> [UInt8] {
    var out = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var size: UInt32 = 0
    HMAC(
      method, key, Int32(key.count), bytes, bytes.count, &out, &size)
    return Array(out.prefix(Int(size)))
  }
}

/// Hexadecimal digits.
package enum Hex {
  package static func encode(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count * 2)
    for byte in bytes {
      out.append(digits[Int(byte >> 4)])
      out.append(digits[Int(byte & 15)])
    }
    return String(decoding: out, as: UTF8.self)
  }
}

extension Hex {
  /// The bytes of hexadecimal digits of either case; nil for an odd count or another character.
  package static func decode(_ digits: some Collection<UInt8>) -> [UInt8]? {
    guard digits.count % 2 == 0 else { return nil }
    var out: [UInt8] = []
    out.reserveCapacity(digits.count / 2)
    var high: UInt8?
    for digit in digits {
      guard let value = value(of: digit) else { return nil }
      if let first = high {
        out.append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    return out
  }

  private static func value(of digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
