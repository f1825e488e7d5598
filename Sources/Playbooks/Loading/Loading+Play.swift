import Core
import YAML

extension Loading {
  /// Reads one play.
  func play(_ node: Node, inside parent: Scope?) -> Play? {
    var isExplained = false
    var keywords = keywords(of: node.entries ?? [], at: .play) { entry in
      let name = entry.key.string ?? ""
      let looksLikeTask = node["hosts"] == nil && resolve(name, in: nil) != .unknown
      let hint = looksLikeTask ? Self.taskInPlaybook : keywordHint(name, at: .play)
      isExplained = isExplained || looksLikeTask || hint?.contains("'hosts'") ?? false
      reportUnknown(entry, at: .play, hint: hint)
    }
    takeUser(&keywords)
    for (keyword, value) in services.keywordDefaults where keywords.settings[keyword] == nil {
      keywords.settings[keyword] = Setting(value, at: node.location)
    }
    if !isExplained { checkHosts(keywords, node) }
    checkSerial(keywords.nodes[.serial])
    checkSubsets(keywords)
    keywords.vars.merge(importVars(parent)) { $1 }
    playVars = keywords.vars
    knownRoles = []
    importedRoles = []
    importedHandlers = []
    let scope = keywords.scope(.play, inside: parent, at: node.location)
    let roles = roles(keywords.nodes[.roles], inside: scope)
    if services.rolesArePublic ?? true { knownRoles += roles.map(\.role) }
    let preTasks = steps(keywords.nodes[.preTasks], inside: scope)
    let tasks = steps(keywords.nodes[.tasks], inside: scope)
    let postTasks = steps(keywords.nodes[.postTasks], inside: scope)
    let ownHandlers = steps(keywords.nodes[.handlers], inside: scope, as: .handler)
    let handlers = roles.flatMap(\.handlers) + ownHandlers + importedHandlers
    warnAboutNotifications(roles.flatMap(\.steps) + preTasks + tasks + postTasks, handlers)
    return Play(
      scope: scope, folder: folder, varsFiles: varsFiles(keywords.nodes[.varsFiles]),
      varsPrompts: varsPrompts(keywords.nodes[.varsPrompt]), preTasks: preTasks,
      roles: roles.flatMap(\.steps), tasks: tasks, postTasks: postTasks,
      handlers: handlers, knownRoles: knownRoles, namedRoles: roles.map(\.role) + importedRoles)
  }

  /// Tells of notified handlers that are nowhere. A task that changes nothing never misses them, so this
  /// is no error; and where something is included on the way, it may bring them; so may a role or
  /// file that could not be read.
  private func warnAboutNotifications(_ steps: [Step], _ handlers: [Step]) {
    let (tasks, handlers) = (steps.allTasks, handlers.allTasks)
    guard !errors.contains(where: { $0.kind == .file }),
      (tasks + handlers).allSatisfy({ $0.include == nil })
    else { return }
    let names = handlers.flatMap { handler in
      [handler.name, handler.name.map { _ in .string(handler.title) }].compactMap { $0 }
        + handler.listen
        + handler.listen.compactMap { topic in
          handler.role.map { .string("\($0.name) : \(topic.text)") }
        }
    }
    guard !names.contains(where: \.holdsTemplate) else { return }
    let known = Set(names.map(\.text))
    for task in tasks + handlers {
      for name in task.notify where !name.holdsTemplate && !known.contains(name.text) {
        guard isFirst("handler \(name.text)") else { continue }
        warn(
          Diagnostic(
            .invalid, "there is no handler '\(name.text)': a host that notifies it fails",
            at: task.scope.effective(.notify)?.location ?? task.location,
            hint: Suggestion.hint(for: name.text, among: known.sorted())))
      }
    }
  }

  private static let taskInPlaybook =
    "this looks like a task: a playbook is a list of plays, which have 'hosts' and 'tasks'"

  /// `user` is an old name of `remote_user`.
  private func takeUser(_ keywords: inout Keywords) {
    guard let user = keywords.settings.removeValue(forKey: .user) else { return }
    if keywords.settings[.remoteUser] != nil {
      report(
        "both 'user' and 'remote_user' are set for this play. The use of 'user' is deprecated, "
          + "and should be removed", at: user.location)
    }
    keywords.settings[.remoteUser] = user
  }

  private func varsFiles(_ node: Node?) -> [VarsFile] {
    guard let node, !node.isNull else { return [] }
    return (node.list ?? [node]).compactMap { entry in
      let candidates = (entry.list ?? [entry]).compactMap { candidate -> Setting? in
        guard candidate.string != nil else {
          report(
            "'vars_files' must be a list of paths, or of lists of paths", at: candidate.location)
          return nil
        }
        checkSyntax(candidate.value)
        checkVarsFile(candidate.value.text, near: candidate.location)
        return Setting(candidate.value, at: candidate.location)
      }
      return candidates.isEmpty ? nil : VarsFile(candidates)
    }
  }
}
