import Core
import YAML

/// A file that lists roles and collections (`requirements.yml`).
struct GalaxyRequirements {
  var roles: [GalaxySource] = []
  var collections: [GalaxySource] = []

  init() {}

  /// - Throws: `invalid` with its place for what is no requirement, and what reading throws.
  init(_ path: String) throws(Diagnostic) {
    guard Files.isFile(path) else {
      throw Diagnostic(.file, "The requirements file '\(path)' does not exist.")
    }
    guard let node = try YAMLFile.read(path, by: SourceFile.read, warn: { _ in }) else {
      throw Diagnostic(.invalid, "No requirements found in file '\(path)'")
    }
    if let list = node.list {
      // The old form: roles only.
      for entry in list { try add(role: entry, beside: path) }
      return
    }
    guard let entries = node.entries else {
      throw Diagnostic(
        .invalid, "a requirements file is a list of roles, or a map of roles and collections",
        at: node.location)
    }
    for entry in entries {
      switch entry.key.string {
      case "roles": for role in entry.value.list ?? [] { try add(role: role, beside: path) }
      case "collections": for item in entry.value.list ?? [] { try add(collection: item) }
      default:
        throw Diagnostic(
          .invalid,
          "Expecting only 'roles' and/or 'collections' as base keys in the requirements file. Found: "
            + (entry.key.string ?? ""), at: entry.key.location)
      }
    }
  }

  private mutating func add(role node: Node, beside path: String) throws(Diagnostic) {
    if let text = node.string { return roles.append(GalaxySource(text)) }
    if let file = node["include"]?.string {
      let included = try GalaxyRequirements(Path.join(Path.folder(path), file))
      return roles += included.roles
    }
    guard let text = (node["src"] ?? node["role"] ?? node["name"])?.string else {
      throw Diagnostic(.invalid, "Must specify name or src for role", at: node.location)
    }
    var source = GalaxySource(text, kind: node["scm"]?.string)
    source.version = node["version"]?.value.text ?? source.version
    if node["src"] != nil { source.name = node["name"]?.string ?? source.name }
    roles.append(source)
  }

  private mutating func add(collection node: Node) throws(Diagnostic) {
    if let text = node.string {
      // `namespace.name:version`
      let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
      let isName = !text.contains("/") && parts.count == 2
      return collections.append(GalaxySource(isName ? parts.joined(separator: ",") : text))
    }
    guard let name = node["name"]?.string else {
      throw Diagnostic(
        .invalid, "Collections requirement entry should contain a key name.", at: node.location)
    }
    // As in Ansible `name` is the source, where `type` says that it is one.
    var source = GalaxySource(
      node["source"]?.string.map { text in
        text.contains("://") && node["type"] == nil ? name : text
      } ?? name, kind: node["type"]?.string)
    source.version =
      node["version"].map(\.value.text).flatMap { $0 == "*" ? nil : $0 } ?? source.version
    collections.append(source)
  }
}
