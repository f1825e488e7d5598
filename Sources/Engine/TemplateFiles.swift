import Core
import Jinja
import Synchronization

/// Template files, each read once, and expressions in arguments of tasks: each compiled once for all hosts.
final class TemplateFiles: Sendable {
  private struct Place: Hashable {
    let file: String
    let line: Int
    let column: Int
    let source: String
  }

  private let readFile: FileReading
  private let expressions = Mutex<[Place: TemplateText]>([:])
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

  /// An expression that stands as plain text at this place of a playbook, such as the conditions of `assert`.
  ///
  /// - Parameter location: nil for text that stands in no file, which is not kept.
  func expression(_ source: String, at location: SourceLocation?) -> TemplateText {
    guard let location else { return TemplateText(source) }
    let place = Place(
      file: location.file.name, line: location.line, column: location.column, source: source)
    return expressions.withLock { known in
      if let text = known[place] { return text }
      let text = TemplateText(source, at: location)
      known[place] = text
      return text
    }
  }
}
