import Core
import Jinja
import Playbooks

/// Keeps what a result means for its hosts: registered variables, counts, notified handlers, failure.
struct ResultKeeper: Sendable {
  let run: Run
  let play: PlayContext
  /// Whether a `rescue` around the task deals with failures.
  let isRescued: Bool
  /// The hosts that the results are for where the task runs for all of them; empty where each has its own.
  let audience: [HostState]

  /// - Parameter emit: takes the events of the result.
  /// - Returns: whether the host goes no further.
  func keep(
    _ outcome: TaskOutcome, _ task: Playbooks.Task, emit: (Event) -> Void
  ) -> Bool {
    let result = outcome.result
    let hosts = audience.isEmpty ? [outcome.host] : audience
    if let role = task.role, !result.skipped, !result.unreachable {
      for host in hosts { host.contents.withLock { _ = $0.begunRoles.insert(role.identity) } }
    }
    if outcome.includes.isEmpty {
      if !outcome.isShown { emit(.result(TaskReport.shown(result, run.secrets))) }
      if let name = task.register {
        let registered = Value.map(TaskReport.registered(result.values))
        for host in hosts { host.apply(.made([.string(name): registered])) }
      }
      keepGuess(result, task, for: hosts)
      if !result.failed, !result.unreachable {
        run.customStatistics.withLock { $0.add(result.values, of: hosts.map(\.name)) }
      }
      // What an include loads is counted, file by file.
      count(result, on: outcome.host)
    }
    if !result.ignored, result.unreachable || result.failed {
      for host in hosts { markFailed(host, task, result) }
      return true
    }
    do { try notify(outcome, task, emit: emit) } catch {
      run.fatalError.withLock { $0 = $0 ?? error }
      return true
    }
    return false
  }

  /// Of a check: what was registered or set by a guess is one.
  private func keepGuess(_ result: TaskResult, _ task: Playbooks.Task, for hosts: [HostState]) {
    guard run.settings.checkMode else { return }
    var names = task.register.map { [$0] } ?? []
    let setsFacts = task.action.module == "ansible.builtin.set_fact"
    if setsFacts { names += task.action.arguments.map(\.name) }
    for host in hosts {
      host.contents.withLock { contents in
        for name in names { contents.guesses[name] = result.guess }
        // The first reason is the one that a person should know.
        if let guess = result.guess, !setsFacts { contents.guess = contents.guess ?? guess }
      }
    }
  }

  /// An error that is no module's: in a keyword, an include.
  func fail(
    _ host: HostState, _ task: Playbooks.Task, _ error: Diagnostic, emit: (Event) -> Void
  ) {
    let heading = TaskHeading(id: task.id, title: task.title, action: task.action.module)
    let result = TaskResult.failure(error, host: host, task: task, heading)
    emit(.result(TaskReport.shown(result, run.secrets)))
    count(result, on: host)
    markFailed(host, task, result)
  }

  private func markFailed(_ host: HostState, _ task: Playbooks.Task, _ result: TaskResult) {
    host.contents.withLock { contents in
      contents.status = result.unreachable ? .unreachable : .failed
      contents.isRemoved = result.unreachable || !isRescued
      // What `rescue` and the `always` after it see; a failure that nothing rescues leaves it as it was.
      guard isRescued, !result.unreachable else { return }
      contents.failure = [
        "ansible_failed_result": .map(TaskReport.registered(result.values)),
        "ansible_failed_task": task.asFailed(result.task),
      ]
    }
  }

  private func count(_ result: TaskResult, on host: HostState) {
    host.contents.withLock { contents in
      contents.summary.cost += result.cost
      if result.unreachable, !result.ignored {
        contents.summary.unreachable += 1
      } else if result.failed, !result.ignored {
        if isRescued { contents.summary.rescued += 1 } else { contents.summary.failed += 1 }
      } else if result.skipped, !result.failed {
        contents.summary.skipped += 1
      } else {
        contents.summary.ok += 1
        if result.ignored { contents.summary.ignored += 1 }
        if result.changed { contents.summary.changed += 1 }
      }
    }
  }

  // MARK: Handlers

  /// Keeps the names that a changed result notifies.
  ///
  /// - Throws: `invalid` for a name that no handler has.
  private func notify(
    _ outcome: TaskOutcome, _ task: Playbooks.Task, emit: (Event) -> Void
  ) throws(Diagnostic) {
    for name in outcome.notified {
      let found = try handlers(for: name, outcome.host)
      if found.isEmpty {
        let error = unknownHandler(name, task)
        guard !run.settings.errorOnMissingHandler else { throw error }
        emit(.warning(error))
        continue
      }
      outcome.host.contents.withLock { $0.notifications.append(name) }
    }
  }

  /// Finds the handlers that a host's notifications mean by now.
  func settleNotifications(of host: HostState) {
    let names = host.contents.withLock { contents in
      defer { contents.notifications = [] }
      return contents.notifications
    }
    for name in names {
      let found = (try? handlers(for: name, host)) ?? []
      host.contents.withLock { $0.notified.formUnion(found.map(\.id)) }
    }
  }

  /// One handler with this name, and all that listen to it. Lists of handlers are searched from the
  /// last to the first, each from its beginning; of those that listen and have one name, the first
  /// counts (ansible-core's `search_handlers_by_notification`).
  private func handlers(
    for name: String, _ host: HostState
  ) throws(Diagnostic) -> [Playbooks.Task] {
    let all = Self.lists(play.handlers).reversed().flatMap { $0 }
    var found: [Playbooks.Task] = []
    for handler in all where try names(of: handler, host).contains(name) {
      found.append(handler)
      break
    }
    var seen: Set<String> = []
    for handler in all where try topics(of: handler, host).contains(name) {
      if let title = handler.name?.text, !seen.insert(title).inserted { continue }
      if !found.contains(where: { $0.id == handler.id }) { found.append(handler) }
    }
    return found
  }

  /// Handlers as they were written: those of one role, those of the play, those of a block.
  private static func lists(_ steps: [Step]) -> [[Playbooks.Task]] {
    var lists: [(role: Role?, tasks: [Playbooks.Task])] = []
    for step in steps {
      let tasks = [step].allTasks
      if case .task(let task) = step, let last = lists.last, last.role === task.role {
        lists[lists.count - 1].tasks += tasks
      } else if case .task(let task) = step {
        lists.append((task.role, tasks))
      } else {
        lists += [(nil, tasks), (nil, [])]
      }
    }
    return lists.map(\.tasks)
  }

  /// `name` and `role : name`. A name whose variables are not defined cannot be notified.
  private func names(
    of handler: Playbooks.Task, _ host: HostState
  ) throws(Diagnostic) -> [String] {
    guard let name = handler.name else { return [] }
    var text = name.text
    if name.holdsTemplate {
      let scope = try HostScope(run: run, host: host, play: play, scope: handler.scope)
      do { text = try scope.render(name).text } catch {
        warnOfUnusable(handler, name, error)
        return []
      }
    }
    return [text] + Self.roleNames(of: handler).map { "\($0) : \(text)" }
  }

  private func warnOfUnusable(_ handler: Playbooks.Task, _ name: Value, _ error: Diagnostic) {
    guard handler.listen.isEmpty, play.isFirst("handler \(handler.id)") else { return }
    run.sink.receive(
      .warning(
        Diagnostic(
          .undefined,
          "Handler '\(name.text)' is unusable because it has no listen topics and the name could not be "
            + "templated (host-specific variables are not supported in handler names). "
            + "The error: \(error.message)",
          at: handler.location)))
  }

  /// The name of a handler's role; that of one of a collection with the collection and without.
  private static func roleNames(of handler: Playbooks.Task) -> [String] {
    guard let name = handler.role?.name else { return [] }
    let parts = name.split(separator: ".")
    return parts.count == 3 ? [name, String(parts[2])] : [name]
  }

  private func topics(
    of handler: Playbooks.Task, _ host: HostState
  ) throws(Diagnostic) -> [String] {
    var topics = handler.listen
    if topics.contains(where: \.holdsTemplate) {
      let scope = try HostScope(run: run, host: host, play: play, scope: handler.scope)
      topics = try topics.map { topic throws(Diagnostic) in try scope.render(topic) }
    }
    let names = topics.map(\.text)
    return names + Self.roleNames(of: handler).flatMap { role in names.map { "\(role) : \($0)" } }
  }

  /// Of the kind that has the exit code of Ansible's plain errors.
  private func unknownHandler(_ name: String, _ task: Playbooks.Task) -> Diagnostic {
    let known = play.handlers.allTasks.flatMap { handler in
      (handler.name.map { [$0.text] } ?? []) + handler.listen.map(\.text)
    }
    return Diagnostic(
      .file,
      "The requested handler '\(name)' was not found in either the main handlers list nor in the "
        + "listening handlers list",
      at: task.scope.effective(.notify)?.location ?? task.location,
      hint: Suggestion.hint(for: name, among: known))
  }
}
