import Core
import YAML

extension Loading {
  /// The plays of a playbook, those of imported ones in their places.
  func plays(
    ofPlaybook path: String, importedAt location: SourceLocation?, inside scope: Scope? = nil
  ) -> [Play] {
    let path = Path.absolute(path)
    guard !open.contains(path) else {
      report("the playbook '\(displayed(path))' imports itself", at: location)
      return []
    }
    guard let node = node(ofFile: path, neededAt: location) else { return [] }
    guard let entries = node.list else {
      report(
        node.isNull
          ? "A playbook must contain at least one play"
          : "A playbook must be a list of plays, got \(Self.described(node.value)) instead",
        at: node.location)
      return []
    }
    if entries.isEmpty { report("A playbook must contain at least one play", at: node.location) }
    let before = folder
    folder = Path.folder(path)
    open.append(path)
    defer {
      folder = before
      open.removeLast()
    }
    return entries.flatMap { entry($0, inside: scope) }
  }

  private func entry(_ node: Node, inside scope: Scope?) -> [Play] {
    guard let entries = node.entries else {
      report(
        "playbook entries must be either valid plays or 'import_playbook' statements",
        at: node.location)
      return []
    }
    let isImport: (Node.Entry) -> Bool = {
      BuiltinActions.short($0.key.string ?? "") == "import_playbook"
    }
    if let entry = entries.first(where: isImport) {
      return importedPlays(entry, entries.filter { !isImport($0) }, node, inside: scope)
    }
    return play(node, inside: scope).map { [$0] } ?? []
  }

  private func importedPlays(
    _ entry: Node.Entry, _ others: [Node.Entry], _ node: Node, inside parent: Scope?
  ) -> [Play] {
    let keywords = keywords(of: others, at: .playbookImport) { entry in
      reportUnknown(entry, at: .playbookImport)
    }
    let scope = keywords.scope(.playbookImport, inside: parent, at: node.location)
    guard let text = entry.value.string else {
      report("import_playbook must name a file", at: entry.value.location)
      return []
    }
    let words = reporting(at: entry.value.location) { () throws(Diagnostic) in
      try KeyValues.split(text)
    }
    guard let first = words?.first else { return [] }
    let setting = Setting(
      .trusted(KeywordType.trimmed(first), at: entry.value.location), at: entry.value.location)
    playVars = importVars(scope)
    guard let file = rendered(setting, in: nil) else { return [] }
    let path =
      playbookInCollection(file) ?? Path.join(folder, Path.expandingHome(file))
    if Files.kind(path) == nil, let hint = collectionHint(file) {
      report("the playbook '\(file)' was not found", at: entry.value.location, hint: hint)
      return []
    }
    return plays(ofPlaybook: path, importedAt: entry.value.location, inside: scope)
  }

  /// The variables of all imports around a play, the outer ones on top.
  func importVars(_ scope: Scope?) -> Map {
    var vars: Map = [:]
    var link = scope
    while let current = link {
      vars.merge(current.vars) { $1 }
      link = current.parent
    }
    return vars
  }
}
