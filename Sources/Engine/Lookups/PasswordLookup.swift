import Core
import Crypto
import Jinja
import Playbooks
import Synchronization

/// `password`: a random password that is made once and kept in a file of the controller.
struct PasswordLookup: Lookup {
  let reach = LookupReach.anything
  let options = [
    LookupOption("length", .int, 20), LookupOption("encrypt"), LookupOption("ident", .text),
    LookupOption("chars", .any, ["ascii_letters", "digits", ".,:-_"]), LookupOption("seed", .text),
  ]

  /// Hosts that ask at once get one password.
  private static let turn = Mutex(())

  func run(_ terms: [Value], _ options: Map, _ scope: HostScope) throws(Diagnostic) -> [Value] {
    var passwords: [Value] = []
    for term in terms {
      var options = options
      let path = try path(of: term.text, &options)
      let folder = scope.play?.play.folder ?? Files.workingFolder
      let file = Path.expandingHome(path)
      let whole = file.hasPrefix("/") ? file : Path.join(folder, file)
      let password = try Self.turn.withLock { (_) throws(Diagnostic) in
        try self.password(in: whole, options)
      }
      passwords.append(.string(password))
    }
    return passwords
  }

  /// The path of a term, which may go on with `option=value`.
  private func path(of term: String, _ options: inout Map) throws(Diagnostic) -> String {
    guard let blank = term.firstIndex(of: " ") else { return term }
    var path = String(term[..<blank])
    let line = try KeyValues.parse(
      String(term[term.index(after: blank)...]), onlyCommandOptions: false)
    if let rest = line.rest { path += " " + rest }
    guard term.hasPrefix(path) else {
      throw Diagnostic(
        .evaluation, "Unrecognized value after key=value parameters given to password lookup")
    }
    // Options in the term are instead of those of the call.
    if !line.pairs.isEmpty {
      for option in self.options { options[.string(option.name)] = option.fallback }
    }
    for pair in line.pairs {
      try self.options.set(pair.key, pair.value, in: &options) {
        "Unrecognized parameter(s) given to password lookup: \($0)"
      }
    }
    return path
  }

  private func password(in path: String, _ options: Map) throws(Diagnostic) -> String {
    var stored = StoredPassword(password: "")
    var changed = true
    let isKept = path != "/dev/null"
    if isKept, Files.isFile(path) {
      stored = StoredPassword(line: StringEnds.withoutTrailing(try Files.text(path)))
      changed = false
    } else {
      stored.password = try Self.random(
        options["length"]?.int ?? 20, Alphabet.characters(of: options["chars"]),
        seed: options["seed"]?.string)
    }
    guard let encrypt = options["encrypt"], encrypt.isTrue else {
      if changed, isKept { try stored.save(path) }
      return stored.password
    }
    let scheme = encrypt.text
    if stored.salt == nil {
      stored.salt = Salt.random(count: Self.saltSizes[scheme] ?? 8)
      changed = true
    }
    let ident = options["ident"]?.string
    if let known = stored.ident, let ident, known != ident {
      throw Diagnostic(
        .evaluation,
        "The ident parameter provided (\(ident)) does not match the stored one (\(known)).")
    }
    if stored.ident == nil {
      stored.ident = ident ?? (scheme == "bcrypt" ? "2b" : nil)
      changed = changed || (ident == nil && scheme == "bcrypt")
    }
    if changed, isKept { try stored.save(path) }
    let settings = PasswordSettings(salt: stored.salt, ident: stored.ident)
    return try PasswordHash.passlib(stored.password, scheme: scheme, settings)
  }

  private static let saltSizes = [
    "md5_crypt": 8, "bcrypt": 22, "sha256_crypt": 16, "sha512_crypt": 16,
  ]

  private static func random(
    _ length: Int, _ characters: [Unicode.Scalar], seed: String?
  ) throws(Diagnostic) -> String {
    guard !characters.isEmpty || length == 0, length >= 0 else {
      throw Diagnostic(.evaluation, "there are no characters to make a password of")
    }
    guard let seed else { return RandomText.make(of: characters, count: length) }
    var source = try PythonRandom(seed: .string(seed))
    var password = ""
    for _ in 0..<length {
      password.unicodeScalars.append(characters[source.below(characters.count)])
    }
    return password
  }
}

/// What the file of a password holds: `PASSWORD salt=SALT ident=IDENT`.
private struct StoredPassword {
  var password: String
  var salt: String?
  var ident: String?

  init(password: String) { self.password = password }

  init(line: String) {
    password = line
    guard let mark = line.ranges(of: " salt=").last else { return }
    password = String(line[..<mark.lowerBound])
    let rest = line[mark.upperBound...]
    guard !rest.isEmpty else { return }
    if let mark = rest.ranges(of: " ident=").last {
      (salt, ident) = (String(rest[..<mark.lowerBound]), String(rest[mark.upperBound...]))
    } else {
      salt = String(rest)
    }
  }

  func save(_ path: String) throws(Diagnostic) {
    var line = password
    if let salt { line += " salt=\(salt)" }
    if salt != nil, let ident { line += " ident=\(ident)" }
    try Files.makeFolder(Path.folder(path), mode: 0o700)
    try Files.write(Array((line + "\n").utf8), to: path, mode: 0o600)
  }
}

/// The sets of characters that Python's module `string` names.
enum Alphabet {
  static let lower = "abcdefghijklmnopqrstuvwxyz"
  static let upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
  static let digits = "0123456789"
  static let punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
  private static let blanks = " \t\n\r\u{0B}\u{0C}"

  private static let named = [
    "ascii_lowercase": lower, "ascii_uppercase": upper, "ascii_letters": lower + upper,
    "digits": digits, "hexdigits": "0123456789abcdefABCDEF", "octdigits": "01234567",
    "punctuation": punctuation, "whitespace": blanks,
    "printable": digits + lower + upper + punctuation + blanks,
  ]

  /// The characters of `chars`: names of sets, or the characters themselves, as a list or divided by
  /// commas, where `,,` is a comma. Quotes are left out.
  static func characters(of value: Value?) -> [Unicode.Scalar] {
    var words = value?.list?.map(\.text) ?? []
    if let text = value?.string {
      if text.contains(",,") { words.append(",") }
      words += text.split(separator: ",").map(String.init)
    }
    return words.flatMap { (named[$0] ?? $0).unicodeScalars }.filter { $0 != "\"" && $0 != "'" }
  }
}

/// Texts of random characters, fit for secrets.
enum RandomText {
  static func make(of characters: [Unicode.Scalar], count: Int) -> String {
    var generator = SystemRandomNumberGenerator()
    return String(
      String.UnicodeScalarView(
        (0..<count).map { _ in
          characters[Int.random(in: 0..<characters.count, using: &generator)]
        }))
  }
}
