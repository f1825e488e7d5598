import Core
import Jinja
import Playbooks

/// `meta`: words that change the course of the play itself.
struct MetaTask {
  let strategy: LinearStrategy
  let task: Playbooks.Task
  let hosts: [HostState]
  let level: LinearStrategy.Level
  let heading: TaskHeading

  private static let words = [
    "noop", "flush_handlers", "clear_facts", "clear_host_errors", "end_play", "end_host",
    "end_batch", "end_role", "refresh_inventory", "reset_connection",
  ]

  /// - Throws: `invalid` for an unknown word.
  func run() async throws(Diagnostic) {
    let word = task.action.freeForm?.value.text ?? ""
    guard Self.words.contains(word) else {
      throw Diagnostic(
        .invalid, "invalid meta action requested: \(word)", at: task.location,
        hint: Suggestion.hint(for: word, among: Self.words)
          ?? "known are \(Self.words.joined(separator: ", "))")
    }
    let chosen = try chosen(word)
    tell(word, chosen)
    guard !chosen.isEmpty else { return }
    try await act(word, chosen)
  }

  /// The hosts for which the condition holds. (Which words have none: ansible-core's `StrategyBase._execute_meta`.)
  private func chosen(_ word: String) throws(Diagnostic) -> [HostState] {
    if task.when.isEmpty { return hosts }
    if ["noop", "refresh_inventory", "reset_connection"].contains(word) {
      strategy.sink.receive(
        .warning(
          Diagnostic(
            .task, "\(word) task does not support when conditional", at: task.location)))
      return hosts
    }
    var chosen: [HostState] = []
    for host in hosts {
      let scope = try HostScope(
        run: strategy.run, host: host, play: strategy.play, scope: task.scope)
      if try scope.unmet(task.when) == nil { chosen.append(host) }
    }
    return chosen
  }

  private func act(_ word: String, _ chosen: [HostState]) async throws(Diagnostic) {
    switch word {
    case "flush_handlers":
      if level.isHandler {
        throw Diagnostic(
          .invalid, "flush_handlers cannot be used as a handler", at: task.location)
      }
      await strategy.flushHandlers(isRescued: level.isRescued)
    case "clear_facts":
      // Asked for the first host, done for all of the play.
      if chosen.first === hosts.first { strategy.batch.forEach { $0.clearFacts() } }
    case "clear_host_errors": clearErrors()
    case "end_play", "end_batch":
      for host in strategy.batch where host.isActive { host.end() }
      strategy.endPlay(withBatches: word == "end_play")
    case "end_host": for host in chosen { host.end() }
    case "end_role": for host in chosen { host.status = .roleEnded }
    case "refresh_inventory": try strategy.run.refreshInventory()
    case "reset_connection": try resetConnections(chosen)
    default: break
    }
  }

  /// Hosts that are in an `always` go on behind it; the others take part again from the next play on.
  private func clearErrors() {
    strategy.goesOn()
    for host in strategy.batch {
      let isActive = host.isActive
      host.contents.withLock { contents in
        contents.forgiven = contents.summary
        if isActive { contents.isCleared = true }
      }
      if host.status == .failed || host.status == .unreachable { host.status = .ended }
    }
  }

  /// Ansible's words at `-vv`, host by host where the action is.
  private func tell(_ word: String, _ chosen: [HostState]) {
    func tell(_ text: String) {
      strategy.sink.receive(.verbose(level: 2, host: nil, "META: \(text)"))
    }
    let isForAll = [
      "noop", "refresh_inventory", "end_play", "end_batch", "clear_facts", "clear_host_errors",
    ]
    .contains(word)
    for host in isForAll ? Array(hosts.prefix(1)) : hosts {
      let isChosen = chosen.contains { $0 === host }
      guard !isChosen else {
        tell(done(word, host))
        continue
      }
      let reason = "\(word) conditional evaluated to False\(skipped(word, host))"
      strategy.sink.receive(
        .result(
          TaskResult(
            host: host.name, task: heading,
            values: [
              "msg": .string(message(of: word, host)), "skip_reason": .string(reason),
              "skipped": true,
            ])))
      tell(reason)
    }
  }

  private func message(of word: String, _ host: HostState) -> String {
    word == "end_host"
      ? "end_host conditional evaluated to false, continuing execution for \(host.name)" : word
  }

  private func done(_ word: String, _ host: HostState) -> String {
    switch word {
    case "flush_handlers": "triggered running handlers for \(host.name)"
    case "refresh_inventory": "inventory successfully refreshed"
    case "clear_facts": "facts cleared"
    case "clear_host_errors": "cleared host errors"
    case "end_batch": "ending batch"
    case "end_play": "ending play"
    case "end_host": "ending play for \(host.name)"
    case "end_role": "ending role \(task.role?.name ?? "") for \(host.name)"
    case "reset_connection": "reset connection"
    default: word
    }
  }

  private func skipped(_ word: String, _ host: HostState) -> String {
    switch word {
    case "flush_handlers": ", not running handlers for \(host.name)"
    case "clear_facts": ", not clearing facts and fact cache for \(host.name)"
    case "clear_host_errors": ", not clearing host error state for \(host.name)"
    case "end_batch": ", continuing current batch"
    case "end_play": ", continuing play"
    case "end_host": ", continuing execution for \(host.name)"
    case "end_role": "continuing role \(task.role?.name ?? "") for \(host.name)"
    default: ""
    }
  }

  private func resetConnections(_ hosts: [HostState]) throws(Diagnostic) {
    for host in hosts {
      let scope = try HostScope(
        run: strategy.run, host: host, play: strategy.play, scope: task.scope)
      strategy.run.shells.forget(try HostAccess(scope, keywords: task.scope).target())
    }
  }
}
