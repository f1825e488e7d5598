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
      inCollection(file, "playbooks", ending: ".yml")
      ?? inCollection(file, "playbooks", ending: ".yaml")
      ?? Path.join(folder, Path.expandingHome(file))
    return plays(ofPlaybook: path, importedAt: entry.value.location, inside: scope)
  }

  /// The variables of all imports around a play, the outer ones on top.
  private func importVars(_ scope: Scope?) -> Map {
    var vars: Map = [:]
    var link = scope
    while let current = link {
      vars.merge(current.vars) { $1 }
      link = current.parent
    }
    return vars
  }
}

// MARK: - A play

extension Loading {
  /// Reads one play.
  func play(_ node: Node, inside parent: Scope?) -> Play? {
    var isExplained = false
    var keywords = keywords(of: node.entries ?? [], at: .play) { entry in
      let name = entry.key.string ?? ""
      let looksLikeTask = node["hosts"] == nil && resolve(name, in: nil) != .unknown
      let hint = looksLikeTask ? Self.taskInPlaybook : keywordHint(name, at: .play)
      isExplained = isExplained || looksLikeTask || hint?.contains("'hosts'") ?? false
      reportUnknown(entry, at: .play, hint: hint)
    }
    takeUser(&keywords)
    if !isExplained { checkHosts(keywords, node) }
    keywords.vars.merge(importVars(parent)) { $1 }
    playVars = keywords.vars
    knownRoles = []
    importedHandlers = []
    let scope = keywords.scope(.play, inside: parent, at: node.location)
    let roles = roles(keywords.nodes[.roles], inside: scope)
    knownRoles += roles.map(\.role)
    let preTasks = steps(keywords.nodes[.preTasks], inside: scope)
    let tasks = steps(keywords.nodes[.tasks], inside: scope)
    let postTasks = steps(keywords.nodes[.postTasks], inside: scope)
    let handlers = steps(keywords.nodes[.handlers], inside: scope, as: .handler)
    return Play(
      scope: scope, folder: folder, varsFiles: varsFiles(keywords.nodes[.varsFiles]),
      varsPrompts: varsPrompts(keywords.nodes[.varsPrompt]), preTasks: preTasks,
      roles: roles.flatMap(\.steps), tasks: tasks, postTasks: postTasks,
      handlers: roles.flatMap(\.handlers) + handlers + importedHandlers, knownRoles: knownRoles)
  }

  private static let taskInPlaybook =
    "this looks like a task: a playbook is a list of plays, which have 'hosts' and 'tasks'"

  /// `user` is an old name of `remote_user`.
  private func takeUser(_ keywords: inout Keywords) {
    guard let user = keywords.settings.removeValue(forKey: .user) else { return }
    if keywords.settings[.remoteUser] != nil {
      report(
        "both 'user' and 'remote_user' are set for this play. The use of 'user' is deprecated, "
          + "and should be removed", at: user.location)
    }
    keywords.settings[.remoteUser] = user
  }

  private func checkHosts(_ keywords: Keywords, _ node: Node) {
    guard let hosts = keywords.nodes[.hosts] else {
      return report("the field 'hosts' is required but was not set", at: node.location)
    }
    let isEmpty = hosts.isNull || hosts.string == "" || hosts.list?.isEmpty == true
    if isEmpty {
      report("Hosts list cannot be empty. Please check your playbook", at: hosts.location)
    }
  }

  private func varsFiles(_ node: Node?) -> [VarsFile] {
    guard let node, !node.isNull else { return [] }
    return (node.list ?? [node]).compactMap { entry in
      let candidates = (entry.list ?? [entry]).compactMap { candidate -> Setting? in
        guard candidate.string != nil else {
          report("'vars_files' must be a list of paths, or of lists of paths", at: candidate.location)
          return nil
        }
        checkSyntax(candidate.value)
        return Setting(candidate.value, at: candidate.location)
      }
      return candidates.isEmpty ? nil : VarsFile(candidates)
    }
  }
}

// MARK: - vars_prompt

extension Loading {
  private static let promptKeys = [
    "name", "prompt", "default", "private", "confirm", "encrypt", "salt_size", "salt", "unsafe",
  ]

  private func varsPrompts(_ node: Node?) -> [VarsPrompt] {
    guard let node, !node.isNull else { return [] }
    return (node.list ?? [node]).compactMap(varsPrompt)
  }

  private func varsPrompt(_ node: Node) -> VarsPrompt? {
    guard let entries = node.entries, let name = node["name"]?.string else {
      report("Invalid vars_prompt data structure, missing 'name' key", at: node.location)
      return nil
    }
    for entry in entries where !Self.promptKeys.contains(entry.key.plainValue.text) {
      let key = entry.key.plainValue.text
      report(
        "Invalid vars_prompt data structure, found unsupported key '\(key)'",
        at: entry.key.location, hint: Suggestion.hint(for: key, among: Self.promptKeys))
    }
    var prompt = VarsPrompt(name: name, at: node.location)
    prompt.prompt = node["prompt"]?.value.text
    prompt.defaultValue = node["default"]?.value
    prompt.isPrivate = flag("private", node) ?? true
    prompt.confirm = flag("confirm", node) ?? false
    prompt.isUnsafe = flag("unsafe", node) ?? false
    prompt.encrypt = node["encrypt"]?.string
    prompt.salt = node["salt"]?.value.text
    prompt.saltSize = node["salt_size"]?.value.int
    return prompt
  }

  private func flag(_ name: String, _ node: Node) -> Bool? {
    node[name].flatMap { setting(named: name, .bool, $0, templated: false) }?.value.bool
  }
}
