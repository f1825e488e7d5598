import Core

extension PasswordHash {
  /// What Ansible's `password_hash` gives through passlib: its names, salts and rounds.
  ///
  /// - Parameters:
  ///   - scheme: a name of `schemes`, or `md5`, `sha256`, `sha512`, `blowfish`.
  ///   - salt: made at random when nil, of `saltSize` characters.
  ///   - rounds: the work factor; for bcrypt its logarithm.
  ///   - ident: bcrypt's variant.
  /// - Throws: `evaluation` for a scheme or salt that does not exist or fit.
  package static func passlib(
    _ password: String, scheme: String, salt: String? = nil, saltSize: Int? = nil,
    rounds: Int? = nil, ident: String? = nil
  ) throws(Diagnostic) -> String {
    let names = [
      "md5": "md5_crypt", "sha256": "sha256_crypt", "sha512": "sha512_crypt", "blowfish": "bcrypt",
    ]
    let name = names[scheme] ?? scheme
    let length = name == "md5_crypt" ? 8 : name == "bcrypt" || name == "yescrypt" ? 22 : 16
    let salt = salt ?? Salt.random(count: min(saltSize ?? length, length))
    guard salt.utf8.allSatisfy(Salt.alphabet.contains) else {
      throw Diagnostic(.evaluation, "invalid characters in \(name) salt")
    }
    guard name == "bcrypt" ? salt.utf8.count == 22 : salt.utf8.count <= length else {
      let words = name == "bcrypt" ? "exactly" : "at most"
      throw Diagnostic(.evaluation, "\(name) needs a salt of \(words) \(length) characters")
    }
    switch name {
    case "md5_crypt": return try crypt(password, setting: "$1$\(salt)")
    case "sha256_crypt": return try sha(password, "$5$", salt, rounds ?? 535_000)
    case "sha512_crypt": return try sha(password, "$6$", salt, rounds ?? 656_000)
    case "bcrypt":
      let cost = rounds ?? 12
      let setting = "$\(ident ?? "2b")$\(cost < 10 ? "0" : "")\(cost)$\(salt)"
      return try crypt(password, setting: setting)
    default: return try make(password, scheme: name)
    }
  }

  /// 5000 rounds are the scheme's own default and are not written down.
  private static func sha(
    _ password: String, _ prefix: String, _ salt: String, _ rounds: Int
  ) throws(Diagnostic) -> String {
    let number = min(max(rounds, 1000), 999_999_999)
    let setting = number == 5000 ? "\(prefix)\(salt)" : "\(prefix)rounds=\(number)$\(salt)"
    return try crypt(password, setting: setting)
  }
}
