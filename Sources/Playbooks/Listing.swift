import Core

/// What `--list-tasks` and `--list-tags` show of a play, in Ansible's order.
package struct Listing: Sendable {
  package struct Line: Sendable {
    package let title: String
    /// Of the task and the play, sorted.
    package let tags: [String]
  }

  /// The host patterns with commas between them.
  package let hosts: String
  package let name: String
  package let playTags: [String]
  package let tasks: [Line]
  /// All tags of the listed tasks and the play, sorted.
  package let taskTags: [String]

  /// The tasks of a play that a selection takes; `render` knows the play's and the extra variables.
  /// Tasks of `rescue` and `always` are not listed, as in Ansible.
  package init(_ play: Play, _ selection: TagSelection, render: (Value) -> Value = { $0 }) {
    hosts = play.hosts.flatMap { host in
      let rendered = render(host)
      return rendered.list ?? [rendered]
    }.map(\.text).joined(separator: ",")
    name = play.scope.settings[.name]?.value.text ?? hosts
    playTags = play.tagNames(render).sorted()
    var lines: [Line] = []
    for task in Self.tasks(play.preTasks + play.roles + play.tasks + play.postTasks) {
      let tags = task.tagNames(render)
      guard selection.selects(tags) else { continue }
      lines.append(Line(title: Self.title(task), tags: Set(tags + playTags).sorted()))
    }
    tasks = lines
    taskTags = Set(lines.flatMap(\.tags) + playTags).sorted()
  }

  private static func tasks(_ steps: [Step]) -> [Task] {
    steps.flatMap { step in
      switch step {
      case .task(let task): [task]
      case .block(let block): tasks(block.block)
      }
    }
  }

  private static func title(_ task: Task) -> String {
    guard let name = task.name?.text, !name.isEmpty else { return task.action.name.value.text }
    return task.title
  }
}

extension Listing {
  /// The text of Ansible's listing of a play, without what only `--list-hosts` adds.
  package func text(number: Int, showsTasks: Bool, showsTags: Bool) -> String {
    var out =
      "\n  play #\(number) (\(hosts)): \(name)\tTAGS: [\(playTags.joined(separator: ","))]\n"
    guard showsTasks || showsTags else { return out }
    if showsTasks {
      out += "    tasks:\n"
      for line in tasks {
        out += "      \(line.title)\tTAGS: [\(line.tags.joined(separator: ", "))]\n"
      }
    }
    if showsTags { out += "      TASK TAGS: [\(taskTags.joined(separator: ", "))]\n" }
    return out
  }
}
