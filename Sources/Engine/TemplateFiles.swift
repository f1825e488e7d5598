import Core
import Jinja
import Synchronization

/// Template files, each read once and compiled once for all hosts.
final class TemplateFiles: Sendable {
  private let known = Mutex<[String: TemplateText]>([:])

  /// - Throws: `file` when it cannot be read.
  func load(_ path: String) throws(Diagnostic) -> TemplateText {
    if let template = known.withLock({ $0[path] }) { return template }
    let bytes = try Files.read(path)
    let file = SourceFile(name: path, text: bytes)
    let template = TemplateText(
      String(decoding: bytes, as: UTF8.self),
      at: SourceLocation(file: file, line: 1, column: 1))
    known.withLock { $0[path] = template }
    return template
  }
}
