import Core
import Reporters

/// Installs roles into a folder, with what they need.
struct RoleInstaller {
  let folder: String
  let isForced: Bool
  let forcesDependencies: Bool
  let takesDependencies: Bool
  let network: GalaxyDownload.Network
  let screen: Screen

  /// - Throws: why a role could not be installed.
  func install(_ source: GalaxySource, isDependency: Bool = false) throws(Diagnostic) {
    let name = source.roleName
    let target = Path.join(folder, name)
    let forces = isDependency ? forcesDependencies : isForced || forcesDependencies
    let role = RoleFolder(name: name, path: target)
    if Files.kind(target) != nil {
      guard forces else { return skip(role, wanted: source.version, isDependency) }
      ScratchFolder.remove(target)
    }
    let scratch = try ScratchFolder()
    defer { scratch.remove() }
    let download = GalaxyDownload(source: source, network: network) { screen.display($0) }
    let tree = try Self.root(of: try download.unpack(into: scratch.path), name)
    screen.display("- extracting \(name) to \(target)")
    try Files.makeFolders(folder)
    try GalaxyDownload.check(
      OtherProgram(["cp", "-RP", "--", tree, target]), "cannot copy \(name)")
    try note(source.version, target)
    screen.display(
      "- \(name)\(source.version.map { " (\($0))" } ?? "") was installed successfully")
    if takesDependencies {
      for dependency in try role.dependencies() { try install(dependency, isDependency: true) }
    }
  }

  private func skip(_ role: RoleFolder, wanted: String?, _ isDependency: Bool) {
    if let wanted, wanted != role.version {
      screen.warning(
        Diagnostic(
          .usage,
          "- \(role.name) (\(role.version ?? "unknown version")) is already installed - use --force to change version to \(wanted)"
        ))
    } else {
      screen.display(
        isDependency
          ? "- dependency \(role.name) is already installed, skipping."
          : "- \(role.name) is already installed, skipping.")
    }
  }

  /// The folder that holds the role: an archive has one or more folders around it.
  private static func root(of tree: String, _ name: String) throws(Diagnostic) -> String {
    var level = [tree]
    for _ in 0..<4 {
      for folder in level where RoleFolder(name: "", path: folder).isRole { return folder }
      var next: [String] = []
      for folder in level {
        next += try Files.list(folder).sorted().map { Path.join(folder, $0) }.filter(Files.isFolder)
      }
      level = next
    }
    throw Diagnostic(
      .task, "\(name): this role does not appear to have a meta/main.yml file.")
  }

  private func note(_ version: String?, _ target: String) throws(Diagnostic) {
    let text =
      "install_date: \(LocalTime.format("%a %b %e %H:%M:%S %Y"))\nversion: \(version.map { "'\($0)'" } ?? "null")\n"
    try Files.write(Array(text.utf8), to: Path.join(target, "meta/.galaxy_install_info"))
  }
}

extension Files {
  /// Makes a folder and those above it, as far as they are not there.
  static func makeFolders(_ path: String) throws(Diagnostic) {
    if path.isEmpty || isFolder(path) { return }
    try makeFolders(Path.folder(path))
    try makeFolder(path)
  }
}
