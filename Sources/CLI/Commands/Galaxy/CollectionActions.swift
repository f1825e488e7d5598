import ArgumentParser
import Core

/// `bosun galaxy collection install`
struct InstallCollections: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "install",
    abstract: "Install collections from Git, tar files, folders or a list of these.")

  @ArgumentParser.Argument(help: "Where from.") var sources: [String] = []

  @Option(
    name: [.customShort("r", allowingJoined: true), .customLong("requirements-file")],
    help: ArgumentHelp("A list of collections (requirements.yml).", valueName: "file"))
  var requirementsFile: String?

  @Flag(name: .shortAndLong, help: "Replace what is there.") var force = false
  @Flag(help: "Replace what is there, and what it needs.") var forceWithDeps = false
  @Flag(name: [.customShort("U"), .long], help: "Replace older versions.") var upgrade = false
  @Flag(name: .shortAndLong, help: "Whatever the collections need.") var noDeps = false
  @Flag(name: .shortAndLong, help: "Go on after one that cannot be installed.") var ignoreErrors =
    false
  @Flag(help: ArgumentHelp("Accepted; no server is asked.", visibility: .hidden)) var offline =
    false
  @Flag(help: ArgumentHelp("Accepted.", visibility: .hidden)) var pre = false
  @Flag(help: ArgumentHelp("Accepted.", visibility: .hidden)) var noCache = false
  @Flag(help: ArgumentHelp("Accepted.", visibility: .hidden)) var clearResponseCache = false
  @Flag(help: ArgumentHelp("Accepted.", visibility: .hidden)) var disableGpgVerify = false

  @OptionGroup var path: CollectionsPathOptions
  @OptionGroup var signatures: GalaxySignatureOptions
  @OptionGroup var server: GalaxyServerOptions
  @OptionGroup(title: "Output") var common: CommonOptions

  func run() throws {
    let session = try Session(common)
    var wanted = sources.map { GalaxySource($0) }
    if let requirementsFile {
      wanted += try GalaxyRequirements(requirementsFile).collections
    }
    guard !wanted.isEmpty || requirementsFile != nil else {
      throw Diagnostic(.usage, "You must specify a collection name or a requirements file.")
    }
    try warnAboutFolder(session)
    let installer = CollectionInstaller(
      folders: path.folders(session.configuration), isForced: force,
      forcesDependencies: forceWithDeps, takesDependencies: !noDeps,
      network: try session.configuration.galaxyNetwork, screen: session.screen)
    try installer.install(wanted, goesOn: ignoreErrors)
  }
}

extension InstallCollections {
  /// Tells where collections go that no run will find (`collections_path_warning`).
  private func warnAboutFolder(_ session: Session) throws(Diagnostic) {
    guard try session.configuration.changed("GALAXY_COLLECTIONS_PATH_WARNING")?.bool ?? true,
      let target = path.folders(session.configuration).first
    else { return }
    let configured = CollectionsPathOptions.configured(session.configuration)
    if configured.contains(where: { $0.hasPrefix(target) }) { return }
    let known = configured.map(Path.folder).joined(separator: ":")
    session.warn(
      Diagnostic(
        .usage,
        "The specified collections path '\(target)' is not part of the configured Ansible collections "
          + "paths '\(known)'. The installed collection will not be picked up in an Ansible run, unless "
          + "within a playbook-adjacent collections directory."))
  }
}

/// `bosun galaxy collection list`
struct ListCollections: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List installed collections.")

  enum Format: String, CaseIterable, ExpressibleByArgument { case human, yaml, json }

  @ArgumentParser.Argument(help: "Only this collection.") var name: String?
  @Option(help: ArgumentHelp("human, yaml or json.", valueName: "format")) var format = Format.human
  @OptionGroup var path: CollectionsPathOptions
  @OptionGroup var server: GalaxyServerOptions
  @OptionGroup(title: "Output") var common: CommonOptions

  func run() throws {
    let session = try Session(common)
    var all = Map()
    for folder in path.folders(session.configuration) where Files.isFolder(folder) {
      let found = try CollectionFolder.all(in: folder).filter { name == nil || $0.name == name }
      if found.isEmpty { continue }
      all[.string(folder)] = .map(
        Map(found.map { (.string($0.name), ["version": .string($0.version)]) }) { $1 })
      if format == .human { show(found, folder, session) }
    }
    if let name, all.isEmpty {
      throw Diagnostic(.file, "unable to find \(name) in collection paths")
    }
    switch format {
    case .human:
      if all.isEmpty, !path.collectionsPath.isEmpty {
        throw Diagnostic(
          .file,
          "- None of the provided paths were usable. Please specify a valid path with --collections-path"
        )
      }
    case .json: session.screen.display(JSONWriter().write(.map(all)))
    case .yaml: session.screen.end(try YAMLText.write(.map(all)))
    }
  }

  private func show(_ collections: [CollectionFolder], _ folder: String, _ session: Session) {
    let width = max(10, collections.map(\.name.utf8.count).max() ?? 0)
    let versions = max(7, collections.map(\.version.utf8.count).max() ?? 0)
    func line(_ left: String, _ right: String) {
      let first = left + String(repeating: " ", count: width - left.utf8.count)
      let second = right + String(repeating: " ", count: versions - right.utf8.count)
      session.screen.display("\(first) \(second)")
    }
    session.screen.display("\n# \(folder)")
    line("Collection", "Version")
    line(String(repeating: "-", count: width), String(repeating: "-", count: versions))
    for collection in collections { line(collection.name, collection.version) }
  }
}
