import Core
import Crypto
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

  // MARK: Files

  /// What an archive never holds, besides `build_ignore`.
  private static let ignored = [
    "MANIFEST.json", "FILES.json", "galaxy.yml", "galaxy.yaml", ".git", "*.pyc", "*.retry",
    "tests/output", ".DS_Store", "__pycache__",
  ]

  /// All files and folders below it that belong to it, by path, sorted.
  func files() throws(Diagnostic) -> [String] {
    let own = "\(name.split(separator: ".").joined(separator: "-"))-*.tar.gz"
    let patterns = Self.ignored + [own] + (info["build_ignore"]?.list ?? []).map(\.text)
    return try files(below: "", patterns)
  }

  private func files(below folder: String, _ patterns: [String]) throws(Diagnostic) -> [String] {
    var found: [String] = []
    for name in try Files.list(Path.join(path, folder)).sorted() {
      let relative = folder.isEmpty ? name : "\(folder)/\(name)"
      if patterns.contains(where: { Glob.matches(relative, $0) || Glob.matches(name, $0) }) {
        continue
      }
      found.append(relative)
      let full = Path.join(path, relative)
      if Files.isFolder(full), Files.link(full) == nil {
        found += try files(below: relative, patterns)
      }
    }
    return found
  }

  /// `FILES.json`: checksums of all files, in the form of Ansible Galaxy.
  func fileList() throws(Diagnostic) -> String {
    var entries: [Value] = [Self.entry(".", nil)]
    for file in try files() {
      let full = Path.join(path, file)
      let bytes = Files.isFolder(full) ? nil : try Files.read(full)
      entries.append(Self.entry(file, bytes))
    }
    return JSONWriter(indentation: " ").write(["files": .list(entries), "format": 1])
  }

  private static func entry(_ name: String, _ bytes: [UInt8]?) -> Value {
    [
      "name": .string(name), "ftype": bytes == nil ? "dir" : "file",
      "chksum_type": bytes == nil ? .null : "sha256",
      "chksum_sha256": bytes.map { .string(Digest.sha256.hex($0)) } ?? .null, "format": 1,
    ]
  }

  /// `MANIFEST.json`, which has the checksum of the list of files.
  func manifest(fileList: String) -> String {
    func optional(_ key: String) -> Value { info[.string(key)] ?? .null }
    func list(_ key: String) -> Value {
      guard let value = info[.string(key)], !value.isNull else { return [] }
      return .list(value.list ?? [value])
    }
    return JSONWriter(indentation: " ").write([
      "collection_info": [
        "namespace": optional("namespace"), "name": optional("name"),
        "version": .string(version), "authors": list("authors"), "readme": optional("readme"),
        "tags": list("tags"), "description": optional("description"), "license": list("license"),
        "license_file": optional("license_file"), "dependencies": info["dependencies"] ?? [:],
        "repository": optional("repository"), "documentation": optional("documentation"),
        "homepage": optional("homepage"), "issues": optional("issues"),
      ],
      "file_manifest_file": [
        "name": "FILES.json", "ftype": "file", "chksum_type": "sha256",
        "chksum_sha256": .string(Digest.sha256.hex(Array(fileList.utf8))), "format": 1,
      ],
      "format": 1,
    ])
  }

  /// What of a built collection is not as its lists say: `(path, why)`.
  ///
  /// - Throws: what reading the lists throws.
  func damages() throws(Diagnostic) -> [(path: String, why: String)] {
    let manifest = try JSONReader.read(try Files.read(Path.join(path, "MANIFEST.json")))
    let list = try Files.read(Path.join(path, "FILES.json"))
    if Digest.sha256.hex(list) != manifest["file_manifest_file"]?["chksum_sha256"]?.text {
      return [("FILES.json", "its checksum is not that of MANIFEST.json")]
    }
    var damages: [(String, String)] = []
    for entry in try JSONReader.read(list)["files"]?.list ?? [] where entry["ftype"]?.text == "file"
    {
      let name = entry["name"]?.text ?? ""
      guard let bytes = try? Files.read(Path.join(path, name)) else {
        damages.append((name, "is missing"))
        continue
      }
      if Digest.sha256.hex(bytes) != entry["chksum_sha256"]?.text {
        damages.append((name, "was changed"))
      }
    }
    return damages
  }
}
