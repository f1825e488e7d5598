import Glibc

/// Shows long texts page by page.
enum Pager {
  /// Shows a text by a program, if the output is a terminal.
  ///
  /// - Returns: whether the program could be started; if not, the text is still to be written.
  static func show(_ text: [UInt8], by program: String) -> Bool {
    guard isatty(STDOUT_FILENO) == 1 else { return false }
    setenv("LESS", "FRSX", 0)
    guard let pipe = popen(program, "we") else { return false }
    fwrite(text, 1, text.count, pipe)
    return pclose(pipe) >> 8 & 0xFF != 127
  }
}
