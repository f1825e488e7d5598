import Core
import YAML

extension Loading {
  /// Folders that hold `ansible_collections`: beside the playbook, where the playbook's own collection is,
  /// then `collections_path`.
  var collectionFolders: [String] {
    var home: [String] = []
    if let end = folder.firstRange(of: "/ansible_collections/") {
      home = [String(folder[..<end.lowerBound])]
    }
    return [Path.join(folder, "collections")] + home + services.collectionsPath
  }

  /// The collections to search for short names: the role's, else those of the `collections` keyword and the
  /// playbook's own one.
  func collections(at scope: Scope?) -> [String] {
    if let role = scope?.role { return role.collections }
    let named = scope?.effective(.collections)?.value.list?.compactMap(\.string) ?? []
    return (named + (home.map { [$0] } ?? [])).uniqued()
  }

  /// The collections to search in a role: its own one, or the playbook's, then those of its `meta`.
  func collections(ofRole name: String, _ meta: Node?) -> [String] {
    let parts = name.parts(between: UInt8(ascii: "."))
    let own = parts.count > 2 ? "\(parts[0]).\(parts[1])" : home
    let named = meta?["collections"]?.plainValue.list?.compactMap(\.string) ?? []
    return ((own.map { [$0] } ?? []) + named).uniqued()
  }

  /// The collection that a playbook of this folder belongs to.
  static func collection(ofPlaybookIn folder: String) -> String? {
    let parts = folder.split(separator: "/")
    guard let at = parts.firstIndex(of: "ansible_collections"), parts.count > at + 3,
      parts[at + 3] == "playbooks"
    else { return nil }
    return "\(parts[at + 1]).\(parts[at + 2])"
  }

  /// The folder of a collection (`NAMESPACE.NAME`), the first that is installed.
  func collectionFolder(_ name: String) -> String? {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, parts.allSatisfy(VariableName.isValid) else { return nil }
    let folder = collectionFolders.map {
      Path.join($0, "ansible_collections/\(parts[0])/\(parts[1])")
    }.first(where: Files.isFolder)
    if let folder, isFirst("collection \(name)") { checkVersion(ofCollection: name, folder) }
    return folder
  }

  /// Whether a collection wants to work with the ansible-core that is followed (`requires_ansible`).
  private func checkVersion(ofCollection name: String, _ folder: String) {
    guard services.onVersionMismatch != .ignore,
      let wanted = runtime(ofCollection: folder)?["requires_ansible"], let text = wanted.string
    else { return }
    guard let requirement = VersionRequirement(text) else {
      return warn(
        "Error parsing collection metadata requires_ansible value from collection \(name): "
          + "Invalid specifier: '\(text)'", at: wanted.location)
    }
    if requirement.accepts(services.version) { return }
    let message = "Collection \(name) does not support Ansible version \(services.version)"
    if services.onVersionMismatch == .error {
      report(message, at: wanted.location)
    } else {
      warn(message, at: wanted.location)
    }
  }

  /// The file of a playbook by its whole name, with or without its ending.
  func playbookInCollection(_ name: String) -> String? {
    for ending in [".yml", ".yaml"] {
      let stem = name.hasSuffix(ending) ? String(name.dropLast(ending.count)) : name
      if let path = inCollection(stem, "playbooks", ending: ending) { return path }
    }
    return nil
  }

  /// A module of an installed collection, by its whole name; follows what `meta/runtime.yml` says.
  func collectionModule(_ whole: String, depth: Int = 0) -> ModuleFile? {
    let parts = whole.split(separator: ".", omittingEmptySubsequences: false)
    guard depth < 8, parts.count >= 3,
      let home = collectionFolder(parts[..<2].joined(separator: "."))
    else { return nil }
    func found(_ path: String?, plugin: String? = nil) -> ModuleFile {
      ModuleFile(
        name: whole, path: path ?? "", plugin: plugin, utilities: modules.allUtilities,
        collections: collectionFolders)
    }
    // A list asks no more than whether there is one, and the usual place tells without reading tables and folders.
    let usual = Path.join(home, "plugins/modules/\(parts[2...].joined(separator: "/")).py")
    if services.isForListing, Files.isFile(usual) { return found(usual) }
    let name = parts[2...].joined(separator: ".")
    let routing = routing(ofCollection: home)
    if let target = routing?["modules"]?[name]?["redirect"]?.string {
      return collectionModule(target, depth: depth + 1)
    }
    let folder = parts[2..<(parts.count - 1)].joined(separator: "/")
    let last = String(parts[parts.count - 1])
    let path = services.moduleFolders.file(
      last, in: Path.join(Path.join(home, "plugins/modules"), folder))
    let plugin = services.moduleFolders.file(
      "\(last).py", in: Path.join(Path.join(home, "plugins/action"), folder))
    return path == nil && plugin == nil ? nil : found(path, plugin: plugin)
  }

  /// `plugin_routing` of a collection's `meta/runtime.yml`.
  private func routing(ofCollection home: String) -> Node? {
    runtime(ofCollection: home)?["plugin_routing"]
  }

  /// The `meta/runtime.yml` of a collection's folder.
  func runtime(ofCollection home: String) -> Node? {
    let path = Path.join(home, "meta/runtime.yml")
    return Files.isFile(path) ? node(ofFile: path, neededAt: nil) : nil
  }
}
