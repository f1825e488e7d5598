import Connections
import Core
import Modules
import Synchronization

/// The connections and shells of a run: one connection per target, one shell per user on it. Each
/// is opened by whoever needs it first and stays up until the run ends.
final class ShellPool: Sendable {
  private typealias Connecting = _Concurrency.Task<any Connection, any Error>

  /// What is open, or being opened, to one target.
  private struct Entry {
    var connecting: Connecting
    var shells: [Become?: RemoteShell] = [:]
  }

  private let entries = Mutex<[ConnectionTarget: Entry]>([:])
  private let foresights = Mutex<[ConnectionTarget: Foresight]>([:])
  /// The run was interrupted: nothing is opened any more.
  private let isOver = Atomic(false)
  private let catalog: Modules.ModuleCatalog
  private let prompt: PassphrasePrompt?
  private let sink: any EventSink

  init(catalog: Modules.ModuleCatalog, prompt: PassphrasePrompt?, sink: any EventSink) {
    (self.catalog, self.prompt, self.sink) = (catalog, prompt, sink)
  }

  /// The shell for this target and user; it is being started where it is not there yet. One that was
  /// lost is made anew by the next task that wants it.
  func shell(_ target: ConnectionTarget, _ become: Become?) -> RemoteShell {
    entries.withLock { entries in
      var entry = entries[target] ?? Entry(connecting: connect(target))
      let shell = entry.shells[become] ?? start(target, become, on: entry.connecting)
      entry.shells[become] = shell
      entries[target] = entry
      return shell
    }
  }

  /// Whether there is a shell for this target and user, or one on its way.
  func isThere(_ target: ConnectionTarget, _ become: Become?) -> Bool {
    entries.withLock { $0[target]?.shells[become] != nil }
  }

  /// What a check has foreseen on a target; it outlasts connections.
  func foresight(of target: ConnectionTarget) -> Foresight {
    foresights.withLock { foresights in
      let known = foresights[target] ?? Foresight()
      foresights[target] = known
      return known
    }
  }

  /// Ends the shells of one become user; the next task that wants one has it made anew.
  func end(_ target: ConnectionTarget, _ user: String) async {
    let shells = entries.withLock { entries -> [RemoteShell] in
      guard var entry = entries[target] else { return [] }
      let ended = entry.shells.filter { $0.key?.user == user }
      for become in ended.keys { entry.shells[become] = nil }
      entries[target] = entry
      return Array(ended.values)
    }
    for shell in shells { await shell.finish() }
  }

  private func start(
    _ target: ConnectionTarget, _ become: Become?, on connecting: Connecting
  ) -> RemoteShell {
    tell(target, "EXEC /bin/sh -c \(ShellText.quote(ShellStart.summary(become)))")
    return RemoteShell(
      become: become, catalog: catalog, host: target.host, patience: 6 * target.timeout,
      foresight: foresight(of: target)
    ) { try await connecting.value }
  }

  private func connect(_ target: ConnectionTarget) -> Connecting {
    let kind = ConnectionKinds.named(target.kind)?.name ?? target.kind
    tell(target, "ESTABLISH \(kind.uppercased()) CONNECTION FOR USER: \(target.user)")
    let prompt = prompt
    let isOver = isOver.load(ordering: .relaxed)
    return _Concurrency.Task {
      if isOver { throw Diagnostic(.unreachable, "the run was interrupted") }
      for attempt in 0..<target.retries {
        do throws(Diagnostic) {
          return try await Connections.connect(target, prompt: prompt)
        } catch {
          guard error.kind == .unreachable, !isOver else { throw error }
        }
        // Ansible's pauses: 0, 1, 3, 7, … seconds.
        try await _Concurrency.Task.sleep(for: .seconds(min((1 << min(attempt, 5)) - 1, 30)))
      }
      return try await Connections.connect(target, prompt: prompt)
    }
  }

  private func tell(_ target: ConnectionTarget, _ text: String) {
    sink.receive(.verbose(level: 3, host: target.host, text))
  }

  /// Drops what is known about a target, so that the next task connects anew.
  func forget(_ target: ConnectionTarget) {
    guard let dropped = entries.withLock({ $0.removeValue(forKey: target) }) else { return }
    _Concurrency.Task { try? await dropped.connecting.value.close() }
  }

  /// Drops a target one of whose shells was lost; what took its place since stays.
  func forgetLost(_ target: ConnectionTarget) {
    let isLost = entries.withLock { entries in
      entries[target]?.shells.values.contains { $0.failure != nil } ?? false
    }
    if isLost { forget(target) }
  }

  /// Ends all at once, also the calls that are under way, and lets nothing begin any more. Those who wait
  /// for a reply may wait for ever.
  func interrupt() async {
    isOver.store(true, ordering: .relaxed)
    await close { await $0.interrupt() }
  }

  /// Ends all shells and connections; the far ends remove their private folders.
  func close() async { await close { await $0.finish() } }

  private func close(_ end: @escaping @Sendable (RemoteShell) async -> Void) async {
    let all = entries.withLock { entries in
      defer { entries = [:] }
      return Array(entries.values)
    }
    await withTaskGroup(of: Void.self) { group in
      for entry in all {
        group.addTask {
          await withTaskGroup(of: Void.self) { shells in
            for shell in entry.shells.values { shells.addTask { await end(shell) } }
          }
          try? await entry.connecting.value.close()
        }
      }
    }
  }
}
