import Core
import Playbooks

/// Where files and templates of a task are searched: the role, the folder of the task's file, the
/// playbook's folder (Ansible's `path_dwim_relative_stack`).
struct SearchPath {
  let scope: HostScope

  /// The roots, nearest first.
  var roots: [String] { Self.roots(of: scope.scope, scope.play?.play) }

  static func roots(of scope: Playbooks.Scope?, _ play: Play?) -> [String] {
    var roots = OrderedSet<String>()
    if let role = scope?.role {
      roots.append(role.path)
      for dependant in role.dependants.reversed() { roots.append(dependant.path) }
    }
    if let file = scope?.location.file.name, !file.hasPrefix("<") {
      roots.append(Path.folder(Path.absolute(file)))
    }
    roots.append(play?.folder ?? Files.workingFolder)
    return Array(roots)
  }

  /// The folders of a kind, whether they exist or not.
  func folders(kind: String) -> [String] { roots.flatMap { [Path.join($0, kind), $0] } }

  /// The paths at which a name may be found, in order. `kind` is `files`, `templates` or `vars`.
  func candidates(_ name: String, kind: String) -> [String] {
    let name = Path.expandingHome(name)
    if name.hasPrefix("/") { return [name] }
    return roots.flatMap { [Path.join(Path.join($0, kind), name), Path.join($0, name)] }
  }

  /// The first candidate that exists.
  ///
  /// - Throws: `file` with all places that were looked at.
  func find(_ name: String, kind: String) throws(Diagnostic) -> String {
    try scope.waitForFiles()
    let candidates = candidates(name, kind: kind)
    if let found = candidates.first(where: { Files.kind($0) != nil }) { return found }
    throw Diagnostic(
      .file, "Could not find or access '\(name)' on the Ansible Controller",
      hint: "searched in: \(candidates.joined(separator: ", "))")
  }
}
