import Core
import YAML

/// The files of a project, by what they are for.
struct LintFiles {
  enum Kind { case playbook, tasks, handlers, variables, other }

  struct File {
    let path: String
    let kind: Kind
    /// Its content; nil where it cannot be read.
    let node: Node?
  }

  private(set) var files: [File] = []
  /// Folders with roles.
  private(set) var roles: [String] = []
  private(set) var findings: [LintFinding] = []

  private let excluded: [String]

  /// - Parameters:
  ///   - paths: files, folders of projects, and roles.
  ///   - excluded: paths, or patterns of them, that are left out.
  /// - Throws: `file` for a path that does not exist.
  init(_ paths: [String], excluding excluded: [String]) throws(Diagnostic) {
    self.excluded = excluded
    for path in paths {
      guard Files.kind(path) != nil else {
        throw Diagnostic(.usage, "File or folder not found: \(path)")
      }
      if Files.isFolder(path) { try addFolder(path) } else { add(path, isNamed: true) }
    }
  }

  private mutating func addFolder(_ path: String) throws(Diagnostic) {
    if isExcluded(path) { return }
    if Files.isFolder(Path.join(path, "tasks")) || Self.hasMeta(path) { roles.append(path) }
    for name in try Files.list(path).sorted() where !name.hasPrefix(".") {
      let inner = path == "." ? name : Path.join(path, name)
      if Files.isFolder(inner) {
        if Files.link(inner) == nil { try addFolder(inner) }
      } else if name.hasSuffix(".yml") || name.hasSuffix(".yaml") {
        add(inner, isNamed: false)
      }
    }
  }

  private static func hasMeta(_ path: String) -> Bool {
    ["main.yml", "main.yaml", "argument_specs.yml"].contains {
      Files.isFile(Path.join(path, "meta/\($0)"))
    }
  }

  private func isExcluded(_ path: String) -> Bool {
    let plain = path.hasPrefix("./") ? String(path.dropFirst(2)) : path
    return excluded.contains { pattern in
      let pattern = pattern.hasSuffix("/") ? String(pattern.dropLast()) : pattern
      return plain == pattern || plain.hasPrefix(pattern + "/") || Glob.matches(plain, pattern)
    }
  }

  private mutating func add(_ path: String, isNamed: Bool) {
    if isExcluded(path) || files.contains(where: { $0.path == path }) { return }
    let text = (try? Files.read(path)) ?? []
    // What is encrypted is nobody's business here.
    if text.starts(with: Array("$ANSIBLE_VAULT".utf8)) { return }
    do throws(Diagnostic) {
      let node = try YAMLFile.read(path, by: SourceFile.read, warn: { _ in })
      files.append(File(path: path, kind: Self.kind(path, node), node: node))
    } catch {
      // Files of templates may be YAML only once they are rendered.
      let isTemplate = path.split(separator: "/").contains { $0 == "templates" || $0 == "files" }
      if isNamed || !isTemplate { findings.append(LintFinding("syntax-check", error)) }
    }
  }

  private static func kind(_ path: String, _ node: Node?) -> Kind {
    let folders = path.split(separator: "/").dropLast().map(String.init)
    if folders.contains("templates") || folders.contains("files") { return .other }
    if folders.last == "meta" || folders.contains("molecule") { return .other }
    for (index, folder) in folders.enumerated().reversed() {
      switch folder {
      case "tasks": return .tasks
      case "handlers": return .handlers
      case "vars", "defaults", "group_vars", "host_vars":
        return index > 0 || folder != "vars" ? .variables : .variables
      default: continue
      }
    }
    guard let list = node?.list, !list.isEmpty else { return .other }
    let maps = list.compactMap(\.entries)
    guard maps.count == list.count else { return .other }
    let isPlaybook = list.allSatisfy { node in
      ["hosts", "import_playbook", "ansible.builtin.import_playbook"].contains { node[$0] != nil }
    }
    if isPlaybook { return .playbook }
    let isTasks = list.allSatisfy { node in TaskView(node) != nil || node["block"] != nil }
    return isTasks && list.contains { $0["name"] != nil } ? .tasks : .other
  }
}
