import ArgumentParser
import Core
import Playbooks

/// `bosun galaxy`, as `ansible-galaxy`: roles and collections, as far as no Galaxy server is needed.
struct GalaxyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "galaxy",
    abstract: "Make and install roles and collections, without a Galaxy server.",
    subcommands: [GalaxyRole.self, GalaxyCollection.self])

  /// As in Ansible an action without a type is one on roles; `install -r` alone is for both.
  static func completed(_ arguments: [String]) -> [String] {
    guard let index = arguments.firstIndex(where: { !$0.hasPrefix("-") }),
      (GalaxyRole.actions + GalaxyServerAction.names).contains(arguments[index])
    else { return arguments }
    var arguments = arguments
    if arguments[index] == "install" { arguments.insert("--with-collections", at: index + 1) }
    arguments.insert("role", at: index)
    return arguments
  }
}

struct GalaxyRole: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "role", abstract: "Make, install and list roles.",
    subcommands: [
      InitRole.self, InstallRoles.self, ListRoles.self, RemoveRoles.self, InfoRoles.self,
    ])

  static var actions: [String] {
    configuration.subcommands.compactMap { $0.configuration.commandName }
  }
}

struct GalaxyCollection: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "collection", abstract: "Make, install and list collections.",
    subcommands: [
      InitCollection.self, InstallCollections.self, ListCollections.self, BuildCollection.self,
      VerifyCollections.self,
    ])
}

/// Actions that are about a Galaxy server alone.
enum GalaxyServerAction {
  static let names = ["search", "import", "setup", "delete", "login", "publish", "download"]

  /// The error for one of them; nil where the words name none.
  static func refusal(_ arguments: [String], _ root: any ParsableCommand.Type) -> Diagnostic? {
    var words = arguments.filter { !$0.hasPrefix("-") }.prefix(3)
    if root == BosunCommand.self, words.popFirst() != "galaxy" { return nil }
    let isGalaxy = root == BosunCommand.self || root == AnsibleNames.all["ansible-galaxy"]
    guard isGalaxy, let name = words.prefix(2).first(where: names.contains) else { return nil }
    return Diagnostic(
      .usage, "'\(name)' is about a Galaxy server, which Bosun does not ask",
      hint: "install takes Git repositories, tar files, folders and requirements.yml")
  }
}

/// Where roles are looked for.
struct RolesPathOptions: ParsableArguments {
  @Option(
    name: [.customShort("p", allowingJoined: true), .long],
    help: ArgumentHelp("Folders with roles, in place of the configured ones.", valueName: "path"))
  var rolesPath: [String] = []

  /// The folders, the first one being that for new roles.
  func folders(_ configuration: Configuration) -> [String] {
    let given = rolesPath.flatMap { $0.split(separator: ":").map(String.init) }
    let configured =
      configuration.paths(.rolesPath, separator: ":")
      ?? ["~/.ansible/roles", "/usr/share/ansible/roles", "/etc/ansible/roles"]
    return (given + configured).map { Path.absolute(Path.expandingHome($0)) }
  }
}

/// Where collections are looked for.
struct CollectionsPathOptions: ParsableArguments {
  @Option(
    name: [.customShort("p", allowingJoined: true), .long],
    help: ArgumentHelp("Folders with collections, before the configured ones.", valueName: "path"))
  var collectionsPath: [String] = []

  /// The folders `ansible_collections`, the first one being that for new collections.
  func folders(_ configuration: Configuration) -> [String] {
    let given = collectionsPath.flatMap { $0.split(separator: ":").map(String.init) }
    return given.map(Self.home) + Self.configured(configuration)
  }

  /// Those of the settings.
  static func configured(_ configuration: Configuration) -> [String] {
    (configuration.paths(.collectionsPath, separator: ":") ?? LoaderServices.defaultCollectionsPath)
      .map(home)
  }

  /// The folder `ansible_collections` of a path.
  private static func home(_ given: String) -> String {
    let path = Path.absolute(Path.expandingHome(given))
    return Path.name(path) == "ansible_collections"
      ? path : Path.join(path, "ansible_collections")
  }
}
