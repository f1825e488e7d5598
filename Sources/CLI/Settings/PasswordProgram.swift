import Core
import Glibc
import Modules

/// Programs that print a password.
enum PasswordProgram {
  /// What a program prints, and its exit status. It has our standard input and error, so that it may
  /// ask a person.
  ///
  /// - Throws: `file` where it cannot be started.
  static func run(_ words: [String]) throws(Diagnostic) -> (output: [UInt8], status: Int32) {
    guard let pipe = popen(ShellText.words(words), "re") else {
      throw Diagnostic(.file, "cannot run the password program '\(words[0])'")
    }
    var bytes: [UInt8] = []
    while case let byte = getc(pipe), byte != EOF { bytes.append(UInt8(truncatingIfNeeded: byte)) }
    let status = pclose(pipe)
    return (bytes, status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + (status & 0x7F))
  }
}
