import Core
import Crypto
import Jinja

/// `password`: a random password that is made once and kept in a file of the controller.
struct PasswordLookup: Lookup {
  let reach = LookupReach.anything
  func run(_ terms: [Value], _ options: Map, _ scope: HostScope) throws(Diagnostic) -> [Value] {
    var passwords: [Value] = []
    for term in terms {
      let words = term.text.split(separator: " ").map(String.init)
      var settings = options
      for word in words.dropFirst() {
        let pair = word.split(separator: "=", maxSplits: 1).map(String.init)
        if pair.count == 2 { settings[pair[0]] = .string(pair[1]) }
      }
      passwords.append(.string(try password(in: words.first ?? "", settings)))
    }
    return passwords
  }

  private func password(in file: String, _ options: Map) throws(Diagnostic) -> String {
    let path = Path.expandingHome(file)
    if path != "/dev/null", Files.isFile(path) {
      let line = TaskReport.lines(try Files.text(path)).first ?? ""
      return line.split(separator: " salt=").first.map(String.init) ?? line
    }
    let length = options["length"].flatMap { Int($0.text) } ?? 20
    let alphabet = Self.alphabet(options["chars"])
    var generator = SystemRandomNumberGenerator()
    let password = String(
      decoding: (0..<length).map { _ in
        alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
      }, as: UTF8.self)
    if path != "/dev/null" {
      try Files.makeFolder(Path.folder(path), mode: 0o700)
      try Files.write(Array((password + "\n").utf8), to: path, mode: 0o600)
    }
    return password
  }

  /// The characters of `chars`: names of Python's `string` module, or the characters themselves.
  private static func alphabet(_ value: Value?) -> [UInt8] {
    let lower = "abcdefghijklmnopqrstuvwxyz"
    let named = [
      "ascii_lowercase": lower, "ascii_uppercase": lower.uppercased(), "digits": "0123456789",
      "ascii_letters": lower + lower.uppercased(), "hexdigits": "0123456789abcdefABCDEF",
      "punctuation": "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
    ]
    let words =
      value?.list?.map(\.text)
      ?? value?.text.split(separator: ",").map(String.init) ?? [
        "ascii_letters", "digits", ".", "_", "-", ":",
      ]
    let text = words.map { named[$0] ?? $0 }.joined()
    return Array((text.isEmpty ? lower : text).utf8)
  }
}
