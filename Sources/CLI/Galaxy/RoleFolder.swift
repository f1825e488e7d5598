import Core
import YAML

/// An installed role.
struct RoleFolder {
  let name: String
  let path: String

  /// What was noted when it was installed.
  var version: String? {
    let file = Path.join(path, "meta/.galaxy_install_info")
    guard let node = try? YAMLFile.read(file, by: SourceFile.read, warn: { _ in }) else {
      return nil
    }
    return node["version"].flatMap { $0.isNull ? nil : $0.value.text }
  }

  /// `meta/main.yml`; nil for what is no role.
  var meta: Node?? {
    for name in ["meta/main.yml", "meta/main.yaml"] {
      let file = Path.join(path, name)
      guard Files.isFile(file) else { continue }
      return .some(try? YAMLFile.read(file, by: SourceFile.read, warn: { _ in }))
    }
    return nil
  }

  var isRole: Bool { meta != nil }

  /// `- name, version`
  var line: String { "- \(name), \(version ?? "(unknown version)")" }

  /// The roles of a folder, by name.
  static func all(in folder: String) throws(Diagnostic) -> [RoleFolder] {
    try Files.list(folder).sorted().map { RoleFolder(name: $0, path: Path.join(folder, $0)) }
      .filter { Files.isFolder($0.path) && $0.isRole }
  }

  /// What it needs: `dependencies`, and `meta/requirements.yml`.
  ///
  /// - Throws: what is wrong with that file.
  func dependencies() throws(Diagnostic) -> [GalaxySource] {
    var found: [GalaxySource] = []
    for node in meta??["dependencies"]?.list ?? [] {
      guard let text = node.string ?? (node["src"] ?? node["role"] ?? node["name"])?.string else {
        continue
      }
      var source = GalaxySource(text, kind: node["scm"]?.string)
      source.version = node["version"]?.value.text ?? source.version
      source.name = node["src"] == nil ? source.name : node["name"]?.string
      found.append(source)
    }
    let file = Path.join(path, "meta/requirements.yml")
    return Files.isFile(file) ? found + (try GalaxyRequirements(file)).roles : found
  }
}
