import Core
import Reporters

/// Installs collections from tar files, folders and repositories.
struct CollectionInstaller {
  /// Folders `ansible_collections`; the first one is where they go.
  let folders: [String]
  let isForced: Bool
  let forcesDependencies: Bool
  let takesDependencies: Bool
  let network: GalaxyDownload.Network
  let screen: Screen

  /// - Parameter goesOn: whether one that cannot be installed is a warning.
  /// - Throws: why one could not be installed.
  func install(_ sources: [GalaxySource], goesOn: Bool) throws(Diagnostic) {
    screen.display("Starting galaxy collection install process")
    for source in sources {
      do throws(Diagnostic) { try install(source) } catch {
        guard goesOn else { throw error }
        screen.warning(error.prefixed("Failed to install a collection"))
      }
    }
  }

  private func install(_ source: GalaxySource) throws(Diagnostic) {
    let scratch = try ScratchFolder()
    defer { scratch.remove() }
    if case .server(let name) = source.place, let known = try installed(name) {
      return screen.display("'\(name):\(known.version)' is already installed, skipping.")
    }
    let tree = try GalaxyDownload(source: source, network: network) { screen.display($0) }.unpack(
      into: scratch.path)
    for folder in try Self.collections(in: tree) { try install(try CollectionFolder(folder)) }
  }

  /// The folder itself, or the collections in it (`namespace/name`, or `name`).
  private static func collections(in tree: String) throws(Diagnostic) -> [String] {
    func isCollection(_ path: String) -> Bool {
      ["MANIFEST.json", "galaxy.yml", "galaxy.yaml"].contains { Files.isFile(Path.join(path, $0)) }
    }
    var level = [tree]
    for _ in 0..<3 {
      let found = level.filter(isCollection)
      if !found.isEmpty { return found }
      var next: [String] = []
      for folder in level {
        next += try Files.list(folder).sorted().map { Path.join(folder, $0) }.filter(Files.isFolder)
      }
      level = next
    }
    throw Diagnostic(
      .file, "there is no collection in \(tree)",
      hint: "a collection has a galaxy.yml or MANIFEST.json")
  }

  private func install(_ collection: CollectionFolder) throws(Diagnostic) {
    let target = Path.join(folders[0], collection.name.split(separator: ".").joined(separator: "/"))
    let label = "\(collection.name):\(collection.version)"
    if Files.isFolder(target), !isForced, !forcesDependencies,
      let known = try? CollectionFolder(target)
    {
      if known.version == collection.version {
        return screen.display("'\(label)' is already installed, skipping.")
      }
    }
    if takesDependencies { try checkDependencies(of: collection) }
    screen.display("Installing '\(label)' to '\(target)'")
    if collection.isBuilt, let damage = try collection.damages().first {
      throw Diagnostic(.file, "the archive of \(label) is damaged: \(damage.path) \(damage.why)")
    }
    ScratchFolder.remove(target)
    try copy(collection, to: target)
    if !collection.isBuilt { screen.display("Created collection for \(label) at \(target)") }
    screen.display("\(label) was installed successfully")
  }

  private func copy(_ collection: CollectionFolder, to target: String) throws(Diagnostic) {
    let list = try collection.fileList()
    try Files.makeFolders(target)
    for file in try collection.files() {
      let source = Path.join(collection.path, file)
      if Files.isFolder(source), Files.link(source) == nil {
        try Files.makeFolders(Path.join(target, file))
      } else {
        try GalaxyDownload.check(
          OtherProgram(["cp", "-P", "--", source, Path.join(target, file)]), "cannot copy \(file)")
      }
    }
    for name in ["FILES.json", "MANIFEST.json"] {
      let text =
        collection.isBuilt
        ? try Files.read(Path.join(collection.path, name))
        : Array((name == "FILES.json" ? list : collection.manifest(fileList: list)).utf8)
      try Files.write(text, to: Path.join(target, name))
    }
  }

  private func installed(_ name: String) throws(Diagnostic) -> CollectionFolder? {
    for folder in folders {
      let path = Path.join(folder, name.split(separator: ".").joined(separator: "/"))
      if Files.isFolder(path), let known = try? CollectionFolder(path) { return known }
    }
    return nil
  }

  /// What it needs has to be there: no server is asked for it.
  private func checkDependencies(of collection: CollectionFolder) throws(Diagnostic) {
    for name in collection.dependencies where try installed(name) == nil {
      throw Diagnostic(
        .file, "\(collection.name) needs the collection \(name), which is not installed",
        hint: "install \(name) first, from Git or a tar file; or give --no-deps")
    }
  }
}
