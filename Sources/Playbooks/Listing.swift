import Core

/// What `--list-tasks` and `--list-tags` show of a play, in Ansible's order. Tasks are looked at when they are asked for.
package struct Listing {
  package struct Line {
    package let title: String
    /// Of the task and the play, sorted.
    package let tags: [String]
  }

  /// The host patterns with commas between them.
  package let hosts: String
  package let name: String
  package let playTags: [String]
  private let play: Play
  private let selection: TagSelection
  private let render: (Value) -> Value

  /// The tasks of a play that a selection takes; `render` knows the play's and the extra variables.
  package init(_ play: Play, _ selection: TagSelection, render: @escaping (Value) -> Value = { $0 })
  {
    self.play = play
    self.selection = selection
    self.render = render
    hosts = play.hosts.flatMap { host in
      let rendered = render(host)
      return rendered.list ?? [rendered]
    }.map(\.text).joined(separator: ",")
    name = play.scope.settings[.name]?.value.text ?? hosts
    playTags = play.tagNames(render).sorted()
  }

  /// The tasks; those of `rescue` and `always` are not listed, as in Ansible.
  package var tasks: [Line] {
    var lines: [Line] = []
    for task in Self.tasks(play.preTasks + play.roles + play.tasks + play.postTasks) {
      let tags = task.tagNames(render)
      guard selection.selects(tags) else { continue }
      lines.append(Line(title: Self.title(task), tags: (tags + playTags).uniqued().sorted()))
    }
    return lines
  }

  /// All tags of the tasks and the play, sorted.
  package var taskTags: [String] { tags(of: tasks) }

  private func tags(of tasks: [Line]) -> [String] {
    Set(tasks.flatMap(\.tags) + playTags).sorted()
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
  /// The first lines of Ansible's listing of a play.
  package func head(number: Int) -> String {
    "\n  play #\(number) (\(hosts)): \(name)\tTAGS: [\(playTags.joined(separator: ","))]\n"
  }

  /// What follows, without what only `--list-hosts` adds.
  package func body(showsTasks: Bool, showsTags: Bool) -> String {
    guard showsTasks || showsTags else { return "" }
    let tasks = tasks
    var out = ""
    if showsTasks {
      out += "    tasks:\n"
      for line in tasks {
        out += "      \(line.title)\tTAGS: [\(line.tags.joined(separator: ", "))]\n"
      }
    }
    if showsTags { out += "      TASK TAGS: [\(tags(of: tasks).joined(separator: ", "))]\n" }
    return out
  }
}
