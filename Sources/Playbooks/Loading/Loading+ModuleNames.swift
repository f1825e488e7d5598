import Core
import YAML

extension Loading {
  /// What a module's name means, with the modules of the user's own `library` folders and the
  /// names that are known to exist elsewhere.
  func resolve(_ name: String, in scope: Scope?) -> Resolution {
    let short = BuiltinActions.short(name)
    if BuiltinActions.includes.contains(short) { return .known("ansible.builtin.\(short)") }
    let resolution = services.catalog.resolve(name)
    guard resolution == .unknown else { return resolution }
    if let whole = WellKnownModules.qualifiedName(short) { return .foreign(whole) }
    if name.utf8.count(where: { $0 == UInt8(ascii: ".") }) > 1 {
      let isOurs = short != name
      return isOurs ? .unknown : .foreign(name)
    }
    if isInLibrary(name) { return .foreign(name) }
    let collections = scope?.effective(.collections)?.value.list ?? []
    for collection in collections.compactMap(\.string) where collection != "ansible.builtin" {
      let whole = services.catalog.resolve("\(collection).\(name)")
      if whole != .unknown { return whole }
    }
    return .unknown
  }

  private func isInLibrary(_ name: String) -> Bool {
    guard VariableName.isValid(name) else { return false }
    return libraries.contains { folder in
      ["", ".py", ".sh", ".ps1"].contains { Files.isFile(Path.join(folder, name + $0)) }
    }
  }

  func addLibraries(of rolePath: String) {
    libraries.insert(Path.join(rolePath, "library"))
    libraries.insert(Path.join(rolePath, "action_plugins"))
  }
}
