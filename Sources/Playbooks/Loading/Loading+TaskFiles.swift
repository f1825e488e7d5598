import Core
import YAML

extension Loading {
  /// The file of `include_tasks` or `import_tasks`.
  func tasksFile(_ draft: TaskDraft, _ action: String) -> Setting? {
    let isDynamic = action == "include_tasks"
    let known = isDynamic ? ["file", "apply"] : ["file"]
    guard checkOptions(draft, action, among: known) else { return nil }
    checkApply(draft)
    if let line = draft.action.freeForm { return line }
    guard let file = draft.action["file"], !file.value.isNull else {
      report("No file specified for \(action)", at: draft.action.name.location)
      return nil
    }
    return Setting(file.value, at: draft.argumentNode("file")?.location ?? file.location)
  }

  func checkOptions(_ draft: TaskDraft, _ action: String, among known: [String]) -> Bool {
    let bad = draft.action.arguments.filter { !known.contains($0.name) }
    for argument in bad {
      report(
        "Invalid options for \(action): \(argument.name)", at: argument.location,
        hint: Suggestion.hint(for: argument.name, among: known)
          ?? Keyword(rawValue: argument.name).map { "'\($0.rawValue)' belongs beside \(action)" })
    }
    return bad.isEmpty
  }

  func checkApply(_ draft: TaskDraft) {
    guard let node = draft.argumentNode("apply"), !node.isNull else { return }
    guard node.entries != nil else {
      return report("'apply' must be a map of keywords", at: node.location)
    }
    _ = applied(node)
  }

  private func applied(_ node: Node) -> Keywords {
    keywords(of: node.entries ?? [], at: .block) { entry in reportUnknown(entry, at: .block) }
  }

  /// The link of the chain that the tasks of a dynamic include hang on.
  func includeScope(of include: Task) -> Scope {
    guard let node = include.apply, node.entries != nil else { return include.scope }
    return applied(node).scope(.block, inside: include.scope, at: node.location)
  }

  func imported(_ file: Setting, _ draft: TaskDraft) -> [Step] {
    let scope = draft.keywords.scope(
      .staticImport, inside: draft.parent, at: draft.node.location)
    guard let name = rendered(file, in: scope) else { return [] }
    return steps(ofFile: name, inside: scope, as: draft.level, neededAt: file.location)
  }

  /// The tasks that a dynamic include brings.
  func included(file: String, by include: Task) -> [Step] {
    steps(
      ofFile: file, inside: includeScope(of: include), as: include.isHandler ? .handler : .task,
      neededAt: include.location)
  }

  /// The tasks of a file, as one block; no block for handlers, which are found by name only.
  private func steps(
    ofFile name: String, inside scope: Scope, as level: Level, neededAt location: SourceLocation
  ) -> [Step] {
    guard let path = tasksPath(name, inside: scope, as: level, neededAt: location) else {
      return []
    }
    guard !open.contains(path) else {
      report("'\(displayed(path))' imports itself", at: location)
      return []
    }
    guard let node = node(ofFile: path, neededAt: location) else { return [] }
    includedFile = includedFile ?? node.location.file.name
    guard !node.isNull, node.list?.isEmpty != true else {
      warn("file \(displayed(path)) is empty and had no tasks to include", at: location)
      return []
    }
    guard node.list != nil else {
      report(
        "included task files must contain a list of tasks", at: node.location,
        notes: [Diagnostic.Note("included here", at: location)])
      return []
    }
    open.append(path)
    defer { open.removeLast() }
    let steps = steps(node, inside: scope, as: level)
    return level == .handler ? steps : [.block(Block(.imported, scope: scope, block: steps))]
  }

  /// Finds a file of tasks: beside the file that names it, beside those that include that one, in
  /// the role's folder of tasks (or handlers) and the role, and in the playbook's folder.
  private func tasksPath(
    _ name: String, inside scope: Scope, as level: Level, neededAt location: SourceLocation
  ) -> String? {
    let kind = level == .handler ? "handlers" : "tasks"
    var folders: [String] = []
    var link: Scope? = scope
    var file: SourceFile?
    while let current = link, current.kind != .role, current.kind != .play {
      if current.location.file !== file {
        folders.append(Path.folder(Path.absolute(current.location.file.name)))
        file = current.location.file
      }
      link = current.parent
    }
    if let role = scope.role {
      folders += [Path.join(role.path, kind), Path.join(role.path, "tasks"), role.path]
    }
    folders += [folder, Path.join(folder, kind)]
    let target = Path.expandingHome(name)
    let candidates =
      target.hasPrefix("/") ? [target] : folders.uniqued().map { Path.join($0, target) }
    if let found = candidates.first(where: Files.isFile) { return Path.absolute(found) }
    report(
      Diagnostic(
        .file, "Could not find or access '\(name)'", at: location,
        hint: searchHint(target, candidates)))
    return nil
  }

  /// A file with a similar name, or where it was searched.
  private func searchHint(_ name: String, _ candidates: [String]) -> String {
    let folders = candidates.map(Path.folder).uniqued()
    for folder in folders {
      let names = (try? Files.list(folder)) ?? []
      if let hint = Suggestion.hint(for: Path.name(name), among: names) { return hint }
    }
    return "searched in: " + folders.map { displayed(Path.absolute($0)) }.joined(separator: ", ")
  }
}
