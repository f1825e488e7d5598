import Core

/// What arguments and files say about one host, undecided: for each keyword the first value.
struct SSHConfig: Sendable {
  /// The value of a keyword, and where it stands.
  struct Setting: Sendable {
    var words: [String]
    let place: String
  }

  private var settings: [SSHKeyword: Setting] = [:]
  /// What only the system's `ssh` understands, where it may matter.
  private(set) var foreign: [String] = []

  subscript(keyword: SSHKeyword) -> Setting? { settings[keyword] }

  /// Notes a line that applies; an earlier value wins.
  ///
  /// - Throws: `unreachable` for the wrong number of arguments.
  mutating func take(_ line: SSHConfigLine) throws(Diagnostic) {
    guard let keyword = SSHKeyword(name: line.keyword) else { return }
    var words = keyword.takesLine ? [line.rest] : line.words
    guard words.count == 1 || keyword.takesMany else {
      throw Diagnostic(.unreachable, "\(line.place): \(line.keyword) takes one argument")
    }
    if keyword.isList {
      words =
        (settings[keyword]?.words ?? [])
        + words.filter { word in
          settings[keyword]?.words.contains(word) != true
        }
    } else if settings[keyword] != nil {
      return
    }
    // They are two ways to say one thing.
    if keyword == .proxyCommand, settings[.proxyJump] != nil { return }
    if keyword == .proxyJump, settings[.proxyCommand] != nil { return }
    settings[keyword] = Setting(words: words, place: line.place)
  }

  /// Decides the name to connect to: the final pass does not replace its tokens again.
  mutating func settle(hostName: String) {
    let name = hostName.split(separator: "%", omittingEmptySubsequences: false)
    settings[.hostName] = Setting(
      words: [name.joined(separator: "%%")], place: settings[.hostName]?.place ?? "HostName")
  }

  /// Notes a condition that nobody here can check.
  mutating func note(foreign what: String) {
    if !foreign.contains(what) { foreign.append(what) }
  }
}

extension SSHConfig {
  /// The one argument of a keyword.
  func text(_ keyword: SSHKeyword) -> String? { settings[keyword]?.words.first }

  /// - Throws: `unreachable` for what is neither yes nor no.
  func flag(_ keyword: SSHKeyword) throws(Diagnostic) -> Bool? {
    guard let setting = settings[keyword], let word = setting.words.first else { return nil }
    switch word.lowercased() {
    case "yes", "true": return true
    case "no", "false": return false
    default: throw invalid(keyword, setting, "yes or no")
    }
  }

  /// - Throws: `unreachable` for what is no number.
  func number(_ keyword: SSHKeyword) throws(Diagnostic) -> Int? {
    guard let setting = settings[keyword], let word = setting.words.first else { return nil }
    guard let number = Int(word), number >= 0 else { throw invalid(keyword, setting, "a number") }
    return number
  }

  /// A time as sshd_config(5), "TIME FORMATS", has it (`90`, `1m30s`), in seconds.
  ///
  /// - Throws: `unreachable` for what is none.
  func seconds(_ keyword: SSHKeyword) throws(Diagnostic) -> Int? {
    guard let setting = settings[keyword], let word = setting.words.first else { return nil }
    let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800]
    var (total, digits) = (0, "")
    for character in word.lowercased() + (word.last?.isNumber == true ? "s" : "") {
      if character.isNumber {
        digits.append(character)
      } else if let unit = units[character], let number = Int(digits), number < 1 << 30 {
        total += number * unit
        digits = ""
      } else {
        throw invalid(keyword, setting, "a time")
      }
    }
    return total
  }

  /// The name to connect to for a host of this name: that of `HostName`, where it is set.
  ///
  /// - Throws: `unreachable` for a token that does not exist.
  func address(for host: String) throws(Diagnostic) -> String {
    guard let setting = self[.hostName], let name = setting.words.first else { return host }
    let tokens = SSHTokens(original: host, address: host, port: 22, user: "", hostKeyAlias: nil)
    return try tokens.expand(name, at: setting.place)
  }

  func invalid(_ keyword: SSHKeyword, _ setting: Setting, _ wanted: String) -> Diagnostic {
    Diagnostic(
      .unreachable,
      "\(setting.place): \(keyword.rawValue) must be \(wanted), not "
        + "'\(setting.words.joined(separator: " "))'")
  }
}
