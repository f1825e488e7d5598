import Core
import Jinja
import Playbooks

/// Finds how far hosts may go without meeting.
struct StretchPlanner {
  let run: Run
  let play: PlayContext
  let hosts: [HostState]
  let level: LinearStrategy.Level
  private let shared: SharedNames
  private let isAllowed: Bool

  init(
    run: Run, play: PlayContext, hosts: [HostState], level: LinearStrategy.Level,
    shared: SharedNames
  ) {
    self.run = run
    self.play = play
    self.hosts = hosts
    self.level = level
    self.shared = shared
    isAllowed =
      run.settings.runAhead && run.settings.confirm == nil && run.settings.startAtTask == nil
      && play.play.scope.settings[.maxFailPercentage] == nil && !play.debugs
  }

  /// Whether a task can be among others in a stretch; `written` are the variables that those before it
  /// make.
  func isPlain(_ task: Playbooks.Task, _ traits: TaskTraits, after written: Set<String>) -> Bool {
    guard isAllowed, isWanted(task), task.role.map({ shared.roles.contains($0.identity) }) ?? true,
      !traits.isMeeting, knowsHandlers(of: task)
    else { return false }
    var identifiers = Identifiers()
    identifiers.add(task)
    guard identifiers.names.isDisjoint(with: shared.names) else { return false }
    if task.action.module == "ansible.builtin.template" || identifiers.names.contains("template") {
      guard isHarmless(template: task) else { return false }
    }
    // The heading is made before the stretch begins.
    guard let name = task.name, name.holdsTemplate, !written.isEmpty else { return true }
    var own = Identifiers()
    own.add(name)
    return own.names.isDisjoint(with: shared.closure(written))
  }

  /// `run_ahead`, which may stand anywhere.
  private func isWanted(_ task: Playbooks.Task) -> Bool {
    guard let setting = task.scope.effective(.runAhead) else { return true }
    return Keyword.runAhead.rule.type.converted(setting.value)?.bool ?? false
  }

  /// A handler that is not there is an error of the task, which the far end knows nothing of.
  private func knowsHandlers(of task: Playbooks.Task) -> Bool {
    let wanted = task.notify.map(\.text)
    guard !wanted.isEmpty else { return true }
    var known: Set<String> = []
    for handler in play.handlers.allTasks {
      for name in [handler.name].compactMap(\.self) + handler.listen where !name.holdsTemplate {
        known.insert(name.text)
        if let role = handler.role { known.insert("\(role.name) : \(name.text)") }
      }
    }
    return known.isSuperset(of: wanted)
  }

  /// Whether a template's file is known now and holds nothing that looks at other hosts.
  private func isHarmless(template task: Playbooks.Task) -> Bool {
    guard task.action.module == "ansible.builtin.template", let host = hosts.first,
      let source = task.action["src"]?.value ?? task.action.freeForm?.value, !source.holdsTemplate,
      let scope = try? HostScope(run: run, host: host, play: play, scope: task.scope),
      let path = try? SearchPath(scope: scope).find(source.text, kind: "templates"),
      let text = try? run.templates.load(path)
    else { return false }
    var identifiers = Identifiers()
    identifiers.add(text: text.source)
    return identifiers.names.isDisjoint(with: shared.names)
      && identifiers.names.isDisjoint(with: ["include", "import", "extends", "template"])
  }
}
