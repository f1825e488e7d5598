import Core
import Jinja
import Playbooks

/// `meta`: words that change the course of the play itself.
struct MetaTask {
  let strategy: LinearStrategy
  let task: Playbooks.Task
  let hosts: [HostState]
  let level: LinearStrategy.Level

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
    var chosen: [HostState] = []
    for host in hosts {
      let scope = try HostScope(
        run: strategy.run, host: host, play: strategy.play, scope: task.scope)
      if try scope.unmet(task.when) == nil { chosen.append(host) }
    }
    guard !chosen.isEmpty else { return }
    switch word {
    case "flush_handlers": await strategy.flushHandlers(isRescued: level.isRescued)
    case "clear_facts":
      // Asked for the first host, done for all of the play.
      if chosen.first === hosts.first { strategy.batch.forEach { $0.clearFacts() } }
    case "clear_host_errors":
      // They take part again from the next play on.
      for host in strategy.hosts where host.status == .failed || host.status == .unreachable {
        host.status = .ended
      }
    case "end_play", "end_batch":
      for host in strategy.batch where host.isActive { host.status = .ended }
      strategy.endPlay()
    case "end_host": for host in chosen { host.status = .ended }
    case "end_role": for host in chosen { host.status = .roleEnded }
    case "refresh_inventory": try strategy.run.refreshInventory()
    case "reset_connection": try resetConnections(chosen)
    default: break
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
