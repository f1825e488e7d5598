import Connections
import Core
import Modules

/// How a shell becomes another user.
package struct Become: Sendable, Hashable {
  package var method: String
  package var user: String
  package var password: Secret?
  /// `become_flags`; nil is the method's default.
  package var flags: String?
  /// `become_exe`; nil is the method's name.
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
}

/// A way to become another user: one file each in the list below.
protocol BecomeMethod: Sendable {
  var name: String { get }
  /// The command that runs `program` (quoted already) as the user.
  ///
  /// - Parameter prompt: a text that nobody else prints, for methods that can be told their prompt.
  func command(_ become: Become, prompt: String, program: String) -> String
  /// Whether the text on standard error asks for the password.
  func isPrompt(_ text: String, prompt: String) -> Bool
}

enum BecomeMethods {
  /// Every method: one line each.
  static let all: [any BecomeMethod] = [SudoBecome(), SuBecome()]

  /// - Throws: `invalid` for a method that does not exist.
  static func named(_ name: String) throws(Diagnostic) -> any BecomeMethod {
    let short = String(name.split(separator: ".").last ?? "")
    if let method = all.first(where: { $0.name == short }) { return method }
    throw Diagnostic(
      .invalid, "there is no become method '\(name)'",
      hint: "known are \(all.map(\.name).joined(separator: ", "))")
  }
}

/// `sudo`. The password goes to its standard input, after its own prompt has been seen, so it never
/// reaches a shell.
struct SudoBecome: BecomeMethod {
  let name = "sudo"

  func command(_ become: Become, prompt: String, program: String) -> String {
    let flags = become.flags ?? "-H -S -n"
    var words = flags.split(separator: " ").map(String.init)
    if become.password != nil {
      words = words.compactMap { $0 == "-n" || $0 == "--non-interactive" ? nil : $0 }
      if !words.contains("-S") { words.append("-S") }
      words += ["-p", prompt]
    }
    return ShellText.words([become.exe ?? "sudo"] + words + ["-u", become.user]) + " \(program)"
  }

  func isPrompt(_ text: String, prompt: String) -> Bool { text.contains(prompt) }
}

/// `su`, which prompts in the host's language: any line without an end asks for the password.
struct SuBecome: BecomeMethod {
  let name = "su"

  func command(_ become: Become, prompt: String, program: String) -> String {
    let flags = (become.flags ?? "").split(separator: " ").map(String.init)
    let words = [become.exe ?? "su"] + flags + [become.user, "-s", "/bin/sh", "-c"]
    return ShellText.words(words) + " " + ShellText.quote(program)
  }

  func isPrompt(_ text: String, prompt: String) -> Bool {
    let tail = text.drop { $0 == "\n" || $0 == " " }
    guard let last = tail.last(where: { $0 != " " }) else { return false }
    return last == ":" || last == "："
  }
}
