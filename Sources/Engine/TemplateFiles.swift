import Core
import Jinja
import Synchronization

/// Template files, each read once and compiled once for all hosts.
final class TemplateFiles: Sendable {
  private let readFile: FileReading
  private let known = Mutex<[String: TemplateText]>([:])

  init(by read: @escaping FileReading) { readFile = read }

  /// - Throws: `file` when it cannot be read.
  func load(_ path: String) throws(Diagnostic) -> TemplateText {
    if let template = known.withLock({ $0[path] }) { return template }
    let file = try readFile(path, path)
    let template = TemplateText(
      String(decoding: file.text, as: UTF8.self),
      at: SourceLocation(file: file, line: 1, column: 1))
    known.withLock { $0[path] = template }
    return template
  }
}
