import Core
import Synchronization
import YAML

/// The files in `group_vars` and `host_vars` folders, each read once and shared by all hosts and
/// by all copies of the inventory.
final class VariableFiles: Sendable {
  struct File {
    let path: String
    let variables: Map
  }

  private struct Folder {
    let names: Set<String>
    /// The files of a group or host, by its name.
    var files: [String: [File]] = [:]
  }

  private let readFile: FileReading
  private let folders = Mutex<[String: Folder]>([:])

  /// Endings of files of variables, in the order in which they are looked for.
  private static let extensions = ["", ".yml", ".yaml", ".json"]

  init(by read: @escaping FileReading) { readFile = read }

  /// The files for the name of a group or host in a folder, lowest precedence first.
  ///
  /// - Throws: a diagnostic for a file that is broken, cannot be decrypted, or holds no map.
  func files(
    of name: String, in path: String, warn: (Diagnostic) -> Void
  ) throws(Diagnostic) -> [File] {
    try folders.withLock { (folders) throws(Diagnostic) in
      if folders[path] == nil { folders[path] = try Self.folder(path, warn: warn) }
      guard let folder = folders[path], !folder.names.isEmpty else { return [] }
      if let known = folder.files[name] { return known }
      guard let found = Self.extensions.lazy.map({ name + $0 }).first(where: folder.names.contains)
      else { return [] }
      let files = try Self.paths(Path.join(path, found)).map { (path) throws(Diagnostic) in
        File(path: path, variables: try read(path, warn: warn))
      }
      folders[path]?.files[name] = files
      return files
    }
  }

  private static func folder(
    _ path: String, warn: (Diagnostic) -> Void
  ) throws(Diagnostic) -> Folder {
    switch Files.kind(path) {
    case .folder: return Folder(names: Set(try Files.list(path)))
    case nil: return Folder(names: [])
    default:
      warn(Diagnostic(.file, "'\(path)' is skipped: it is no folder"))
      return Folder(names: [])
    }
  }

  /// The file itself, or the files below a folder by name; hidden files, backups and files of other
  /// kinds are left out.
  private static func paths(_ path: String) throws(Diagnostic) -> [String] {
    guard Files.isFolder(path) else { return [path] }
    var paths: [String] = []
    for name in try Files.list(path) where !name.hasPrefix(".") && !name.hasSuffix("~") {
      let dot = name.lastIndex(of: ".")
      let ending = dot.map { String(name[$0...]) } ?? ""
      let inner = Path.join(path, name)
      if Files.isFolder(inner) {
        if ending.isEmpty { paths += try Self.paths(inner) }
      } else if extensions.contains(ending) {
        paths.append(inner)
      }
    }
    return paths
  }

  private func read(
    _ path: String, warn: (Diagnostic) -> Void
  ) throws(Diagnostic) -> Map {
    guard let node = try YAMLFile.read(path, by: readFile, warn: warn), !node.isNull else {
      return [:]
    }
    guard let variables = node.value.map else {
      throw Diagnostic(.syntax, "a file of variables must hold a map", at: node.location)
    }
    return variables
  }
}
