import Core

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
