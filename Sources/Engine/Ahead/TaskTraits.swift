import Core
import Modules
import Playbooks

/// What a task's text says about running ahead. Where it cannot tell, hosts wait.
struct TaskTraits {
  let task: Playbooks.Task
  let run: Run

  /// Modules that change what other hosts or later tasks of the controller see.
  private static let meeting: Set<String> = [
    "ansible.builtin.add_host", "ansible.builtin.fetch", "ansible.builtin.group_by",
    "ansible.builtin.include_vars", "ansible.builtin.meta", "ansible.builtin.pause",
    "ansible.builtin.set_stats", "ansible.builtin.validate_argument_spec",
    "ansible.builtin.wait_for_connection",
  ]

  /// Keywords that the strategy reads once for all hosts.
  private static let shared: [Keyword] = [
    .runOnce, .throttle, .anyErrorsFatal, .checkMode, .noLog, .tags,
  ]

  private var module: String? {
    if case .known(let module) = task.action.resolution { module } else { nil }
  }

  /// Whether the task needs all hosts to have come to it.
  var isMeeting: Bool {
    guard let module, !Self.meeting.contains(module), !makesFacts, !task.action.isLocal,
      task.include == nil, task.scope.effective(.delegateTo) == nil,
      task.scope.settings[.async] == nil
    else { return true }
    if isOn(.runOnce) || isOn(.anyErrorsFatal) || isSet(.throttle) || isSet(.debugger) {
      return true
    }
    if task.tags.contains(where: \.holdsTemplate) { return true }
    return Self.shared.contains { isTemplate($0) }
      || module == "ansible.builtin.set_fact" && writtenNames == nil
  }

  /// Whether the next task may be sent while the result of this one is under way: nothing but the far
  /// end's own word decides whether it failed.
  var mayRelease: Bool {
    task.until.isEmpty && task.scope.settings[.retries] == nil
      && task.failedWhen.allSatisfy { $0.constant == false }
      && task.changedWhen.allSatisfy { $0.constant != nil }
      && !isTemplate(.ignoreErrors) && !isSet(.ignoreUnreachable) && !isSet(.timeout)
      && !task.notify.contains(where: \.holdsTemplate) && sendsOnce
  }

  var neverFails: Bool {
    isOn(.ignoreErrors)
      || !task.failedWhen.isEmpty && task.failedWhen.allSatisfy { $0.constant == false }
  }

  /// Whether an item needs nothing of the one before it.
  var mayBatchItems: Bool {
    let control = task.loopControl
    return sendsOnce && task.until.isEmpty && task.scope.settings[.retries] == nil
      && task.scope.settings[.async] == nil
      && control.pause == nil && control.breakWhen.isEmpty && !isSet(.timeout)
      && !isTemplate(.noLog) && !isTemplate(.ignoreErrors)
  }

  /// The variables that the task makes besides facts; nil where only a run can tell.
  var writtenNames: Set<String>? {
    var names = Set(task.register.map { [$0] } ?? [])
    guard module == "ansible.builtin.set_fact" else { return names }
    guard task.action.variableArguments == nil, task.action.freeForm == nil else { return nil }
    for argument in task.action.arguments {
      if TemplateText.isTemplate(argument.name) { return nil }
      names.insert(argument.name)
    }
    return names
  }

  /// Whether the action sends one call, at whose sending it is done but for the answer.
  private var sendsOnce: Bool {
    guard let module else { return false }
    return Actions.named(module)?.sendsOnce ?? (run.catalog.spec(module) != nil)
  }

  private var makesFacts: Bool {
    guard let module, module != "ansible.builtin.set_fact" else { return false }
    return run.catalog.spec(module)?.returns.contains { $0.name == "ansible_facts" } ?? true
  }

  private func isSet(_ keyword: Keyword) -> Bool { task.scope.effective(keyword) != nil }

  private func isTemplate(_ keyword: Keyword) -> Bool {
    task.scope.effective(keyword)?.value.holdsTemplate ?? false
  }

  private func isOn(_ keyword: Keyword) -> Bool {
    guard let setting = task.scope.effective(keyword) else { return false }
    return keyword.rule.type.converted(setting.value)?.bool ?? true
  }
}

extension Condition {
  /// The value of a condition that needs no evaluation.
  var constant: Bool? { if case .constant(let flag) = self { flag } else { nil } }
}
