import ArgumentParser
import Core
import Crypto

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
  @Flag(help: ArgumentHelp("Accepted.", visibility: .hidden)) var disableGpgVerify = false

  @OptionGroup var path: CollectionsPathOptions
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
    let installer = CollectionInstaller(
      folders: path.folders(session.configuration), isForced: force,
      forcesDependencies: forceWithDeps, takesDependencies: !noDeps, screen: session.screen)
    try installer.install(wanted, goesOn: ignoreErrors)
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
      if all.isEmpty {
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

/// `bosun galaxy collection build`
struct BuildCollection: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build", abstract: "Make the archive of a collection.")

  @ArgumentParser.Argument(help: "Folders with a galaxy.yml.") var folders: [String] = []
  @Option(help: ArgumentHelp("Where the archive goes.", valueName: "folder")) var outputPath = "."
  @Flag(name: .shortAndLong, help: "Replace an archive that is there.") var force = false
  @OptionGroup(title: "Output") var common: CommonOptions

  func run() throws {
    let session = try Session(common)
    for folder in folders.isEmpty ? ["."] : folders {
      let collection = try CollectionFolder(Path.absolute(folder))
      let file = collection.name.split(separator: ".").joined(separator: "-")
      let target = Path.absolute(Path.join(outputPath, "\(file)-\(collection.version).tar.gz"))
      if Files.kind(target) != nil, !force {
        throw Diagnostic(
          .file,
          "The file '\(target)' already exists. You can use --force to re-create the collection artifact."
        )
      }
      let scratch = try ScratchFolder()
      defer { scratch.remove() }
      let list = try collection.fileList()
      try Files.write(Array(list.utf8), to: scratch.path + "/FILES.json")
      try Files.write(
        Array(collection.manifest(fileList: list).utf8), to: scratch.path + "/MANIFEST.json")
      let names = scratch.path + "/names"
      try Files.write(Array(try collection.files().map { $0 + "\n" }.joined().utf8), to: names)
      try GalaxyDownload.check(
        OtherProgram([
          "tar", "--owner=0", "--group=0", "--numeric-owner", "-czf", target, "-C", scratch.path,
          "MANIFEST.json", "FILES.json", "-C", collection.path, "--no-recursion", "-T", names,
        ]), "cannot make the archive")
      session.screen.display("Created collection for \(collection.name) at \(target)")
    }
  }
}

/// `bosun galaxy collection verify`
struct VerifyCollections: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Compare installed collections with their checksums.")

  @ArgumentParser.Argument(help: "The collections.") var names: [String] = []
  @Flag(help: ArgumentHelp("Accepted; no server is asked.", visibility: .hidden)) var offline =
    false
  @OptionGroup var path: CollectionsPathOptions
  @OptionGroup(title: "Output") var common: CommonOptions

  func run() throws {
    let session = try Session(common)
    var isDamaged = false
    for name in names {
      let place = name.split(separator: ".").joined(separator: "/")
      let folder = path.folders(session.configuration).map { Path.join($0, place) }
        .first(where: Files.isFolder)
      guard let folder else {
        throw Diagnostic(
          .file, "Collection \(name) is not installed in any of the collection paths.")
      }
      let collection = try CollectionFolder(folder)
      let damages = try collection.damages()
      for damage in damages {
        session.screen.display("\(name): \(damage.path) \(damage.why)", .error)
      }
      isDamaged = isDamaged || !damages.isEmpty
      if damages.isEmpty {
        session.screen.display(
          "Successfully verified that checksums for '\(name):\(collection.version)' are internally consistent with its manifest."
        )
      }
    }
    if isDamaged { throw Program.End(status: .error) }
  }
}
