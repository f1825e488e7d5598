import Connections
import Core
import Modules
import Synchronization

/// The connections and shells of a run: one connection per target, one shell per user on it. Each
/// is opened by whoever needs it first and stays up until the run ends.
final class ShellPool: Sendable {
  private struct Key: Hashable {
    let target: ConnectionTarget
    let become: Become?
  }

  private struct State {
    var connections: [ConnectionTarget: _Concurrency.Task<any Connection, any Error>] = [:]
    var shells: [Key: _Concurrency.Task<RemoteShell, any Error>] = [:]
  }

  private let state = Mutex(State())
  private let catalog: Modules.ModuleCatalog
  private let prompt: PassphrasePrompt?

  init(catalog: Modules.ModuleCatalog, prompt: PassphrasePrompt?) {
    self.catalog = catalog
    self.prompt = prompt
  }

  /// The shell for this target and user.
  ///
  /// - Throws: `unreachable` or `authentication`. A shell that could not be opened, or was lost,
  ///   is tried again by the next task that wants it.
  func shell(_ target: ConnectionTarget, _ become: Become?) async throws(Diagnostic) -> RemoteShell
  {
    let key = Key(target: target, become: become)
    let opening = state.withLock { state in
      if let known = state.shells[key] { return known }
      let connecting = state.connections[target] ?? connect(target)
      state.connections[target] = connecting
      let catalog = catalog
      let task = _Concurrency.Task<RemoteShell, any Error> {
        try await RemoteShell.start(
          on: connecting.value, become: become, catalog: catalog, host: target.host,
          patience: 6 * target.timeout)
      }
      state.shells[key] = task
      return task
    }
    do { return try await opening.value } catch {
      forget(target)
      throw error as? Diagnostic ?? Diagnostic(.internal, "\(error)")
    }
  }

  /// The shell where it is open already.
  func open(_ target: ConnectionTarget, _ become: Become?) async -> RemoteShell? {
    let known = state.withLock { $0.shells[Key(target: target, become: become)] }
    return try? await known?.value
  }

  private func connect(
    _ target: ConnectionTarget
  ) -> _Concurrency.Task<any Connection, any Error> {
    let prompt = prompt
    return _Concurrency.Task { try await Connections.connect(target, prompt: prompt) }
  }

  /// Drops what is known about a target, so that the next task connects anew.
  func forget(_ target: ConnectionTarget) {
    let dropped = state.withLock { state in
      let keys = state.shells.keys.filter { $0.target == target }
      for key in keys { state.shells[key] = nil }
      return state.connections.removeValue(forKey: target)
    }
    guard let dropped else { return }
    _Concurrency.Task { try? await dropped.value.close() }
  }

  /// Ends all shells and connections; the far ends remove their private folders.
  func close() async {
    let (shells, connections) = state.withLock { state in
      defer { state = State() }
      return (Array(state.shells.values), Array(state.connections.values))
    }
    for shell in shells { try? await shell.value.finish() }
    for connection in connections { try? await connection.value.close() }
  }
}
