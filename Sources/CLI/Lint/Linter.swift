import Core
import Engine
import Playbooks
import YAML

/// Finds what is wrong with playbooks and roles, and what may become so.
struct Linter {
  let files: LintFiles
  let loader: Loader
  let configuration: Configuration

  /// All findings, in the order of files and lines, each once.
  func findings() -> [LintFinding] {
    var found = files.findings + settings()
    for file in files.files {
      if file.kind == .playbook { found += errors(ofPlaybook: file.path) }
      found += rules(file)
    }
    for role in files.roles { found += errors(ofRole: role) }
    found += errorsOfTaskFiles()
    var seen: Set<String> = []
    return found.filter { seen.insert($0.key).inserted }.sorted { left, right in
      let (a, b) = (left.place, right.place)
      return (a?.file.name ?? "", a?.line ?? 0, a?.column ?? 0, left.rule)
        < (b?.file.name ?? "", b?.line ?? 0, b?.column ?? 0, right.rule)
    }
  }

  private func settings() -> [LintFinding] {
    ConfigurationCheck(configuration: configuration).file().map { LintFinding("ansible-cfg", $0) }
  }

  // MARK: What keeps it from being run

  private func errors(ofPlaybook path: String) -> [LintFinding] {
    collect { () throws(LoadFailure) in try loader.playbook(path).warnings }
  }

  /// A role is loaded as one play would load it.
  private func errors(ofRole path: String) -> [LintFinding] {
    load(
      ["roles": [["role": .string(Path.absolute(path))]]], folder: Path.folder(Path.absolute(path)))
  }

  /// Task files besides `main.yml` are included by name while a play runs; nobody has read them so far.
  private func errorsOfTaskFiles() -> [LintFinding] {
    files.files.filter { $0.kind == .tasks && !Path.name($0.path).hasPrefix("main.") }.flatMap {
      file in
      let path = Path.absolute(file.path)
      return load(
        ["tasks": [["import_tasks": .string(path)]]], folder: Path.folder(path))
    }
  }

  private func load(_ content: Map, folder: String) -> [LintFinding] {
    var play: Map = ["hosts": "all", "gather_facts": false]
    for (key, value) in content { play[key] = value }
    let place = SourceLocation(file: SourceFile(name: "<lint>"), line: 1, column: 1)
    return collect { () throws(LoadFailure) in
      try loader.play(Node(.map(play), at: place), folder: folder).warnings
    }
  }

  private func collect(_ body: () throws(LoadFailure) -> [Diagnostic]) -> [LintFinding] {
    do throws(LoadFailure) {
      return try body().map { LintFinding("load-warning", $0) }
    } catch {
      return error.errors.map { LintFinding("syntax-check", $0) }
        + error.warnings.map { LintFinding("load-warning", $0) }
    }
  }

  // MARK: What may become wrong

  private func rules(_ file: LintFiles.File) -> [LintFinding] {
    guard let node = file.node else { return [] }
    switch file.kind {
    case .playbook: return (node.list ?? []).flatMap(play)
    case .tasks: return tasks(node, isHandler: false)
    case .handlers: return tasks(node, isHandler: true)
    case .variables:
      return TaskRules.names(of: node).flatMap { TaskRules.variableName($0.0, at: $0.1) }
    case .other: return []
    }
  }

  private func play(_ node: Node) -> [LintFinding] {
    var found = TaskRules.partialBecome(node)
    if node["name"] == nil, node["hosts"] != nil {
      found.append(LintFinding("name", "All plays should be named.", at: node.location))
    }
    found += TaskRules.names(of: node["vars"]).flatMap { TaskRules.variableName($0.0, at: $0.1) }
    for key in ["pre_tasks", "tasks", "post_tasks"] { found += tasks(node[key], isHandler: false) }
    return found + tasks(node["handlers"], isHandler: true)
  }

  private func tasks(_ node: Node?, isHandler: Bool) -> [LintFinding] {
    (node?.list ?? []).flatMap { node -> [LintFinding] in
      if node["block"] != nil {
        return TaskRules.jinjaWhen(node) + TaskRules.partialBecome(node)
          + ["block", "rescue", "always"].flatMap { tasks(node[$0], isHandler: isHandler) }
      }
      guard var task = TaskView(node) else { return [] }
      task.isHandler = isHandler
      return TaskRules.all.flatMap { $0(task) }
    }
  }
}
