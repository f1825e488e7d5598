import Core
import Modules

/// Programs that print a password.
enum PasswordProgram {
  /// What a program prints, and its exit status. It has our standard input and error, so that it may
  /// ask a person.
  ///
  /// - Throws: `file` where it cannot be started.
  static func run(_ words: [String]) throws(Diagnostic) -> (output: [UInt8], status: Int32) {
    guard let answer = ShellLine.run(ShellText.words(words)) else {
      throw Diagnostic(.file, "cannot run the password program '\(words[0])'")
    }
    return answer
  }
}
