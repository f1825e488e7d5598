import Core
import YAML

/// Where a role or a collection comes from, as the command line and requirements files write it (docs.ansible.com,
/// "Galaxy User Guide").
struct GalaxySource {
  enum Place: Equatable {
    /// A repository, and the folder in it.
    case git(url: String, folder: String)
    /// A tar file of this machine.
    case file(String)
    /// A tar file elsewhere.
    case url(String)
    case folder(String)
    /// A name that only a Galaxy server could look up.
    case server(String)
  }

  let place: Place
  var version: String?
  /// The name to install under, where it is given.
  var name: String?

  /// `SOURCE[,VERSION[,NAME]]`
  ///
  /// - Parameter kind: what `scm` or `type` says of the source.
  init(_ text: String, kind: String? = nil) {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    version = parts.count > 1 && !parts[1].isEmpty && parts[1] != "*" ? parts[1] : nil
    name = parts.count > 2 && !parts[2].isEmpty ? parts[2] : nil
    place = Self.place(parts[0], kind: kind)
  }

  private static func place(_ text: String, kind: String?) -> Place {
    if text.hasPrefix("git+") { return git(String(text.dropFirst(4))) }
    if kind == "git" || text.hasPrefix("git@") || text.hasSuffix(".git") { return git(text) }
    let isArchive = text.hasSuffix(".tar.gz") || text.hasSuffix(".tgz") || text.hasSuffix(".tar")
    if text.contains("github.com"), text.hasPrefix("http"), !isArchive { return git(text) }
    if text.hasPrefix("file://") { return local(String(text.dropFirst(7)), or: .url(text)) }
    if text.contains("://") { return .url(text) }
    return local(Path.expandingHome(text), or: .server(text))
  }

  private static func local(_ path: String, or other: Place) -> Place {
    if Files.isFolder(path) { return .folder(Path.absolute(path)) }
    return Files.isFile(path) ? .file(Path.absolute(path)) : other
  }

  private static func git(_ text: String) -> Place {
    let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let folder = parts.count > 1 ? parts[1].drop { $0 == "/" } : ""
    return .git(url: String(parts[0]), folder: String(folder))
  }

  /// The name that follows from the source (ansible-core's `repo_url_to_role_name`).
  var roleName: String {
    if let name { return name }
    switch place {
    case .git(let text, _), .url(let text): return Self.name(ofURL: text)
    case .file(let path), .folder(let path): return Path.name(path)
    case .server(let name): return name
    }
  }

  private static func name(ofURL text: String) -> String {
    var name = String(text.split(separator: "/").last ?? "")
    for ending in [".git", ".tar.gz"] where name.hasSuffix(ending) {
      name = String(name.dropLast(ending.count))
    }
    return name
  }
}

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
