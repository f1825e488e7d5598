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
      let folder = arguments["fact_path"]?.text ?? "/etc/ansible/facts.d"
      var local = Map()
      for (name, text) in texts {
        local[name] = LocalFact.read(text, from: "\(folder)/\(name.text).fact")
      }
      facts["ansible_local"] = .map(local)
    }
    for program in ["facter", "ohai"] {
      guard let text = facts.removeValue(forKey: .string("_\(program)"))?.text,
        let values = try? JSONReader.read(Array(text.utf8)).map
      else { continue }
      for (name, value) in values where isWanted("\(program)_\(name.text)", arguments["filter"]) {
        facts[.string("\(program)_\(name.text)")] = value
      }
    }
    values["ansible_facts"] = .map(facts)
    return values
  }

  /// Whether the module's filter lets a fact through; all, where there is none. The host has applied it to its own.
  private static func isWanted(_ name: String, _ filter: Value?) -> Bool {
    let patterns =
      (filter?.list?.map(\.text) ?? filter?.text.split(separator: ",").map(String.init) ?? [])
      .map { $0.filter { $0 != " " } }.filter { !$0.isEmpty }
    return patterns.isEmpty || patterns.contains { Glob.matches(name, $0) }
  }
}

/// A `.fact` file of a host.
enum LocalFact {
  /// - Parameter value: the file's text, which is JSON or INI; a map where its program failed.
  static func read(_ value: Value, from path: String) -> Value {
    if let failure = value.map?["failed"] { return failure }
    let text = value.text
    if let value = try? JSONReader.read(Array(text.utf8)) { return value }
    let file: INIFile
    do {
      file = try INIFile(text.utf8, INIFile.Form())
    } catch {
      return .string("error loading facts as JSON or ini - please check content: \(path)")
    }
    do {
      var sections = Map()
      for name in file.sections.map(\.name) {
        guard let section = file.section(name) else { continue }
        var values = Map()
        for key in section.keys {
          let value = try file.interpolated(key, of: section)
          values[.string(key.name)] = value.map { .string($0) } ?? .null
        }
        sections[.string(name)] = .map(values)
      }
      return .map(sections)
    } catch {
      return .string(
        "error loading facts as ini - please check content: \(path) (\(error.message))")
    }
  }
}
