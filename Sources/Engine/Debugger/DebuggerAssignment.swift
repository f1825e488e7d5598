import Core
import Jinja

/// A line like `task.args['x'][0] = 'value'`.
struct DebuggerAssignment {
  enum Target { case arguments, variables }

  let target: Target
  let path: [Value]
  /// What stands behind `=`.
  let expression: String

  /// - Returns: nil for a line that is none.
  /// - Throws: `syntax` for a subscript that is neither a string nor a number.
  init?(_ line: String) throws(Diagnostic) {
    let targets: [(String, Target)] = [("task.args", .arguments), ("task_vars", .variables)]
    guard let (name, target) = targets.first(where: { line.hasPrefix($0.0) }) else { return nil }
    var rest = line.dropFirst(name.count).drop { $0 == " " }
    var path: [Value] = []
    while rest.first == "[" {
      guard let end = Self.end(of: rest) else { return nil }
      path.append(try Self.key(String(rest[rest.index(after: rest.startIndex)..<end])))
      rest = rest[rest.index(after: end)...].drop { $0 == " " }
    }
    guard rest.first == "=", rest.dropFirst().first != "=", !path.isEmpty || target == .arguments
    else { return nil }
    self.target = target
    self.path = path
    expression = StringEnds.trimmed(String(rest.dropFirst()))
  }

  /// The bracket that closes the first one; those in strings do not count.
  private static func end(of text: Substring) -> Substring.Index? {
    var quote: Character?
    for index in text.indices.dropFirst() {
      let character = text[index]
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "'" || character == "\"" {
        quote = character
      } else if character == "]" {
        return index
      }
    }
    return nil
  }

  private static func key(_ text: String) throws(Diagnostic) -> Value {
    let text = StringEnds.trimmed(text)
    if let number = Int(text) { return .int(number) }
    guard text.count >= 2, let quote = text.first, quote == text.last, quote == "'" || quote == "\""
    else { throw Diagnostic(.syntax, "a subscript must be a string or a number: \(text)") }
    return .string(String(text.dropFirst().dropLast()))
  }
}
