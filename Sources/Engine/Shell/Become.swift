import Connections
import Core
import Modules

/// How a shell becomes another user: what the `become` keywords and variables of a task come to.
package struct Become: Sendable, Hashable {
  package var method: String
  package var user: String
  package var password: Secret?
  /// `become_flags`; nil is the method's default.
  package var flags: String?
  /// `become_exe`: a command with its words; nil is the method's name.
  package var exe: String?

  package init(
    method: String, user: String, password: Secret? = nil, flags: String? = nil, exe: String? = nil
  ) {
    self.method = method
    self.user = user
    self.password = password
    self.flags = flags
    self.exe = exe
  }

  /// The words of `become_exe`; of the method's name where it is not set.
  var program: [String] {
    let words = CommandLineWords.split(exe ?? "")
    return words.isEmpty ? [method] : words
  }

  /// The words of `become_flags`; those of `standard` where it is not set.
  func flags(or standard: String) -> [String] { CommandLineWords.split(flags ?? standard) }

  /// The error for a method that did not let us become the user; `words` are its own.
  func refusal(_ words: String, host: String) -> Diagnostic {
    let isMissing = password == nil && words.lowercased().contains("password")
    let isNowhere = password == nil || words.hasSuffix("not found")
    let what = isMissing ? "Missing" : isNowhere ? "No" : "Incorrect"
    let subject = what == "No" ? "\(method) for '\(user)'" : "\(method) password"
    return Diagnostic(
      .task, "\(what) \(subject) on \(host)" + (words.isEmpty ? "" : ": \(words)"),
      hint: isMissing
        ? "give the password with -K or the variable ansible_become_password"
        : isNowhere ? nil : "check what -K or the variable ansible_become_password gives")
  }
}

/// A way to become another user. Each is one line of `BecomeMethods.all`.
protocol BecomeMethod: Sendable {
  var name: String { get }

  /// Whether it takes the password from its terminal and nowhere else, so that it always needs one.
  var asksOnTerminal: Bool { get }
  /// Whether it takes the password from standard input even where it has a terminal.
  var readsInput: Bool { get }

  /// Text for a POSIX shell that ends in becoming the user and running `shell`, a command and its
  /// words. Without a password it must fail rather than ask, and must leave what stands on standard
  /// input to `shell`.
  ///
  /// - Parameters:
  ///   - prompt: a text that nobody else prints, for methods that can be told their prompt.
  ///   - onTerminal: whether there is a `/dev/tty`.
  func command(_ become: Become, prompt: String, shell: String, onTerminal: Bool) -> String
}

package enum BecomeMethods {
  /// Every method: one line each.
  static let all: [any BecomeMethod] = [SudoBecome(), SuBecome(), DoasBecome()]

  /// The method of a short or qualified name.
  ///
  /// - Throws: `invalid` for one that does not exist, or not here.
  static func named(_ name: String) throws(Diagnostic) -> any BecomeMethod {
    let short = String(name.split(separator: ".").last ?? "")
    if let method = all.first(where: { $0.name == short }) { return method }
    throw missing(name).error
  }

  /// Those of Ansible's collections.
  private static let elsewhere = [
    "runas", "dzdo", "enable", "ksu", "machinectl", "pbrun", "pfexec", "pmrun", "run0", "sesu",
    "sudosu",
  ]

  /// What is wrong with a name that is no method.
  package static func missing(_ name: String) -> MissingPlugin {
    let short = String(name.split(separator: ".").last ?? "")
    let isQualified = name.contains(".") && !name.hasPrefix("ansible.builtin.")
    let message =
      short == "runas"
      ? "the become method 'runas' is for Windows hosts only"
      : "there is no become method '\(name)'"
    let known = all.map(\.name)
    return MissingPlugin(
      Diagnostic(
        .invalid, message,
        hint: Suggestion.hint(for: short, among: known)
          ?? "known are \(known.joined(separator: ", "))"),
      isKnownElsewhere: isQualified || elsewhere.contains(short))
  }

  /// Whether a method is here, by its short or qualified name.
  package static func isThere(_ name: String) -> Bool { (try? named(name)) != nil }
}
