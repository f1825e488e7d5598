import ArgumentParser
import Core

/// `bosun galaxy collection build`
struct BuildCollection: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build", abstract: "Make the archive of a collection.")

  @ArgumentParser.Argument(help: "Folders with a galaxy.yml.") var folders: [String] = []
  @Option(help: ArgumentHelp("Where the archive goes.", valueName: "folder")) var outputPath = "."
  @Flag(name: .shortAndLong, help: "Replace an archive that is there.") var force = false
  @OptionGroup var server: GalaxyServerOptions
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
  @Option(
    name: [.customShort("r", allowingJoined: true), .customLong("requirements-file")],
    help: ArgumentHelp("A list of collections (requirements.yml).", valueName: "file"))
  var requirementsFile: String?

  @Flag(name: .shortAndLong, help: "Go on after one that is not installed.")
  var ignoreErrors = false
  @OptionGroup var path: CollectionsPathOptions
  @OptionGroup var server: GalaxyServerOptions
  @OptionGroup var signatures: GalaxySignatureOptions
  @OptionGroup(title: "Output") var common: CommonOptions

  func run() throws {
    let session = try Session(common)
    var isDamaged = false
    var names = names
    if let requirementsFile {
      names += try GalaxyRequirements(requirementsFile).collections.map(\.roleName)
    }
    for name in names {
      let place = name.split(separator: ".").joined(separator: "/")
      let folder = path.folders(session.configuration).map { Path.join($0, place) }
        .first(where: Files.isFolder)
      guard let folder else {
        let error = Diagnostic(
          .file, "Collection \(name) is not installed in any of the collection paths.")
        guard ignoreErrors else { throw error }
        session.warn(error)
        continue
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
