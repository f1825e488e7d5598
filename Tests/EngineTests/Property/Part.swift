/// A task, handler, include or block of a random playbook. It stands alone, so a playbook stays one when parts of it are
/// taken away.
struct Part {
  var keywords: [Keyword]
  /// `block`, `rescue`, `always`.
  var sections: [Section] = []

  /// A keyword and its value, YAML on one line.
  struct Keyword {
    let name: String
    let value: String
  }

  struct Section {
    let name: String
    var parts: [Part]
  }

  init(_ name: String, _ keywords: (String, String)...) {
    self.keywords = [Keyword(name: "name", value: name)]
    for (name, value) in keywords { self[name] = value }
  }

  /// The value of a keyword; nil where the part lacks it.
  subscript(name: String) -> String? {
    get { keywords.first { $0.name == name }?.value }
    set {
      keywords.removeAll { $0.name == name }
      if let newValue { keywords.append(Keyword(name: name, value: newValue)) }
    }
  }

  /// The lines of a list item.
  func lines(indent: String) -> [String] {
    var lines: [String] = []
    for keyword in keywords {
      lines.append("\(indent)\(lines.isEmpty ? "- " : "  ")\(keyword.name): \(keyword.value)")
    }
    for section in sections {
      lines.append("\(indent)  \(section.name):")
      lines += section.parts.flatMap { $0.lines(indent: indent + "    ") }
    }
    return lines
  }
}

/// A text as YAML and JSON write it in double quotes.
func quoted(_ text: String) -> String {
  "\""
    + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    + "\""
}

/// A play, with what it says about itself.
struct RandomPlay {
  var keywords: [Part.Keyword]
  var tasks: [Part]
  var handlers: [Part]

  var lines: [String] {
    var lines: [String] = []
    for keyword in keywords {
      lines.append((lines.isEmpty ? "- " : "  ") + keyword.name + ": " + keyword.value)
    }
    for (name, parts) in [("tasks", tasks), ("handlers", handlers)] where !parts.isEmpty {
      lines.append("  \(name):")
      lines += parts.flatMap { $0.lines(indent: "    ") }
    }
    return lines
  }
}

/// What one seed gives: plays, the files of tasks that they include, and how they are to be run.
struct RandomPlaybook {
  var plays: [RandomPlay] = []
  /// By the name of the file.
  var files: [String: [Part]] = [:]
  var checkMode = false
  var forks = 5

  var text: String { plays.map { $0.lines.joined(separator: "\n") + "\n" }.joined() }

  /// The files as they are to be written, by name.
  var texts: [String: String] {
    files.mapValues { $0.flatMap { $0.lines(indent: "") }.joined(separator: "\n") + "\n" }
  }
}
