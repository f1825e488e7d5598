import Core

/// Values as YAML that is easy to read: texts of several lines stand as such. (ansible-core's `result_format = yaml`.)
struct ResultYAML {
  /// How a text, a number and the like are written.
  let scalar: (Value) -> String

  func lines(_ value: Value) -> [String] {
    switch value {
    case .map(let map) where !map.isEmpty:
      map.sorted { $0.key.text.utf8.lexicographicallyPrecedes($1.key.text.utf8) }
        .flatMap { entry(scalar($0.key) + ":", $0.value) }
    case .list(let elements) where !elements.isEmpty:
      elements.flatMap(element)
    default: [inline(value)]
    }
  }

  private func element(_ value: Value) -> [String] {
    if case .string(let text) = value, text.contains("\n") { return ["- |-"] + block(text) }
    let lines = lines(value)
    let isNested =
      switch value {
      case .map(let map): !map.isEmpty
      case .list(let elements): !elements.isEmpty
      default: false
      }
    return ["-\(isNested ? "   " : " ")\(lines[0])"]
      + Self.indented(lines.dropFirst(), by: "    ")
  }

  private func entry(_ key: String, _ value: Value) -> [String] {
    switch value {
    case .map(let map) where !map.isEmpty: [key] + Self.indented(lines(value), by: "    ")
    case .list(let elements) where !elements.isEmpty: [key] + lines(value)
    case .string(let text) where text.contains("\n"): [key + " |-"] + block(text)
    default: ["\(key) \(inline(value))"]
    }
  }

  /// The lines of a text, without blanks at their ends and without empty lines behind.
  private func block(_ text: String) -> [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      String(line.reversed().drop { $0 == " " || $0 == "\t" || $0 == "\r" }.reversed())
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return Self.indented(lines, by: "    ")
  }

  /// Empty lines stay so.
  static func indented(_ lines: some Sequence<String>, by blanks: String) -> [String] {
    lines.map { $0.isEmpty ? "" : blanks + $0 }
  }

  private func inline(_ value: Value) -> String {
    switch value {
    case .map: "{}"
    case .list: "[]"
    default: scalar(value)
    }
  }
}
