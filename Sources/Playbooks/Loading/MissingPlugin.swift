import Core

/// A filter, test or lookup that does not exist here, and the Python files that may have it.
struct MissingPlugin {
  private let name: String
  /// `filter`, `test` or `lookup`.
  private let kind: String

  /// - Returns: nil for an error about anything else, such as a plugin of a known collection.
  init?(_ error: Diagnostic) {
    let openings = [
      ("No filter named '", "filter"), ("No test named '", "test"), ("lookup plugin (", "lookup"),
    ]
    guard let (opening, kind) = openings.first(where: { error.message.hasPrefix($0.0) }) else {
      return nil
    }
    self.kind = kind
    name = String(error.message.dropFirst(opening.count).prefix { $0 != "'" && $0 != ")" })
  }

  /// The file that has the plugin, or may have it, of those that Ansible would load for a playbook or role:
  /// in `filter_plugins`, `test_plugins`, `lookup_plugins` of a folder above the file or of a role beside
  /// it, and in the folders of the setting of that name.
  func file(near file: String?, settings: [String: [String]]) -> String? {
    var folders = settings[kind] ?? []
    if let file, !file.hasPrefix("<") { folders += Self.places(above: Path.absolute(file), kind) }
    return folders.lazy.compactMap(plugin).first ?? folders.lazy.compactMap(opaqueFile).first
  }

  private static let depth = 8

  private static func places(above file: String, _ kind: String) -> [String] {
    var places: [String] = []
    var folder = Path.folder(file)
    for _ in 0..<depth where folder != "/" {
      places.append(Path.join(folder, "\(kind)_plugins"))
      let roles = Path.name(folder) == "roles" ? folder : Path.join(folder, "roles")
      if Files.isFolder(roles) {
        for role in (try? Files.list(roles)) ?? [] {
          places.append(Path.join(Path.join(roles, role), "\(kind)_plugins"))
        }
      }
      folder = Path.folder(folder)
    }
    return places
  }

  /// A file of the folder that is the lookup, or that names the filter or test.
  private func plugin(in folder: String) -> String? {
    guard Files.isFolder(folder) else { return nil }
    for file in ((try? Files.list(folder)) ?? []) where file.hasSuffix(".py") {
      let path = Path.join(folder, file)
      if kind == "lookup" {
        if file == name + ".py" { return path }
      } else if let text = try? Files.text(path),
        text.contains("'\(name)'") || text.contains("\"\(name)\"") || text.contains("\(name)=")
      {
        return path
      }
    }
    return nil
  }

  /// A file of the folder that does not say which filters or tests it has: those of another file.
  private func opaqueFile(in folder: String) -> String? {
    guard kind != "lookup", Files.isFolder(folder) else { return nil }
    return ((try? Files.list(folder)) ?? []).lazy.filter { $0.hasSuffix(".py") }
      .map { Path.join(folder, $0) }.first { path in
        guard let text = try? Files.text(path), let start = text.firstRange(of: "def \(kind)s(self")
        else { return false }
        let body = text[start.upperBound...]
        return !body.contains("'") && !body.contains("\"")
      }
  }
}
