import Core
import Playbooks
import YAML

extension TaskRules {
  /// The conditions of a task, each with its place.
  private static func conditions(_ node: Node, _ keywords: [String]) -> [(text: String, node: Node)]
  {
    keywords.flatMap { keyword -> [(String, Node)] in
      guard let value = node[keyword] else { return [] }
      return (value.list ?? [value]).compactMap { node in node.string.map { ($0, node) } }
    }
  }

  static func jinjaWhen(_ task: TaskView) -> [LintFinding] { jinjaWhen(task.node) }

  static func jinjaWhen(_ node: Node) -> [LintFinding] {
    conditions(node, ["when", "failed_when", "changed_when", "until"])
      .filter { $0.text.contains("{{") || $0.text.contains("{%") }
      .map {
        LintFinding(
          "no-jinja-when", "No Jinja2 in when, changed_when, failed_when or until.",
          at: $0.node.textLocation, hint: "leave the braces out: a condition is an expression")
      }
  }

  static func literalCompare(_ task: TaskView) -> [LintFinding] {
    let words: Set = ["true", "false", "True", "False"]
    return conditions(task.node, ["when", "failed_when", "changed_when", "until"]).filter { entry in
      let parts = entry.text.split(separator: " ").map(String.init)
      return parts.indices.contains { index in
        (parts[index] == "==" || parts[index] == "!=") && index + 1 < parts.count
          && words.contains(parts[index + 1].filter { $0 != ")" })
      }
    }.map {
      LintFinding(
        "literal-compare", "Don't compare to literal True/False.", at: $0.node.textLocation,
        hint: "use `when: var` rather than `when: var == True` (or conversely `when: not var`)")
    }
  }

  static func noHandler(_ task: TaskView) -> [LintFinding] {
    guard !task.isHandler, let when = task["when"],
      let text = when.string ?? when.list?.first?.string,
      (when.list?.count ?? 1) == 1
    else { return [] }
    let endings = [".changed", " is changed", "['changed']", "|changed"]
    let plain = text.trimmingBlanks
    guard endings.contains(where: plain.hasSuffix), !plain.contains(" or "),
      !plain.contains(" and "),
      !plain.hasPrefix("not ")
    else { return [] }
    return [
      LintFinding(
        "no-handler", "Tasks that run when changed should likely be handlers.",
        at: when.location, hint: "notify a handler from the task before")
    ]
  }

  static func ignoresErrors(_ task: TaskView) -> [LintFinding] {
    guard let node = task["ignore_errors"], task["register"] == nil,
      KeywordType.bool.converted(node.value)?.bool == true
    else { return [] }
    return [
      LintFinding(
        "ignore-errors",
        "Use failed_when and specify error conditions instead of using ignore_errors.",
        at: node.location)
    ]
  }

  static func partialBecome(_ task: TaskView) -> [LintFinding] { partialBecome(task.node) }

  static func partialBecome(_ node: Node) -> [LintFinding] {
    guard let user = node["become_user"], node["become"] == nil else { return [] }
    return [
      LintFinding(
        "partial-become",
        "become_user should have a corresponding become at the play or task level.",
        at: user.location, hint: "say become: true beside it")
    ]
  }

  static func passwords(_ task: TaskView) -> [LintFinding] {
    guard task.loop != nil, task["no_log"] == nil, task.module != "ansible.builtin.debug" else {
      return []
    }
    let secret = task.arguments.first { name, value in
      ["password", "passwd", "passphrase", "api_key", "token"].contains(name)
        && value.text.contains("item")
    }
    guard let secret else { return [] }
    return [
      LintFinding(
        "no-log-password", "Password should not be logged.", at: task.place(of: secret.key),
        hint: "say no_log: true: each item is shown as it stands in the loop")
    ]
  }

  static func bareVariables(_ task: TaskView) -> [LintFinding] {
    guard
      let entry = task.node.entries?.first(where: { $0.key.string?.hasPrefix("with_") ?? false }),
      let kind = entry.key.string, let text = entry.value.string
    else { return [] }
    let lists: Set = [
      "with_items", "with_dict", "with_list", "with_nested", "with_together", "with_subelements",
      "with_indexed_items", "with_flattened", "with_random_choice",
    ]
    guard lists.contains(kind), VariableName.isValid(String(text.prefix { $0 != "." && $0 != "[" }))
    else {
      return []
    }
    return [
      LintFinding(
        "deprecated-bare-vars",
        "Possible bare variable '\(text)' used in a '\(kind)' loop.", at: entry.value.textLocation,
        hint: "write \(kind): \"{{ \(text) }}\"")
    ]
  }
}
