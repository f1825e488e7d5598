import Glibc

/// A line for `/bin/sh`.
enum ShellLine {
  /// Runs it to its end; it has our standard input and error.
  ///
  /// - Returns: what it printed, and its exit status, 128 more than the number of a signal; nil where no
  ///   process can be started.
  static func run(_ line: String) -> (output: [UInt8], status: Int32)? {
    guard let pipe = popen(line, "re") else { return nil }
    var bytes: [UInt8] = []
    while case let byte = getc(pipe), byte != EOF { bytes.append(UInt8(truncatingIfNeeded: byte)) }
    let status = pclose(pipe)
    return (bytes, status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + (status & 0x7F))
  }
}
