import Core
import Playbooks
import Reporters

/// Prints documentation: details or lists, for people or as JSON.
struct DocumentationOutput {
  let session: Session
  let isJSON: Bool

  private func print(_ value: Value) {
    session.screen.display(JSONWriter(indent: 4, sortKeys: true).write(value))
  }

  /// As in Ansible a name that does not exist is a warning.
  private func warnAbout(_ name: String, _ type: String, among known: [String]) {
    session.warn(
      Diagnostic(
        .usage, "\(type) \(name) was not found", hint: Suggestion.hint(for: name, among: known)))
  }

  // MARK: Modules and plugins

  func show(_ names: [String], _ type: DocumentationType, isSnippet: Bool) throws(Diagnostic) {
    guard !isSnippet || [.module, .lookup, .inventory].contains(type) else {
      throw Diagnostic(
        .usage,
        "Snippets are only available for the following plugin types: inventory, lookup, module")
    }
    var documents: [Documentation] = []
    for name in names {
      if let found = Documentation.find(name, type) {
        documents.append(found)
      } else {
        let known = Documentation.all(type).flatMap { [$0.name, $0.shortName] }
        warnAbout(name, type.rawValue, among: known)
      }
    }
    if isJSON {
      return print(.map(Map(documents.map { (.string($0.name), $0.json) }) { $1 }))
    }
    for document in documents {
      session.screen.display(isSnippet ? document.snippet : document.text)
    }
  }

  func list(_ type: DocumentationType, collections: [String], showsFiles: Bool) {
    let documents = Documentation.all(type).filter { document in
      collections.isEmpty || collections.contains { document.name.hasPrefix($0 + ".") }
    }
    table(
      documents.map { document in
        let file = document.file.isEmpty ? "(built in)" : document.file
        return (document.name, showsFiles ? file : document.summary)
      })
  }

  private func table(_ rows: [(name: String, text: String)]) {
    if isJSON {
      return print(.map(Map(rows.map { (.string($0.name), .string($0.text)) }) { $1 }))
    }
    let width = (rows.map(\.name.utf8.count).max() ?? 0) + 1
    for row in rows {
      let padding = String(repeating: " ", count: width - row.name.utf8.count)
      session.screen.display("\(row.name)\(padding)\(row.text)")
    }
  }

  // MARK: Keywords and roles

  func keywords(_ names: [String], lists: Bool) throws(Diagnostic) {
    let all = KeywordDocumentation.all
    if lists {
      return table(
        all.keys.sorted().map { ($0, all[$0]?["description"]?.text ?? "") })
    }
    var found = Map()
    for name in names {
      if let keyword = all[name] {
        found[name] = keyword
      } else {
        warnAbout(name, "keyword", among: all.keys.sorted())
      }
    }
    if isJSON { return print(.map(found)) }
    if !found.isEmpty { session.screen.end(try YAMLText.write(.map(found))) }
  }

  func roles(
    _ names: [String], _ all: [RoleDocumentation], _ entryPoint: String?, lists: Bool
  ) throws(Diagnostic) {
    if lists {
      if isJSON {
        let shown = all.map { role in (Value.string(role.name), role.json(entryPoint)) }
        return print(.map(Map(shown) { $1 }))
      }
      return table(
        all.flatMap { role in
          role.entryPoints.filter { entryPoint == nil || $0.name == entryPoint }
            .map { ("\(role.name) \($0.name)", $0.summary) }
        })
    }
    var found: [RoleDocumentation] = []
    for name in names {
      if let role = all.first(where: { $0.name == name }) {
        found.append(role)
      } else {
        warnAbout(name, "role", among: all.map(\.name))
      }
    }
    if isJSON {
      return print(.map(Map(found.map { (.string($0.name), $0.json(entryPoint)) }) { $1 }))
    }
    for role in found { session.screen.display(role.text(entryPoint)) }
  }

  /// Everything that is no role, by kind and name.
  func dump() {
    var all = Map()
    for type in DocumentationType.allCases where type != .role {
      let documents: [(Value, Value)] =
        type == .keyword
        ? KeywordDocumentation.all.map { (.string($0.key), $0.value) }
        : Documentation.all(type).map { (.string($0.name), $0.json) }
      all[.string(type.rawValue)] = .map(Map(documents) { $1 })
    }
    print(["all": .map(all)])
  }
}
