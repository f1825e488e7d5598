import ArgumentParser
import Core

/// `bosun galaxy role list`
struct ListRoles: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List installed roles.")

  @ArgumentParser.Argument(help: "Only this role.") var name: String?
  @OptionGroup var path: RolesPathOptions
  @OptionGroup var server: GalaxyServerOptions
  @OptionGroup(title: "Output") var common: CommonOptions

  func run() throws {
    let session = try Session(common)
    var isUsable = false
    var isFound = false
    for folder in path.folders(session.configuration) {
      guard Files.isFolder(folder) else {
        session.warn(Diagnostic(.file, "- the configured path \(folder) does not exist."))
        continue
      }
      isUsable = true
      let roles = try RoleFolder.all(in: folder).filter { name == nil || $0.name == name }
      if name == nil || !roles.isEmpty { session.screen.display("# \(folder)") }
      for role in roles { session.screen.display(role.line) }
      isFound = isFound || !roles.isEmpty
    }
    if !isUsable {
      throw Diagnostic(
        .file,
        "- None of the provided paths were usable. Please specify a valid path with --roles-path")
    }
    if let name, !isFound { session.warn(Diagnostic(.file, "- the role \(name) was not found")) }
  }
}

/// `bosun galaxy role remove`
struct RemoveRoles: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Remove installed roles.")

  @ArgumentParser.Argument(help: "The roles.") var names: [String] = []
  @OptionGroup var path: RolesPathOptions
  @OptionGroup var server: GalaxyServerOptions
  @OptionGroup(title: "Output") var common: CommonOptions

  func run() throws {
    let session = try Session(common)
    if names.isEmpty {
      throw Diagnostic(.usage, "- you must specify at least one role to remove.")
    }
    for name in names {
      let role = path.folders(session.configuration)
        .map { RoleFolder(name: name, path: Path.join($0, name)) }.first { $0.isRole }
      guard let role, !name.contains("/") else {
        session.screen.display("- \(name) is not installed, skipping.")
        continue
      }
      ScratchFolder.remove(role.path)
      session.screen.display("- successfully removed \(name)")
    }
  }
}

/// `bosun galaxy role info`
struct InfoRoles: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info", abstract: "Show what installed roles say of themselves.")

  @ArgumentParser.Argument(help: "The roles.") var names: [String] = []
  @Flag(help: ArgumentHelp("Accepted; no server is asked.", visibility: .hidden)) var offline =
    false
  @OptionGroup var path: RolesPathOptions
  @OptionGroup var server: GalaxyServerOptions
  @OptionGroup(title: "Output") var common: CommonOptions

  func run() throws {
    let session = try Session(common)
    if names.isEmpty { throw Diagnostic(.usage, "- you must specify a user/role name") }
    for name in names {
      let role = path.folders(session.configuration)
        .map { RoleFolder(name: name, path: Path.join($0, name)) }.first { $0.isRole }
      guard let role else {
        session.screen.display("- the role \(name) was not found")
        continue
      }
      var text = "\nRole: \(name)\n\tpath: ['\(Path.folder(role.path))']\n"
      text += "\tinstalled_version: \(role.version ?? "")\n"
      for entry in (role.meta??["galaxy_info"]?.entries ?? []).sorted(by: {
        ($0.key.string ?? "") < ($1.key.string ?? "")
      }) { text += "\t\(entry.key.value.text): \(entry.value.plainValue.text)\n" }
      text += "\tdependencies: \(role.meta??["dependencies"]?.plainValue.text ?? "[]")"
      session.screen.display(text)
    }
  }
}
