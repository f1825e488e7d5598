import ArgumentParser
import Core
import Reporters

/// `bosun galaxy role install`
struct InstallRoles: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "install", abstract: "Install roles from Git, tar files or a list of these.")

  @ArgumentParser.Argument(help: "SOURCE[,VERSION[,NAME]]") var sources: [String] = []

  @Option(
    name: [.customShort("r", allowingJoined: true), .customLong("role-file")],
    help: ArgumentHelp("A list of roles (requirements.yml).", valueName: "file"))
  var roleFile: String?

  @Flag(name: .shortAndLong, help: "Replace what is there.") var force = false
  @Flag(help: "Replace what is there, and what it needs.") var forceWithDeps = false
  @Flag(name: .shortAndLong, help: "Not what the roles need.") var noDeps = false
  @Flag(name: .shortAndLong, help: "Go on after a role that cannot be installed.")
  var ignoreErrors = false
  @Flag(
    name: [.customShort("g"), .long],
    help: ArgumentHelp("Accepted; archives never hold it.", visibility: .hidden))
  var keepScmMeta = false
  @Flag(help: ArgumentHelp("Collections of the file too.", visibility: .private))
  var withCollections = false

  @OptionGroup var path: RolesPathOptions
  @OptionGroup var server: GalaxyServerOptions
  @OptionGroup(title: "Output") var common: CommonOptions

  func run() throws {
    let session = try Session(common)
    var wanted = GalaxyRequirements()
    if let roleFile { wanted = try GalaxyRequirements(roleFile) }
    wanted.roles += sources.map { GalaxySource($0) }
    guard !wanted.roles.isEmpty || roleFile != nil else {
      throw Diagnostic(.usage, "- you must specify a user/role name or a roles file")
    }
    let folder = path.folders(session.configuration)[0]
    let installer = RoleInstaller(
      folder: folder, isForced: force, forcesDependencies: forceWithDeps,
      takesDependencies: !noDeps, network: try session.configuration.galaxyNetwork,
      screen: session.screen)
    session.screen.display("Starting galaxy role install process")
    var hasFailed = false
    for source in wanted.roles {
      do throws(Diagnostic) { try installer.install(source) } catch {
        session.warn(error.prefixed("- \(source.roleName) was NOT installed successfully"))
        hasFailed = true
        if !ignoreErrors { break }
      }
    }
    if hasFailed, !ignoreErrors {
      throw Diagnostic(
        .file,
        "- you can use --ignore-errors to skip failed roles and finish processing the list.")
    }
    guard withCollections, !wanted.collections.isEmpty else { return }
    let collections = CollectionInstaller(
      folders: CollectionsPathOptions().folders(session.configuration), isForced: force,
      forcesDependencies: forceWithDeps, takesDependencies: !noDeps,
      network: try session.configuration.galaxyNetwork, screen: session.screen)
    try collections.install(wanted.collections, goesOn: ignoreErrors)
  }
}
