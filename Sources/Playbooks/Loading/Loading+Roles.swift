import Core
import YAML

/// A wish to use a role: from `roles:`, from `dependencies:`, or from an include.
struct RoleUse {
  let name: String
  var entryPoints = RoleEntryPoints()
  var isPublic = true
  /// The include's word on it; nil for entries, where the role's own `meta` decides.
  var allowsDuplicates: Bool?
  var validatesArguments = true
  var params: Map = [:]
  var entryVars: Map = [:]
  var keywords = Keywords()
  /// The roles that depend on this one, outermost first.
  var dependants: [Role] = []
  let location: SourceLocation
}

extension Loading {
  /// The roles of a play's `roles:`, each with its dependencies before it.
  func roles(_ node: Node?, inside scope: Scope) -> [RoleContent] {
    guard let node, !node.isNull else { return [] }
    guard let entries = node.list else {
      report("'roles' must be a list", at: node.location)
      return []
    }
    return entries.compactMap { entry in
      roleUse(entry, inside: scope).flatMap { role($0, inside: scope) }
    }
  }

  /// An entry of `roles:` or `dependencies:`: a name, or a map with keywords and parameters.
  func roleUse(_ node: Node, inside scope: Scope) -> RoleUse? {
    if node.entries == nil {
      guard case .scalar(let value) = node.content, !value.isNull,
        let name = rendered(Setting(node.value, at: node.location), in: scope)
      else {
        report("role definitions must contain a role name", at: node.location)
        return nil
      }
      return RoleUse(name: name, location: node.location)
    }
    var params: Map = [:]
    let keywords = keywords(of: node.entries ?? [], at: .role) { entry in
      params[entry.key.plainValue] = entry.value.value
      checkSyntax(entry.value.value)
    }
    guard let nameNode = node["role"] ?? node["name"] ?? node["src"], !nameNode.isNull,
      let name = rendered(Setting(nameNode.value, at: nameNode.location), in: scope), !name.isEmpty
    else {
      report("role definitions must contain a role name", at: node.location)
      return nil
    }
    let isSource = node["role"] == nil && node["name"] == nil
    return RoleUse(
      name: isSource ? Self.roleName(ofSource: name) : name, params: params,
      entryVars: keywords.vars, keywords: keywords, location: nameNode.location)
  }

  /// `https://example.org/repo.git` is the role `repo`.
  private static func roleName(ofSource source: String) -> String {
    guard source.contains("://") || source.contains("@") else { return source }
    var name = Path.name(source)
    for ending in [".git", ".tar.gz"] where name.hasSuffix(ending) {
      name.removeLast(ending.count)
    }
    return String(name.prefix { $0 != "," })
  }
}

// MARK: - One role

extension Loading {
  /// Reads a role with its dependencies; nil (and reported) when it is not there or loops.
  func role(_ use: RoleUse, inside parent: Scope) -> RoleContent? {
    guard let (name, path) = rolePlace(use, inside: parent) else { return nil }
    let mark = "role \(path) \(use.entryPoints.description)"
    guard !open.contains(mark) else {
      report(
        "A recursion loop was detected with the roles specified. Make sure child roles do not "
          + "have dependencies on parent roles", at: use.location)
      return nil
    }
    open.append(mark)
    defer { open.removeLast() }
    addLibraries(of: name, path)
    let files = RoleFiles(path: path, loading: self, neededAt: use.location)
    let meta = files.document("meta")
    checkMeta(meta, of: use.name)
    let alone = made(use, name, path, files, meta, parent, dependencies: [])
    let dependencies = dependencies(meta, of: alone, use, inside: parent)
    let role =
      dependencies.isEmpty
      ? alone
      : made(use, name, path, files, meta, parent, dependencies: dependencies.map(\.role))
    return content(of: role, use, files, meta, inside: parent, after: dependencies)
  }

  private func made(
    _ use: RoleUse, _ name: String, _ path: String, _ files: RoleFiles, _ meta: Node?,
    _ parent: Scope, dependencies: [Role]
  ) -> Role {
    Role(
      name: name, path: path, entryPoints: use.entryPoints,
      defaults: files.variables("defaults", from: use.entryPoints.defaults),
      vars: files.variables("vars", from: use.entryPoints.vars), params: use.params,
      entryVars: use.entryVars, dependencies: dependencies, dependants: use.dependants,
      allowsDuplicates: use.allowsDuplicates ?? duplicates(meta), isPublic: use.isPublic,
      identity: identity(use, path),
      collections: collections(ofRole: name, meta),
      argumentSpec: files.argumentSpec(meta, entryPoint: use.entryPoints.tasks ?? "main"))
  }

  /// Ansible's `Role._get_hash_dict`, as text.
  private func identity(_ use: RoleUse, _ path: String) -> String {
    let when = use.keywords.when.map { condition in
      switch condition {
      case .constant(let flag): "\(flag)"
      case .expression(let text): text.source
      }
    }
    return [
      use.name, path, Value.map(use.params).repr, when.description,
      use.keywords.tags.map(\.text).description, use.entryPoints.description,
      Value.map(use.entryVars).repr, use.allowsDuplicates == nil ? "entry" : "include",
    ].joined(separator: "\u{0}")
  }

  private func content(
    of role: Role, _ use: RoleUse, _ files: RoleFiles, _ meta: Node?, inside parent: Scope,
    after dependencies: [RoleContent]
  ) -> RoleContent {
    let scope = use.keywords.scope(.role, inside: parent, role: role, at: use.location)
    var tasks =
      files.document("tasks", from: use.entryPoints.tasks).map {
        steps($0, inside: scope)
      } ?? []
    if use.validatesArguments, let check = argumentCheck(role, scope) {
      tasks.insert(.task(check), at: 0)
    }
    let handlers =
      files.document("handlers", from: use.entryPoints.handlers).map {
        steps($0, inside: scope, as: .handler)
      } ?? []
    return RoleContent(
      role: role,
      steps: dependencies.flatMap(\.steps) + [.block(Block(.role, scope: scope, block: tasks))],
      handlers: dependencies.flatMap(\.handlers) + handlers)
  }
}
