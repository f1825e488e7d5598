import Core
import YAML

extension Loading {
  /// An `import_*` or `include_*` task: what a static one brings, a dynamic one itself.
  func include(_ draft: TaskDraft, _ action: String) -> [Step] {
    if action.hasPrefix("include_") { checkIncludeKeywords(draft) }
    switch action {
    case "include_tasks":
      guard let file = tasksFile(draft, action) else { return [] }
      return [.task(task(draft, .dynamicInclude, include: .tasks(file: file)))]
    case "import_tasks":
      guard let file = tasksFile(draft, action), isWithoutLoop(draft, action) else { return [] }
      return imported(file, draft)
    default:
      guard isNoHandler(draft, action), let reference = roleReference(draft, action)
      else { return [] }
      if action == "include_role" {
        return [.task(task(draft, .dynamicInclude, include: .role(reference)))]
      }
      guard isWithoutLoop(draft, action) else { return [] }
      return imported(reference, draft)
    }
  }

  private func isWithoutLoop(_ draft: TaskDraft, _ action: String) -> Bool {
    guard let loop = draft.loop else { return true }
    let other = action.replacingPrefix("import_", by: "include_")
    report(
      "You cannot use loops on '\(action)' statements. You should use '\(other)' instead.",
      at: loop.setting.location)
    return false
  }

  private func isNoHandler(_ draft: TaskDraft, _ action: String) -> Bool {
    guard draft.level == .handler else { return true }
    report(
      "Using '\(action)' as a handler is not supported.", at: draft.action.name.location)
    return false
  }

  /// Dynamic includes pass nothing down, so most keywords would do nothing there.
  private func checkIncludeKeywords(_ draft: TaskDraft) {
    for entry in draft.node.entries ?? [] {
      guard let name = entry.key.string, let keyword = Keyword(rawValue: name),
        !BuiltinActions.includeKeywords.contains(keyword)
      else { continue }
      let action = draft.action.name.value.text
      let isRole = action.hasSuffix("role")
      report(
        "'\(name)' is not a valid attribute for a \(isRole ? "IncludeRole" : "TaskInclude")",
        at: entry.key.location, hint: "put it under 'apply' of \(action)")
    }
  }
}
