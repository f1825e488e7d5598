import Core
import YAML

extension Loading {
  /// What a module's name means, in ansible-core's order: for a short name the `collections` that hold
  /// there, the user's own `library` folders, the modules that Bosun has, and names that are known to
  /// exist elsewhere.
  func resolve(_ name: String, in scope: Scope?) -> Resolution {
    let key = ModuleName(name: name, collections: collections(at: scope))
    if let known = resolutions[key] { return known }
    let resolution = resolution(of: key)
    resolutions[key] = resolution
    return resolution
  }

  private func resolution(of key: ModuleName) -> Resolution {
    let name = key.name
    let short = BuiltinActions.short(name)
    if BuiltinActions.includes.contains(short) { return .known("ansible.builtin.\(short)") }
    if services.refusedModules.names.contains(short) { return .unknown }
    let isShort = !name.utf8.contains(UInt8(ascii: "."))
    if isShort {
      for collection in key.collections {
        if collection == "ansible.builtin" || collection == "ansible.legacy" { continue }
        if let found = inCollections("\(collection).\(name)") { return found }
      }
    }
    if isShort || name.hasPrefix("ansible.legacy.") {
      if let file = modules.file(short, collections: collectionFolders) { return .file(file) }
    }
    let resolution = services.catalog.resolve(name)
    switch resolution {
    case .known, .file: return resolution
    case .foreign(let whole): return elsewhere(whole) ?? resolution
    case .unknown: break
    }
    if let whole = WellKnownModules.qualifiedName(short) {
      return elsewhere(whole) ?? .foreign(whole)
    }
    if isShort || short != name { return .unknown }
    if let file = modules.file(name, collections: collectionFolders) { return .file(file) }
    return name.utf8.count(where: { $0 == UInt8(ascii: ".") }) > 1
      ? elsewhere(name) ?? .foreign(name) : .unknown
  }

  /// A module that Bosun lacks, where its collection is installed, or ansible-core on the controller.
  private func elsewhere(_ whole: String) -> Resolution? {
    if whole.hasPrefix("ansible.builtin.") { return coreModule(whole).map(Resolution.file) }
    return inCollections(whole)
  }

  /// A module of ansible-core itself, as Python; not where an action plugin of it does the work.
  private func coreModule(_ whole: String) -> ModuleFile? {
    // A list is the same with it and without, and asking for it starts a Python.
    guard !services.isForListing, let core = services.ansibleCore() else { return nil }
    let short = BuiltinActions.short(whole)
    let path = Path.join(core, "modules/\(short).py")
    guard Files.isFile(path), !Files.isFile(Path.join(core, "plugins/action/\(short).py")) else {
      return nil
    }
    return ModuleFile(
      name: whole, path: path, utilities: modules.allUtilities, collections: collectionFolders)
  }

  private func inCollections(_ whole: String) -> Resolution? {
    if case .known(let known) = services.catalog.resolve(whole) { return .known(known) }
    return collectionModule(whole).map(Resolution.file)
  }

  /// A role of a collection has no `library`: the collection has modules for all its roles.
  func addLibraries(of role: String, _ path: String) {
    guard role.utf8.count(where: { $0 == UInt8(ascii: ".") }) < 2, modules.add(path) else { return }
    resolutions = [:]
  }
}

/// A module's name where `collections` are searched for it.
struct ModuleName: Hashable {
  let name: String
  let collections: [String]
}
