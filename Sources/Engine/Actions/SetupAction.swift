import Core

/// `setup`: facts, with the local ones (`facts.d`) read from the texts that the script sends.
struct SetupAction: Action {
  static let module = "ansible.builtin.setup"

  func run(_ context: ActionContext) async throws(Diagnostic) -> Map {
    try await Self.facts(context, context.arguments)
  }

  /// Facts are gathered in check mode too.
  static func facts(
    _ context: ActionContext, _ arguments: Map
  ) async throws(Diagnostic) -> Map {
    var values = try await context.call(module, arguments, checkMode: false)
    guard var facts = values["ansible_facts"]?.map else { return values }
    if let texts = facts.removeValue(forKey: "_local")?.map {
      facts["ansible_local"] = .map(texts.mapValues { LocalFact.read($0.text) })
    }
    if isFiltered(arguments) {
      for name in ["gather_subset", "module_setup"] { facts[.string(name)] = nil }
    }
    values["ansible_facts"] = .map(facts)
    return values
  }
}

extension SetupAction {
  /// With `filter` only the facts it names come, not what else `setup` tells of itself.
  private static func isFiltered(_ arguments: Map) -> Bool {
    guard let filter = arguments["filter"], !filter.isNull else { return false }
    return !(filter.list?.isEmpty ?? filter.text.isEmpty)
  }
}

/// The text of a `.fact` file: JSON, or INI.
enum LocalFact {
  static func read(_ text: String) -> Value {
    if let value = try? JSONReader.read(Array(text.utf8)) { return value }
    var sections = Map()
    var section: String?
    for line in text.split(separator: "\n") {
      let line = line.drop { $0 == " " }
      if line.hasPrefix("#") || line.hasPrefix(";") { continue }
      if line.hasPrefix("["), let end = line.firstIndex(of: "]") {
        section = String(line[line.index(after: line.startIndex)..<end])
        sections[section ?? ""] = .map(Map())
      } else if let section, let mark = line.firstIndex(where: { $0 == "=" || $0 == ":" }),
        case .map(var map)? = sections[section]
      {
        // Keys of INI files are lower-case, as Python's configparser makes them.
        map[trimmed(line[..<mark]).lowercased()] = .string(
          trimmed(line[line.index(after: mark)...]))
        sections[section] = .map(map)
      }
    }
    return sections.isEmpty ? .string("error loading facts as JSON or ini") : .map(sections)
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text.drop { $0 == " " || $0 == "\t" }
    while let last = text.last, last == " " || last == "\t" || last == "\r" { text.removeLast() }
    return String(text)
  }
}
