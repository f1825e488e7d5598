/// A text that people wrote and that errors point into: a playbook, an inventory, a template.
package final class SourceFile: Sendable {
  /// The path as the user would type it, or a word such as `<extra vars>`.
  package let name: String
  /// The whole text, so that an error can show the line; empty where it is not kept.
  package let text: [UInt8]
  /// Whether the text was encrypted: then no line of it may be shown.
  package let isSecret: Bool

  package init(name: String, text: [UInt8] = [], isSecret: Bool = false) {
    self.name = name
    self.text = text
    self.isSecret = isSecret
  }

  /// The line with this number (from 1) without its line end; nil when there is none, or it must
  /// not be shown.
  package func line(_ number: Int) -> String? {
    if isSecret { return nil }
    var current = 1
    var start = 0
    for (index, byte) in text.enumerated() where byte == UInt8(ascii: "\n") {
      if current == number { return String(decoding: text[start..<index], as: UTF8.self) }
      current += 1
      start = index + 1
    }
    guard current == number, start < text.count else { return nil }
    return String(decoding: text[start...], as: UTF8.self)
  }
}

/// A place in a `SourceFile`. Lines and columns count from 1; columns count Unicode scalars, as
/// libyaml and Python do.
package struct SourceLocation: Sendable {
  package let file: SourceFile
  package let line: Int
  package let column: Int

  package init(file: SourceFile, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }
}

extension SourceLocation: CustomStringConvertible {
  /// `file:line:column`, which terminals and editors make clickable.
  package var description: String { "\(file.name):\(line):\(column)" }
}

/// Reads a file that people wrote: what is at a path, under the name that errors show. Whoever has
/// the passwords of Ansible Vault gives one that decrypts.
package typealias FileReading =
  @Sendable (_ path: String, _ name: String) throws(Diagnostic) -> SourceFile

extension SourceFile {
  /// The file as it is.
  package static let read: FileReading = { (path, name) throws(Diagnostic) in
    SourceFile(name: name, text: try Files.read(path))
  }
}
