import Core

/// `--tags` and `--skip-tags`: which tasks a run takes. (Rules: ansible-core's
/// `Taggable.evaluate_tags`.)
package struct TagSelection: Sendable {
  /// The tags of `--tags`; `all` when none was given.
  package let only: Set<String>
  package let skip: Set<String>

  /// Words that mean more than a tag of that name.
  static let special: Set<String> = ["all", "tagged", "untagged", "always", "never"]

  package init(only: [String] = [], skip: [String] = []) {
    self.only = only.isEmpty ? ["all"] : Set(only)
    self.skip = Set(skip)
  }

  /// Whether a task with these tags runs.
  package func selects(_ tags: [String]) -> Bool {
    let isUntagged = tags.isEmpty
    let tags: Set<String> = isUntagged ? ["untagged"] : Set(tags)
    let isNever = tags.contains("never")
    let isWanted =
      tags.contains("always") || !tags.isDisjoint(with: only)
      || (only.contains("all") && !isNever)
      || (only.contains("tagged") && !isUntagged && !isNever)
    guard isWanted else { return false }
    if skip.contains("all") { return tags.contains("always") && !skip.contains("always") }
    if !tags.isDisjoint(with: skip) { return false }
    return !(skip.contains("tagged") && !isUntagged)
  }
}

extension Task {
  /// The tags as text, templates rendered by `render` (which may give a list).
  package func tagNames(_ render: (Value) -> Value = { $0 }) -> [String] {
    names(of: tags, render)
  }
}

/// Tags as text: a template may give several, with commas or as a list.
private func names(of tags: [Value], _ render: (Value) -> Value) -> [String] {
  var names: [String] = []
  for tag in tags {
    if case .template = tag {
      names += (KeywordType.commaStrings.converted(render(tag))?.list ?? []).map(\.text)
    } else {
      names.append(tag.text)
    }
  }
  return names.uniqued()
}

extension Play {
  package func tagNames(_ render: (Value) -> Value = { $0 }) -> [String] {
    names(of: scope.effectiveTags, render)
  }
}

extension Playbook {
  /// Warnings for the tags of `--tags` and `--skip-tags` that no task has: they are misspelt most
  /// of the time. None where tasks come from includes, whose tags are not known before the run.
  package func unknownTags(
    in selection: TagSelection, render: (Value) -> Value = { $0 }
  ) -> [Diagnostic] {
    let asked =
      (selection.only.sorted().map { ($0, "--tags") }
      + selection.skip.sorted().map { ($0, "--skip-tags") })
      .filter { !TagSelection.special.contains($0.0) }
    if asked.isEmpty { return [] }
    let tasks = plays.flatMap { $0.preTasks + $0.roles + $0.tasks + $0.postTasks + $0.handlers }
      .allTasks
    let known = Set(tasks.flatMap { $0.tagNames(render) } + plays.flatMap { $0.tagNames(render) })
    let hasIncludes = tasks.contains { $0.include != nil }
    return asked.compactMap { tag, option in
      guard !known.contains(tag) else { return nil }
      let hint = Suggestion.hint(for: tag, among: known.sorted())
      guard hint != nil || !hasIncludes else { return nil }
      return Diagnostic(.usage, "no task has the tag '\(tag)' of \(option)", hint: hint)
    }
  }
}
