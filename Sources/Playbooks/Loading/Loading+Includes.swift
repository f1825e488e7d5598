import Core
import YAML

extension Loading {
  /// An `import_*` or `include_*` task: what a static one brings, a dynamic one itself.
  func include(_ draft: TaskDraft, _ action: String) -> [Step] {
    if action.hasPrefix("include_") { checkIncludeKeywords(draft) }
    switch action {
    case "include_tasks":
      guard let file = tasksFile(draft, action) else { return [] }
      return [.task(task(draft, .dynamicInclude, include: .tasks(file: file)))]
    case "import_tasks":
      guard let file = tasksFile(draft, action), isWithoutLoop(draft, action) else { return [] }
      return imported(file, draft)
    default:
      guard isNoHandler(draft, action), let reference = roleReference(draft, action)
      else { return [] }
      if action == "include_role" {
        return [.task(task(draft, .dynamicInclude, include: .role(reference)))]
      }
      guard isWithoutLoop(draft, action) else { return [] }
      return imported(reference, draft)
    }
  }

  private func isWithoutLoop(_ draft: TaskDraft, _ action: String) -> Bool {
    guard let loop = draft.loop else { return true }
    let other = action.replacingPrefix("import_", by: "include_")
    report(
      "You cannot use loops on '\(action)' statements. You should use '\(other)' instead.",
      at: loop.setting.location)
    return false
  }

  private func isNoHandler(_ draft: TaskDraft, _ action: String) -> Bool {
    guard draft.level == .handler else { return true }
    report(
      "Using '\(action)' as a handler is not supported.", at: draft.action.name.location)
    return false
  }

  /// Dynamic includes pass nothing down, so most keywords would do nothing there.
  private func checkIncludeKeywords(_ draft: TaskDraft) {
    for entry in draft.node.entries ?? [] {
      guard let name = entry.key.string, let keyword = Keyword(rawValue: name),
        !BuiltinActions.includeKeywords.contains(keyword)
      else { continue }
      let action = draft.action.name.value.text
      let isRole = action.hasSuffix("role")
      report(
        "'\(name)' is not a valid attribute for a \(isRole ? "IncludeRole" : "TaskInclude")",
        at: entry.key.location, hint: "put it under 'apply' of \(action)")
    }
  }
}

// MARK: - Tasks

extension Loading {
  /// The file of `include_tasks` or `import_tasks`.
  private func tasksFile(_ draft: TaskDraft, _ action: String) -> Setting? {
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

  private func checkOptions(_ draft: TaskDraft, _ action: String, among known: [String]) -> Bool {
    let bad = draft.action.arguments.filter { !known.contains($0.name) }
    for argument in bad {
      report(
        "Invalid options for \(action): \(argument.name)", at: argument.location,
        hint: Suggestion.hint(for: argument.name, among: known)
          ?? Keyword(rawValue: argument.name).map { "'\($0.rawValue)' belongs beside \(action)" })
    }
    return bad.isEmpty
  }

  private func checkApply(_ draft: TaskDraft) {
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

  private func imported(_ file: Setting, _ draft: TaskDraft) -> [Step] {
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
    guard let path = tasksPath(name, inside: scope, as: level, neededAt: location) else { return [] }
    guard !open.contains(path) else {
      report("'\(displayed(path))' imports itself", at: location)
      return []
    }
    guard let node = node(ofFile: path, neededAt: location) else { return [] }
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
    while let current = link, current.kind != .role, current.kind != .play {
      folders.append(Path.folder(Path.absolute(current.location.file.name)))
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

// MARK: - Roles

extension Loading {
  private static let roleOptions = [
    "name", "role", "tasks_from", "vars_from", "defaults_from", "handlers_from", "apply", "public",
    "allow_duplicates", "rolespec_validate",
  ]

  private func roleReference(_ draft: TaskDraft, _ action: String) -> RoleReference? {
    let known = Self.roleOptions.filter { action == "include_role" || $0 != "apply" }
    guard checkOptions(draft, action, among: known) else { return nil }
    checkApply(draft)
    guard let name = draft.action["name"] ?? draft.action["role"], !name.value.isNull else {
      report("'name' is a required field for \(action).", at: draft.action.name.location)
      return nil
    }
    let place = draft.argumentNode(name.name)?.location ?? name.location
    var reference = RoleReference(name: Setting(name.value, at: place))
    reference.tasksFrom = option("tasks_from", .string, draft)
    reference.varsFrom = option("vars_from", .string, draft)
    reference.defaultsFrom = option("defaults_from", .string, draft)
    reference.handlersFrom = option("handlers_from", .string, draft)
    reference.isPublic = option("public", .bool, draft)
    reference.allowDuplicates = option("allow_duplicates", .bool, draft)
    reference.validatesArguments = option("rolespec_validate", .bool, draft)
    return reference
  }

  private func option(_ name: String, _ type: KeywordType, _ draft: TaskDraft) -> Setting? {
    guard let argument = draft.action[name] else { return nil }
    let node = draft.argumentNode(name)
    if case .template = argument.value {
      return Setting(argument.value, at: node?.location ?? argument.location)
    }
    guard let value = type.converted(argument.value) else {
      report("'\(name)' must be \(type.wanted)", at: node?.location ?? argument.location)
      return nil
    }
    return value.isNull ? nil : Setting(value, at: node?.location ?? argument.location)
  }

  private func imported(_ reference: RoleReference, _ draft: TaskDraft) -> [Step] {
    let scope = draft.keywords.scope(
      .staticImport, inside: draft.parent, at: draft.node.location)
    guard let name = rendered(reference.name, in: scope) else { return [] }
    let entryPoints = RoleEntryPoints(
      tasks: reference.tasksFrom.flatMap { rendered($0, in: scope) },
      vars: reference.varsFrom.flatMap { rendered($0, in: scope) },
      defaults: reference.defaultsFrom.flatMap { rendered($0, in: scope) },
      handlers: reference.handlersFrom.flatMap { rendered($0, in: scope) })
    let use = RoleUse(
      name: name, entryPoints: entryPoints, isPublic: flag(reference.isPublic, scope) ?? true,
      allowsDuplicates: flag(reference.allowDuplicates, scope) ?? true,
      validatesArguments: flag(reference.validatesArguments, scope) ?? true,
      entryVars: draft.keywords.vars, dependants: Self.dependants(at: scope),
      location: reference.name.location)
    guard let content = role(use, inside: scope) else { return [] }
    if content.role.isPublic { knownRoles.append(content.role) }
    importedHandlers += content.handlers
    return content.steps
  }

  /// A role that another role's task brings sees that role's variables, as a dependency does.
  static func dependants(at scope: Scope) -> [Role] {
    scope.role.map { $0.dependants + [$0] } ?? []
  }

  private func flag(_ setting: Setting?, _ scope: Scope) -> Bool? {
    guard let setting else { return nil }
    return rendered(setting, in: scope).flatMap { KeywordType.bool(.string($0)) }
  }
}

extension String {
  func replacingPrefix(_ prefix: String, by other: String) -> String {
    hasPrefix(prefix) ? other + dropFirst(prefix.count) : self
  }
}

extension Sequence where Element: Hashable {
  /// Each element once, in the order of first mention.
  func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
