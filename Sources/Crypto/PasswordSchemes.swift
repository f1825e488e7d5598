import CCrypto
import Core

extension PasswordScheme {
  /// The schemes by passlib's names, with passlib's limits.
  static let all: [String: PasswordScheme] = {
    var all: [String: PasswordScheme] = [
      "md5_crypt": crypt(salt: (0...8, 8)) { "$1$\($0.salt)" },
      "sha256_crypt": sha("$5$", 535_000), "sha512_crypt": sha("$6$", 656_000),
      "bcrypt": crypt(salt: (22...22, 22), rounds: (4...31, 12), idents: ["2a", "2b", "2y"]) {
        "$\($0.ident ?? "2b")$\($0.rounds < 10 ? "0" : "")\($0.rounds)$\($0.salt)"
      },
      "des_crypt": crypt(salt: (2...2, 2)) { $0.salt },
      "bsdi_crypt": crypt(salt: (4...4, 4), rounds: (1...0xFF_FFFF, 5001)) {
        "_\(Salt.digits($0.rounds, 4))\($0.salt)"
      },
      "sha1_crypt": crypt(salt: (0...64, 8), rounds: (1...0xFFFF_FFFF, 480_000)) {
        "$sha1$\($0.rounds)$\($0.salt)"
      },
      "apr_md5_crypt": PasswordScheme(salt: (0...8, 8)) { AprMD5.hash($0, salt: $1.salt) },
      "phpass": PasswordScheme(salt: (8...8, 8), rounds: (7...30, 19), hash: phpass),
      "pbkdf2_sha1": pbkdf2("$pbkdf2$", .sha1, 131_000),
      "pbkdf2_sha256": pbkdf2("$pbkdf2-sha256$", .sha256, 29_000),
      "pbkdf2_sha512": pbkdf2("$pbkdf2-sha512$", .sha512, 25_000),
      "mysql41": PasswordScheme { (password, _) in
        "*" + Digest.sha1.hex(Digest.sha1.hash(Array(password.utf8))).uppercased()
      },
      // libxcrypt writes it as `$3$$HASH`.
      "nthash": PasswordScheme { (password, _) throws(Diagnostic) in
        String(try PasswordHash.crypt(password, setting: "$3$").dropFirst(4))
      },
      "mysql323": PasswordScheme { (password, _) in mysql323(password) },
      "plaintext": PasswordScheme { (password, _) in password },
    ]
    for digest in Digest.allCases {
      all["hex_\(digest)"] = PasswordScheme { (password, _) in digest.hex(Array(password.utf8)) }
    }
    let ldap: [(String, Digest, Int)] = [
      ("md5", .md5, 4), ("sha1", .sha1, 4), ("sha256", .sha256, 8), ("sha512", .sha512, 8),
    ]
    for (name, digest, size) in ldap {
      let label = digest == .sha1 ? "SHA" : name.uppercased()
      all["ldap_salted_\(name)"] = PasswordScheme(salt: (4...16, size)) { (password, chosen) in
        let salt = Array(chosen.salt.utf8)
        let hash = digest.hash(Array(password.utf8) + salt)
        return "{S\(label)}\(Base64.encode(hash + salt))"
      }
      if size == 8 { continue }
      all["ldap_\(name)"] = PasswordScheme { (password, _) in
        "{\(label)}\(Base64.encode(digest.hash(Array(password.utf8))))"
      }
    }
    return all
  }()

  /// A scheme that crypt(3) has.
  private static func crypt(
    salt: (ClosedRange<Int>, Int), rounds: (ClosedRange<Int>, Int)? = nil, idents: [String] = [],
    _ setting: @escaping @Sendable (Chosen) -> String
  ) -> PasswordScheme {
    PasswordScheme(salt: salt, rounds: rounds, idents: idents) {
      (password, chosen) throws(Diagnostic) in
      try PasswordHash.crypt(password, setting: setting(chosen))
    }
  }

  /// 5000 rounds are the scheme's own default and are not written down.
  private static func sha(_ prefix: String, _ standard: Int) -> PasswordScheme {
    crypt(salt: (0...16, 16), rounds: (1000...999_999_999, standard)) { chosen in
      chosen.rounds == 5000
        ? "\(prefix)\(chosen.salt)" : "\(prefix)rounds=\(chosen.rounds)$\(chosen.salt)"
    }
  }

  private static func pbkdf2(
    _ prefix: String, _ digest: Digest, _ standard: Int
  ) -> PasswordScheme {
    PasswordScheme(salt: (0...1024, 16), rounds: (1...0xFFFF_FFFF, standard)) {
      (password, chosen) in
      let salt = Array(chosen.salt.utf8)
      var key = [UInt8](repeating: 0, count: digest.hash([]).count)
      PKCS5_PBKDF2_HMAC(
        password, Int32(password.utf8.count), salt, Int32(salt.count),
        Int32(clamping: chosen.rounds), EVP_get_digestbyname(digest.rawValue), Int32(key.count),
        &key)
      return "\(prefix)\(chosen.rounds)$\(adapted(salt))$\(adapted(key))"
    }
  }

  /// The hash of MySQL before 4.1.
  private static func mysql323(_ password: String) -> String {
    var (first, second, sum) = (1_345_345_333 as UInt64, 0x1234_5671 as UInt64, 7 as UInt64)
    for byte in password.utf8 where byte != 0x20 && byte != 0x09 {
      first ^= (((first & 63) &+ sum) &* UInt64(byte)) &+ (first << 8)
      second = second &+ ((second << 8) ^ first)
      sum += UInt64(byte)
    }
    return [first, second].map { number in
      let digits = String(number & 0x7FFF_FFFF, radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }

  /// passlib's own base64: a dot in the place of the plus, no padding.
  private static func adapted(_ bytes: [UInt8]) -> String {
    String(Base64.encode(bytes).filter { $0 != "=" }.map { $0 == "+" ? "." : $0 })
  }

  /// The portable hash of phpass (openwall.com/phpass): MD5, 2^rounds times.
  @Sendable private static func phpass(
    _ password: String, _ chosen: Chosen
  ) throws(Diagnostic) -> String {
    let key = Array(password.utf8)
    var hash = Digest.md5.hash(Array(chosen.salt.utf8) + key)
    for _ in 0..<(1 << chosen.rounds) { hash = Digest.md5.hash(hash + key) }
    return "$P$\(Salt.digits(chosen.rounds, 1))\(chosen.salt)\(Salt.encode(hash))"
  }
}

extension Salt {
  /// A number in digits of 6 bits, the lowest first.
  static func digits(_ number: Int, _ count: Int) -> String {
    let bytes = (0..<count).map { alphabet[number >> (6 * $0) & 63] }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Bytes in digits of 6 bits: of each three the lowest bits first.
  static func encode(_ bytes: [UInt8]) -> String {
    stride(from: 0, to: bytes.count, by: 3).map { start in
      let part = bytes[start..<min(start + 3, bytes.count)]
      let number = part.reversed().reduce(0) { $0 << 8 | Int($1) }
      return digits(number, part.count + 1)
    }.joined()
  }
}
