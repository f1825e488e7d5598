import Core
import Inventory
import Playbooks
import YAML

/// Finds the place in a file where a variable is set. Values do not keep their places, so the files
/// are read once more.
final class VariablePlaces {
  private let run: Run
  private var documents: [String: Node?] = [:]

  /// - Parameter playbook: the file of the play that is looked at.
  init(run: Run, playbook: String) {
    self.run = run
    if !playbook.hasPrefix("<") { _ = document(playbook) }
  }

  /// `file:line:column`, or only the file.
  func place(of name: String, inFile path: String) -> String {
    guard let key = document(path)?.key(name) else { return Self.short(path) }
    return "\(Self.short(path)):\(key.location.line):\(key.location.column)"
  }

  /// Where the layer's text is; nil for what has no text.
  func place(of name: String, _ origin: VariableOrigin) -> String? {
    if case .prompt(let play) = origin {
      return play.varsPrompts.last { $0.name == name }.map { "\($0.location)" }
    }
    let files = files(origin)
    if let file = files.last(where: { document($0)?.key(name) != nil }) {
      return place(of: name, inFile: file)
    }
    switch origin {
    case .play(let play): return place(of: name, in: play)
    case .role(let layer): return place(of: name, in: layer) ?? Self.short(layer.role.path)
    default: return files.last.map(Self.short)
    }
  }

  /// Whether the layer is a file that is encrypted as a whole.
  func isSecret(_ origin: VariableOrigin) -> Bool {
    files(origin).contains { document($0)?.location.file.isSecret ?? false }
  }

  // MARK: Files

  private func files(_ origin: VariableOrigin) -> [String] {
    switch origin {
    case .file(let path): return [path]
    case .inventory(let source): return source.file.map { [$0] } ?? []
    case .role(let layer):
      let points = layer.role.entryPoints
      switch layer.kind {
      case .defaults: return files(of: layer.role, "defaults", points.defaults)
      case .vars: return files(of: layer.role, "vars", points.vars)
      case .entryVars, .params: return []
      }
    case .play, .prompt, .unknown: return []
    }
  }

  /// The files of a role's folder that the loader reads: `main`, a file or a folder of files.
  private func files(of role: Role, _ folder: String, _ name: String?) -> [String] {
    let base = Path.join(Path.join(role.path, folder), name ?? "main")
    for ending in ["", ".yml", ".yaml", ".json"] {
      let path = base + ending
      if Files.isFolder(path) { return Self.all(in: path) }
      if Files.isFile(path) { return [path] }
    }
    return []
  }

  private static func all(in folder: String) -> [String] {
    ((try? Files.list(folder)) ?? []).flatMap { name in
      let path = Path.join(folder, name)
      return Files.isFolder(path) ? all(in: path) : [path]
    }
  }

  private func document(_ path: String) -> Node? {
    if let known = documents[path] { return known }
    let node = try? YAMLFile.read(path, by: run.settings.vault.reading)
    documents[path] = .some(node ?? nil)
    return node ?? nil
  }

  // MARK: Playbooks

  /// `vars` of an `import_playbook` around the play, else of the play.
  private func place(of name: String, in play: Play) -> String? {
    for scope in [play.scope.parent, play.scope].compactMap({ $0 }) {
      if let key = entry(scope.location)?["vars"]?.key(name) { return "\(key.location)" }
    }
    return "\(play.location)"
  }

  /// The entry of `roles:` in a playbook that was read before.
  private func place(of name: String, in layer: Role.Layer) -> String? {
    let entries = documents.values.compactMap { $0?.list }.joined()
    for entry in entries.flatMap({ $0["roles"]?.list ?? [] }) {
      guard [entry["role"], entry["name"]].contains(where: { $0?.string == layer.role.name })
      else { continue }
      let node = layer.kind == .params ? entry : entry["vars"]
      if let key = node?.key(name) { return "\(key.location)" }
    }
    return nil
  }

  /// The map of a playbook that begins at a place.
  private func entry(_ location: SourceLocation) -> Node? {
    document(location.file.name)?.list?.last {
      ($0.location.line, $0.location.column) == (location.line, location.column)
        || $0.entries?.first?.key.location.line == location.line
    }
  }

  /// Paths below the working folder are shown as one would type them.
  private static func short(_ path: String) -> String {
    let folder = Files.workingFolder + "/"
    return path.hasPrefix(folder) ? String(path.dropFirst(folder.count)) : path
  }
}

extension Node {
  /// The key of a map, or of one of the maps of a list, by its name.
  fileprivate func key(_ name: String) -> Node? {
    (list ?? [self]).reversed().lazy.compactMap { node in
      node.entries?.last { $0.key.string == name }?.key
    }.first
  }
}

extension VariableSource {
  /// The file of variables; nil for what the inventory itself says.
  fileprivate var file: String? {
    switch self {
    case .inventoryGroup, .inventoryHost: nil
    case .inventoryAllFile(let path), .playbookAllFile(let path), .inventoryGroupFile(let path),
      .playbookGroupFile(let path), .inventoryHostFile(let path), .playbookHostFile(let path):
      path
    }
  }
}
