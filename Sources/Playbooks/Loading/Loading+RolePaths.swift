import Core
import YAML

extension Loading {
  /// The folder of a role, by Ansible's search: the collection that a whole name tells, `roles` beside
  /// the playbook, `roles_path`, the folder that the role around it is in, the playbook's folder;
  /// else the name is itself a path. A short name is first searched in the `collections` that hold
  /// there; `name` is then the whole one.
  func rolePlace(_ use: RoleUse, inside scope: Scope) -> (name: String, path: String)? {
    let isWhole = use.name.utf8.count { $0 == UInt8(ascii: ".") } >= 2
    for name in isWhole ? [use.name] : collections(at: scope).map({ "\($0).\(use.name)" }) {
      if let path = inCollection(name, "roles") { return (name, path) }
    }
    return rolePath(use, inside: scope)
  }

  /// A role in one of the folders with roles goes by the name that was written, be it a path; any other by
  /// its folder's name.
  private func rolePath(_ use: RoleUse, inside scope: Scope) -> (name: String, path: String)? {
    var folders = [Path.join(folder, "roles")] + services.rolesPath
    if let role = scope.role { folders.append(Path.folder(role.path)) }
    folders.append(folder)
    for folder in folders.uniqued() {
      let path = Path.join(folder, use.name)
      if Files.isFolder(path) { return (use.name, Path.absolute(path)) }
    }
    let path = Path.expandingHome(use.name)
    if Files.isFolder(path) { return (Path.name(path), Path.absolute(path)) }
    report(
      Diagnostic(
        .file,
        "the role '\(use.name)' was not found in \(folders.uniqued().joined(separator: ":"))",
        at: use.location, hint: roleHint(use.name, folders.uniqued())))
    return nil
  }

  /// What `NAMESPACE.COLLECTION.NAME` (or `….FOLDER.NAME`) names below a folder of its collection; nil
  /// when there is no such collection or the name is a short one.
  func inCollection(_ name: String, _ kind: String, ending: String = "") -> String? {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.count >= 3, parts.allSatisfy(VariableName.isValid) else { return nil }
    let rest = parts[2...].joined(separator: "/") + ending
    return collectionFolders.map { base in
      Path.join(base, "ansible_collections/\(parts[0])/\(parts[1])/\(kind)/\(rest)")
    }.first { Files.kind($0) != nil }
  }

  private func roleHint(_ name: String, _ folders: [String]) -> String? {
    let names = folders.dropLast().flatMap { (try? Files.list($0)) ?? [] }
    return Suggestion.hint(for: name, among: names) ?? collectionHint(name) ?? requirementsHint
  }

  /// What to do about something of a collection that is nowhere; nil for a name that is no collection's.
  func collectionHint(_ name: String) -> String? {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.count >= 3, parts.allSatisfy(VariableName.isValid) else { return nil }
    let collection = "\(parts[0]).\(parts[1])"
    if let found = collectionFolder(collection) { return "'\(found)' has nothing of that name" }
    return
      "the collection \(collection) is not in \(collectionFolders.uniqued().joined(separator: ":"))"
  }

  /// Where the roles that a playbook takes from elsewhere are usually listed.
  private var requirementsHint: String? {
    let names = ["requirements.yml", "roles/requirements.yml", "../requirements.yml"]
    guard let file = names.map({ Path.join(folder, $0) }).first(where: Files.isFile) else {
      return nil
    }
    return "if \(Path.absolute(file)) lists it: bosun galaxy install -r \(Path.absolute(file))"
  }
}

/// The YAML files of a role's folder.
struct RoleFiles {
  let path: String
  let loading: Loading
  let neededAt: SourceLocation

  /// `FOLDER/main.*`, or the file that `*_from` names; nil when there is none.
  func document(_ folder: String, from name: String? = nil) -> Node? {
    guard let file = files(folder, name, allowsFolder: false).first else { return nil }
    return loading.node(ofFile: file, neededAt: neededAt)
  }

  /// The variables of `defaults` or `vars`; a folder `main` gives those of all its files.
  func variables(_ folder: String, from name: String?) -> Map {
    var vars: Map = [:]
    for file in files(folder, name, allowsFolder: true) {
      guard let node = loading.node(ofFile: file, neededAt: neededAt), !node.isNull else {
        continue
      }
      vars.add(loading.variables(node, ofFile: file), mergesHashes: loading.services.mergesHashes)
    }
    return vars
  }

  /// The specification of an entry point's arguments: `meta/argument_specs.*`, else in `meta/main.*`.
  func argumentSpec(_ meta: Node?, entryPoint: String) -> Node? {
    let own = files("meta", "argument_specs", allowsFolder: false, isRequired: false).first
    let specs =
      own.map { loading.node(ofFile: $0, neededAt: neededAt)?["argument_specs"] }
      ?? meta?["argument_specs"]
    return specs?[entryPoint]
  }

  private func files(
    _ folder: String, _ name: String?, allowsFolder: Bool, isRequired: Bool = true
  ) -> [String] {
    let folder = Path.join(path, folder)
    guard Files.isFolder(folder) else { return missing(name, in: folder, isRequired) }
    let endings = [".yml", ".yaml", ".json"]
    for ending in name == nil ? endings + [""] : [""] + endings {
      let file = Path.join(folder, (name ?? "main") + ending)
      switch Files.kind(file) {
      case .folder?:
        if allowsFolder { return all(in: file) }
      case .some: return inside(folder, file) ? [file] : []
      case nil: break
      }
    }
    return missing(name, in: folder, isRequired)
  }

  private func missing(_ name: String?, in folder: String, _ isRequired: Bool) -> [String] {
    if isRequired, let name {
      let names = ((try? Files.list(folder)) ?? []).flatMap { name in
        name.lastIndex(of: ".").map { [name, String(name[..<$0])] } ?? [name]
      }
      loading.report(
        Diagnostic(
          .file, "Could not find specified file in role: \(Path.name(folder))/\(name)",
          at: neededAt, hint: Suggestion.hint(for: name, among: names)))
    }
    return []
  }

  private func inside(_ folder: String, _ file: String) -> Bool {
    if Path.absolute(file).hasPrefix(folder + "/") { return true }
    loading.report(
      "Failed loading '\(file)' for a role as it is not inside the expected role path: '\(folder)'",
      at: neededAt)
    return false
  }

  /// The files below a folder, sorted, without hidden ones and backups.
  private func all(in folder: String) -> [String] {
    let names = (try? Files.list(folder)) ?? []
    return names.flatMap { name -> [String] in
      let path = Path.join(folder, name)
      let ending = name.lastIndex(of: ".").map { String(name[$0...]) } ?? ""
      guard !name.hasPrefix("."), !name.hasSuffix("~") else { return [] }
      if Files.isFolder(path) { return ending.isEmpty ? all(in: path) : [] }
      return ["", ".yml", ".yaml", ".json"].contains(ending) ? [path] : []
    }
  }
}

extension Loading {
  /// The variables of a file, read and checked at the first call.
  func variables(_ node: Node, ofFile file: String) -> Map {
    if let known = variableFiles[file] { return known }
    if node.entries == nil {
      report("\(displayed(file)) must contain a dictionary of variables", at: node.location)
    }
    mayStayUnused = true
    defer { mayStayUnused = false }
    let vars = node.entries == nil ? [:] : variables(node)
    variableFiles[file] = vars
    return vars
  }
}
