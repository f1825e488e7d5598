import Core
import YAML

/// The module of a task and the text that gives its arguments.
struct ActionText {
  let name: Setting
  /// The value beside the module's name, or what follows it in an `action:` line; later ones win.
  let arguments: [Node]
  let isLocal: Bool
}

extension Loading {
  /// Finds the action among the entries of a task that are no keywords. `others` are those entries.
  func action(
    of task: Node, _ keywords: Keywords, others: [Node.Entry], at level: Level, in scope: Scope?
  ) -> Action? {
    var found = oldForm(keywords, task)
    var leftovers: [Node.Entry] = []
    for entry in others {
      guard let name = entry.key.string, resolve(name, in: scope) != .unknown else {
        leftovers.append(entry)
        continue
      }
      if let first = found {
        report(
          "conflicting action statements: \(first.name.value.text), \(name)",
          at: entry.key.location, hint: "a task has one module; the rest belongs to another task",
          notes: [Diagnostic.Note("the first one is here", at: first.name.location)])
        continue
      }
      found = ActionText(
        name: Setting(.string(name), at: entry.key.location), arguments: [entry.value],
        isLocal: false)
    }
    if found == nil, keywords.nodes[.action] == nil, keywords.nodes[.localAction] == nil {
      reportMissing(in: task, leftovers, at: level, scope)
      return nil
    }
    for entry in leftovers { reportUnknown(entry, at: level, hint: strayHint(entry, found, level)) }
    return found.flatMap { action($0, keywords, in: scope) }
  }

  /// Ansible's words for a task without an action, with what was probably meant.
  private func reportMissing(
    in task: Node, _ leftovers: [Node.Entry], at level: Level, _ scope: Scope?
  ) {
    let (misspelt, candidates) = leftovers.partitioned(by: { entry in
      keywordHint(entry.key.string ?? "", at: level) != nil
        && moduleHint(entry.key.string ?? "") == nil
    })
    for entry in misspelt { reportUnknown(entry, at: level) }
    guard let entry = candidates.first else {
      return report("no module/action detected in task.", at: task.location)
    }
    let name = entry.key.string ?? entry.key.plainValue.text
    reportUnresolved(name, at: entry.key.location)
    for entry in candidates.dropFirst() { reportUnknown(entry, at: level) }
  }

  /// An option of the module that stands beside it instead of below it is the usual mistake.
  private func strayHint(_ entry: Node.Entry, _ action: ActionText?, _ level: Level) -> String? {
    if let hint = keywordHint(entry.key.string ?? "", at: level) { return hint }
    guard let action, let name = entry.key.string else { return nil }
    return "if '\(name)' is an option of \(action.name.value.text), indent it below it"
  }

  func moduleHint(_ name: String) -> String? {
    if name == "include" { return "use 'include_tasks' or 'import_tasks'" }
    let short = BuiltinActions.short(name)
    if services.refusedModules.names.contains(short) {
      return "it is refused by \(services.refusedModules.file)"
    }
    let names = services.catalog.names.map(BuiltinActions.short) + BuiltinActions.includes.sorted()
    return Suggestion.hint(for: short, among: names)
      ?? Suggestion.hint(for: short, among: WellKnownModules.collections.keys.sorted())
  }
}
