import Core
import YAML

/// A collection: an installed one, or the sources of one.
struct CollectionFolder {
  let path: String

  /// What it says of itself: `MANIFEST.json` of what was built, `galaxy.yml` of sources.
  let info: Map

  var isBuilt: Bool { Files.isFile(Path.join(path, "MANIFEST.json")) }

  /// - Throws: `invalid` for what is no collection.
  init(_ path: String) throws(Diagnostic) {
    self.path = path
    let manifest = Path.join(path, "MANIFEST.json")
    if Files.isFile(manifest) {
      info =
        try JSONReader.read(try Files.read(manifest), name: manifest)["collection_info"]?.map ?? [:]
    } else {
      info = try Self.galaxyFile(path)
    }
    guard Self.isName(info["namespace"]?.text ?? ""), Self.isName(info["name"]?.text ?? "") else {
      throw Diagnostic(
        .invalid, "the collection at \(path) has no valid namespace and name",
        hint: "galaxy.yml needs the keys namespace, name, version, readme and authors")
    }
  }

  private static func galaxyFile(_ path: String) throws(Diagnostic) -> Map {
    for name in ["galaxy.yml", "galaxy.yaml"] {
      let file = Path.join(path, name)
      guard Files.isFile(file) else { continue }
      let node = try YAMLFile.read(file, by: SourceFile.read, warn: { _ in })
      guard let node, let map = node.plainValue.map else { continue }
      for key in ["namespace", "name", "version", "readme", "authors"] where map[key] == nil {
        throw Diagnostic(
          .invalid,
          "The collection galaxy.yml at '\(file)' is missing the following mandatory keys: \(key)",
          at: node.location)
      }
      return map
    }
    throw Diagnostic(.file, "The collection galaxy.yml path '\(path)/galaxy.yml' does not exist.")
  }

  /// `namespace.name`
  var name: String { "\(info["namespace"]?.text ?? "").\(info["name"]?.text ?? "")" }
  var version: String { info["version"]?.text ?? "*" }
  var dependencies: [String] { (info["dependencies"]?.map ?? [:]).keys.map(\.text) }

  static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, (0x61...0x7A).contains(first) else { return false }
    return text.utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F
    }
  }

  /// The installed collections of a folder `ansible_collections`, by name.
  static func all(in folder: String) throws(Diagnostic) -> [CollectionFolder] {
    var found: [CollectionFolder] = []
    for space in try Files.list(folder).sorted() where isName(space) {
      let inner = Path.join(folder, space)
      guard Files.isFolder(inner) else { continue }
      for name in try Files.list(inner).sorted() where isName(name) {
        if let collection = try? CollectionFolder(Path.join(inner, name)) {
          found.append(collection)
        }
      }
    }
    return found
  }
}
