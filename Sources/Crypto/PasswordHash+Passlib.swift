import Core

/// What a password is hashed with; what is nil is the scheme's own choice.
package struct PasswordSettings: Sendable {
  package var salt: String?
  /// Of a salt made at random.
  package var saltSize: Int?
  /// The work factor; for bcrypt and phpass its logarithm.
  package var rounds: Int?
  /// bcrypt's variant.
  package var ident: String?

  package init(salt: String? = nil, rounds: Int? = nil, ident: String? = nil) {
    self.salt = salt
    self.rounds = rounds
    self.ident = ident
  }
}

/// A scheme of passlib: which settings it takes, and how it hashes.
struct PasswordScheme: Sendable {
  /// The lengths that a salt may have, and the one that it gets; nil for a scheme without salt.
  var salt: (ClosedRange<Int>, Int)?
  /// The rounds that may be asked for, and those that it does otherwise; nil for one without.
  var rounds: (ClosedRange<Int>, Int)?
  var idents: [String] = []
  let hash: @Sendable (_ password: String, _ chosen: Chosen) throws(Diagnostic) -> String

  struct Chosen {
    var salt = ""
    var rounds = 0
    var ident: String?
  }
}

extension PasswordHash {
  /// What Ansible's `password_hash` gives through passlib.
  ///
  /// - Parameter scheme: passlib's name, or `md5`, `sha256`, `sha512`, `blowfish`.
  /// - Throws: `evaluation` for a scheme, salt or number of rounds that does not exist or fit.
  package static func passlib(
    _ password: String, scheme: String, _ settings: PasswordSettings = PasswordSettings()
  ) throws(Diagnostic) -> String {
    let short = [
      "md5": "md5_crypt", "sha256": "sha256_crypt", "sha512": "sha512_crypt", "blowfish": "bcrypt",
    ]
    let name = short[scheme] ?? scheme
    if password.utf8.contains(0) {
      throw Diagnostic(.evaluation, "Could not hash the secret. null character in secret")
    }
    guard let found = PasswordScheme.all[name] else {
      let known = ["md5", "blowfish", "sha256", "sha512"].joined(separator: ", ")
      throw Diagnostic(
        .evaluation,
        lacking.contains(name)
          ? "\(name) is not in the list of supported passlib algorithms: \(known)"
          : "passlib does not support '\(name)' algorithm",
        hint: Suggestion.hint(for: scheme, among: PasswordScheme.all.keys.sorted()))
    }
    var chosen = PasswordScheme.Chosen()
    chosen.salt = try salt(of: name, found, settings)
    chosen.rounds = try rounds(of: name, found, settings)
    if let ident = settings.ident, !found.idents.isEmpty {
      let plain = ident.filter { $0 != "$" }
      guard found.idents.contains(plain) else {
        throw Diagnostic(.evaluation, "\(name): invalid ident '\(ident)'")
      }
      chosen.ident = plain
    }
    return try found.hash(password, chosen)
  }

  /// What passlib has besides: most of it wants a user's name too.
  private static let lacking: Set = [
    "argon2", "cisco_asa", "cisco_pix", "htdigest", "lmhash", "msdcc", "msdcc2", "mssql2000",
    "mssql2005", "mysql323", "mysql41", "nthash", "oracle10", "oracle11", "postgres_md5", "scram",
    "scrypt",
  ]

  private static func salt(
    of name: String, _ scheme: PasswordScheme, _ settings: PasswordSettings
  ) throws(Diagnostic) -> String {
    guard let (sizes, standard) = scheme.salt else {
      if settings.salt == nil, settings.saltSize == nil { return "" }
      throw Diagnostic(.evaluation, "\(name) takes no salt")
    }
    if let size = settings.saltSize, !sizes.contains(size) {
      throw Diagnostic(.evaluation, "\(name): a salt has \(words(sizes)) characters, not \(size)")
    }
    let salt = settings.salt ?? Salt.random(count: settings.saltSize ?? standard)
    guard salt.utf8.allSatisfy(Salt.alphabet.contains) else {
      throw Diagnostic(.evaluation, "invalid characters in \(name) salt")
    }
    guard sizes.contains(salt.utf8.count) else {
      throw Diagnostic(
        .evaluation, "\(name): a salt has \(words(sizes)) characters, not \(salt.utf8.count)")
    }
    return salt
  }

  private static func rounds(
    of name: String, _ scheme: PasswordScheme, _ settings: PasswordSettings
  ) throws(Diagnostic) -> Int {
    guard let (range, standard) = scheme.rounds else {
      if settings.rounds == nil { return 0 }
      throw Diagnostic(.evaluation, "\(name) takes no rounds")
    }
    let rounds = settings.rounds ?? standard
    guard range.contains(rounds) else {
      throw Diagnostic(.evaluation, "\(name) takes \(words(range)) rounds, not \(rounds)")
    }
    return rounds
  }

  private static func words(_ range: ClosedRange<Int>) -> String {
    range.count == 1 ? "exactly \(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
  }
}
