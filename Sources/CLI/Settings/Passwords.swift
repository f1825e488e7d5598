import Connections
import Core
import Engine

/// The passwords of `-k` and `-K` and their files.
struct Passwords {
  var connection: Secret?
  var become: Secret?

  /// Asks for, or reads, what the options want, in Ansible's order and words.
  ///
  /// - Throws: `file` for a password file that cannot be read.
  init(
    _ connection: ConnectionOptions, _ become: BecomeOptions,
    _ configuration: Configuration, _ prompter: Prompter
  ) throws(Diagnostic) {
    let isAgnostic = try configuration.changed("AGNOSTIC_BECOME_PROMPT")?.bool ?? true
    let method = become.becomeMethod ?? configuration.text(.becomeMethod) ?? BecomeDefaults().method
    let what = isAgnostic ? "BECOME" : method.uppercased()
    var question = "\(what) password: "
    if try configuration.flag(connection.askPass, or: .askPass) {
      self.connection = prompter.askNow("SSH password: ", hidden: true).map { Secret($0) }
      question = "\(what) password[defaults to SSH password]: "
    } else if let file = connection.connectionPasswordFile
      ?? configuration.text(.connectionPasswordFile)
    {
      self.connection = try Self.read(file)
    }
    if try configuration.flag(become.askBecomePass, or: .becomeAskPass) {
      let answer = prompter.askNow(question, hidden: true) ?? ""
      self.become = answer.isEmpty ? self.connection : Secret(answer)
    } else if let file = become.becomePasswordFile ?? configuration.text(.becomePasswordFile) {
      self.become = try Self.read(file)
    }
  }

  /// The content of a file, or what it prints when it is a program.
  private static func read(_ name: String) throws(Diagnostic) -> Secret {
    let path = Path.absolute(Path.expandingHome(name))
    let bytes = Files.isExecutable(path) ? try output(of: path) : try Files.read(path)
    let text = String(decoding: bytes, as: UTF8.self).trimmingBlanks
    if text.isEmpty { throw Diagnostic(.file, "Empty password was provided from file (\(name))") }
    return Secret(text)
  }

  private static func output(of program: String) throws(Diagnostic) -> [UInt8] {
    let (output, status) = try PasswordProgram.run([program])
    if status == 0 { return output }
    throw Diagnostic(.file, "the password program '\(program)' failed")
  }
}
