import Core
import Jinja
import Playbooks

extension LinearStrategy {
  /// Marks the handlers that a changed result notifies.
  ///
  /// - Throws: `invalid` for a name that no handler has.
  func notify(_ outcome: TaskOutcome, _ task: Playbooks.Task) throws(Diagnostic) {
    for name in outcome.notified {
      let found = try handlers(for: name, outcome.host)
      guard !found.isEmpty else { throw unknownHandler(name, task) }
      outcome.host.contents.withLock { $0.notified.formUnion(found.map(\.id)) }
    }
  }

  /// The last handler with this name, and all that listen to it (docs.ansible.com, "Handlers").
  private func handlers(
    for name: String, _ host: HostState
  ) throws(Diagnostic) -> [Playbooks.Task] {
    let all = play.handlers.allTasks
    var found: [Playbooks.Task] = []
    for handler in all.reversed() where try names(of: handler, host).contains(name) {
      found.append(handler)
      break
    }
    for handler in all where try topics(of: handler, host).contains(name) {
      if !found.contains(where: { $0.id == handler.id }) { found.append(handler) }
    }
    return found
  }

  /// `name` and `role : name`. A name whose variables are not defined cannot be notified.
  private func names(
    of handler: Playbooks.Task, _ host: HostState
  ) throws(Diagnostic) -> [String] {
    guard let name = handler.name else { return [] }
    var text = name.text
    if name.holdsTemplate {
      let scope = try HostScope(run: run, host: host, play: play, scope: handler.scope)
      guard let rendered = try? scope.render(name) else { return [] }
      text = rendered.text
    }
    return handler.role.map { [text, "\($0.name) : \(text)"] } ?? [text]
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
    return names + (handler.role.map { role in names.map { "\(role.name) : \($0)" } } ?? [])
  }

  private func unknownHandler(_ name: String, _ task: Playbooks.Task) -> Diagnostic {
    let known = play.handlers.allTasks.flatMap { handler in
      (handler.name.map { [$0.text] } ?? []) + handler.listen.map(\.text)
    }
    return Diagnostic(
      .invalid,
      "The requested handler '\(name)' was not found in either the main handlers list nor in the "
        + "listening handlers list",
      at: task.scope.effective(.notify)?.location ?? task.location,
      hint: Suggestion.hint(for: name, among: known))
  }

  /// Runs the handlers that were notified, in the order of definition. A handler may notify others:
  /// those before it wait for the next flush.
  ///
  /// - Parameter isRescued: whether a `rescue` around the flush deals with failures.
  func flushHandlers(isRescued: Bool = false) async {
    let forced =
      run.settings.forceHandlers
      || (play.play.scope.settings[.forceHandlers]?.value.bool ?? false)
    let failed = forced ? hosts.filter { $0.status == .failed } : []
    for host in failed { host.status = .active }
    var level = Level()
    level.isHandler = true
    level.isRescued = isRescued
    for handler in play.handlers.allTasks {
      let waiting = hosts.filter { host in
        host.isActive && host.contents.withLock { $0.notified.remove(handler.id) != nil }
      }
      if !waiting.isEmpty { await execute([.task(handler)], on: waiting, level) }
    }
    // Forcing has an end where a handler fails.
    for host in hosts where host.status == .failed { host.contents.withLock { $0.notified = [] } }
    for host in failed where host.isActive { host.status = .failed }
  }
}
