import CCrypto
import Core

/// Hashes of passwords, by libxcrypt's `crypt_r`; Apache's `apr1` by libcrypto's MD5.
package enum PasswordHash {
  /// The names that passlib gives to schemes.
  package static let schemes = [
    "apr_md5_crypt", "md5_crypt", "bcrypt", "sha256_crypt", "sha512_crypt", "yescrypt", "plaintext",
  ]

  /// A new hash with a random salt.
  ///
  /// - Throws: `evaluation` for a scheme that does not exist or that libxcrypt refuses.
  package static func make(_ password: String, scheme: String) throws(Diagnostic) -> String {
    switch scheme {
    case "plaintext": return password
    case "apr_md5_crypt": return AprMD5.hash(password, salt: Salt.random(count: 8))
    case "md5_crypt": return try crypt(password, setting: "$1$" + Salt.random(count: 8))
    case "sha256_crypt": return try crypt(password, setting: "$5$" + Salt.random(count: 16))
    case "sha512_crypt": return try crypt(password, setting: "$6$" + Salt.random(count: 16))
    case "bcrypt": return try crypt(password, setting: try generated("$2y$", rounds: 12))
    case "yescrypt": return try crypt(password, setting: try generated("$y$", rounds: 5))
    default: throw Diagnostic(.evaluation, "unknown password hash scheme '\(scheme)'")
    }
  }

  /// Whether a password fits a hash of any known scheme. Compares in constant time.
  package static func verify(_ password: String, against hash: String) -> Bool {
    let made: String?
    if hash.hasPrefix("$apr1$") {
      let salt = hash.dropFirst(6).prefix { $0 != "$" }
      made = AprMD5.hash(password, salt: String(salt))
    } else if hash.hasPrefix("$") {
      made = try? crypt(password, setting: hash)
    } else {
      made = password
    }
    guard let made, made.utf8.count == hash.utf8.count else { return false }
    return CRYPTO_memcmp(Array(made.utf8), Array(hash.utf8), made.utf8.count) == 0
  }

  /// crypt(3) with a whole setting: prefix, rounds, salt.
  ///
  /// - Throws: `evaluation` when the library refuses the setting.
  package static func crypt(_ password: String, setting: String) throws(Diagnostic) -> String {
    let data = UnsafeMutablePointer<crypt_data>.allocate(capacity: 1)
    defer {
      OPENSSL_cleanse(data, MemoryLayout<crypt_data>.size)
      data.deallocate()
    }
    data.initialize(to: crypt_data())
    // Failure is NULL or a text that begins with `*` (crypt(5)).
    guard let result = crypt_r(password, setting, data), result.pointee != CChar(UInt8(ascii: "*"))
    else { throw Diagnostic(.evaluation, "this system cannot make a password hash of this kind") }
    return String(cString: result)
  }

  private static func generated(_ prefix: String, rounds: UInt) throws(Diagnostic) -> String {
    var out = [CChar](repeating: 0, count: 192)
    guard crypt_gensalt_rn(prefix, rounds, nil, 0, &out, Int32(out.count)) != nil else {
      throw Diagnostic(.evaluation, "this system cannot make a salt for '\(prefix)'")
    }
    return String(decoding: out.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

/// Salts in the alphabet of crypt(3).
package enum Salt {
  static let alphabet = Array(
    "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)

  package static func random(count: Int) -> String {
    var generator = SystemRandomNumberGenerator()
    let bytes = (0..<count).map { _ in alphabet[Int.random(in: 2..<64, using: &generator)] }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Apache's variant of MD5-crypt (apr_md5.c; the algorithm is Poul-Henning Kamp's of FreeBSD).
enum AprMD5 {
  static func hash(_ password: String, salt: String) -> String {
    let (key, salt8) = (Array(password.utf8), Array(salt.utf8.prefix(8)))
    let inner = Digest.md5.hash(key + salt8 + key)
    var text = key + Array("$apr1$".utf8) + salt8
    var left = key.count
    while left > 0 {
      text += inner.prefix(min(16, left))
      left -= 16
    }
    var bits = key.count
    while bits > 0 {
      text.append(bits & 1 == 1 ? 0 : key[0])
      bits >>= 1
    }
    var final = Digest.md5.hash(text)
    for round in 0..<1000 {
      var next = round & 1 == 1 ? key : final
      if round % 3 != 0 { next += salt8 }
      if round % 7 != 0 { next += key }
      next += round & 1 == 1 ? final : key
      final = Digest.md5.hash(next)
    }
    return "$apr1$\(String(decoding: salt8, as: UTF8.self))$\(encoded(final))"
  }

  private static func encoded(_ hash: [UInt8]) -> String {
    var out: [UInt8] = []
    func put(_ value: Int, _ count: Int) {
      var value = value
      for _ in 0..<count {
        out.append(Salt.alphabet[value & 63])
        value >>= 6
      }
    }
    for (a, b, c) in [(0, 6, 12), (1, 7, 13), (2, 8, 14), (3, 9, 15), (4, 10, 5)] {
      put(Int(hash[a]) << 16 | Int(hash[b]) << 8 | Int(hash[c]), 4)
    }
    put(Int(hash[11]), 2)
    return String(decoding: out, as: UTF8.self)
  }
}
