import Core
import Engine
import Playbooks
import YAML

extension TaskRules {
  static func localAction(_ task: TaskView) -> [LintFinding] {
    guard let entry = task.node.entries?.first(where: { $0.key.string == "local_action" }) else {
      return []
    }
    return [
      LintFinding(
        "deprecated-local-action", "Do not use 'local_action', use 'delegate_to: localhost'.",
        at: entry.key.location)
    ]
  }

  static func names(_ task: TaskView) -> [LintFinding] {
    if task.isNamed || task.shortName == "meta" || task.shortName.hasPrefix("import_") { return [] }
    if task.shortName.hasPrefix("include_") || task.shortName == "debug" { return [] }
    return [
      LintFinding("name", "All tasks should be named.", at: task.node.location)
    ]
  }

  static func freeForm(_ task: TaskView) -> [LintFinding] {
    guard !task.isCommand, let text = task.value.string, text.contains("="),
      let line = try? KeyValues.parse(text, onlyCommandOptions: false), !line.pairs.isEmpty
    else { return [] }
    return [
      LintFinding(
        "no-free-form", "Avoid using free-form when calling module actions. (\(task.module))",
        at: task.moduleKey.location)
    ]
  }

  static func qualifiedName(_ task: TaskView) -> [LintFinding] {
    guard let written = task.moduleKey.string, !written.contains("."), task.module.contains("."),
      written != "action", written != "local_action"
    else { return [] }
    return [
      LintFinding(
        "fqcn", "Use FQCN for module actions (\(written)).", at: task.moduleKey.location,
        hint: "Use `\(task.module)` instead.")
    ]
  }

  static func variableNames(_ task: TaskView) -> [LintFinding] {
    var names: [(String, SourceLocation)] = []
    if let register = task["register"], let name = register.string {
      names.append((name, register.location))
    }
    if task.module == "ansible.builtin.set_fact" { names += Self.names(of: task.value) }
    names += Self.names(of: task["vars"])
    return names.flatMap { variableName($0.0, at: $0.1) }
  }

  /// The keys of a map of variables.
  static func names(of node: Node?) -> [(String, SourceLocation)] {
    (node?.entries ?? []).compactMap { entry in entry.key.string.map { ($0, entry.key.location) } }
  }

  /// Names that hide what templates and plays have of themselves.
  private static let magic: Set = [
    "hostvars", "groups", "group_names", "inventory_hostname", "inventory_hostname_short",
    "playbook_dir", "play_hosts", "ansible_facts", "ansible_play_hosts", "role_name", "role_path",
    "omit", "lookup", "query", "range", "environment", "namespace", "ansible_check_mode",
    "ansible_version", "vars",
  ]

  static func variableName(_ name: String, at place: SourceLocation) -> [LintFinding] {
    if name.contains("{{") { return [] }
    if name != "cacheable", !VariableName.isValid(name) {
      return [
        LintFinding(
          "var-naming", "Variables names must be valid identifiers. (\(name))", at: place)
      ]
    }
    return magic.contains(name)
      ? [
        LintFinding(
          "var-naming", "Variables names must not be Ansible reserved names. (\(name))", at: place)
      ]
      : []
  }
}
