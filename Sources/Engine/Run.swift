import Connections
import Core
import Inventory
import Jinja
import Modules
import Playbooks
import Synchronization
import Vault

/// One run of playbooks over an inventory: what all plays, hosts and tasks share.
package final class Run: Sendable {
  package let settings: RunSettings
  package let catalog: Modules.ModuleCatalog
  package let sink: any EventSink
  let jinja: JinjaEnvironment
  let loader: Playbooks.Loader
  let shells: ShellPool
  let secrets = Secrets()
  let templates: TemplateFiles
  let startAndStep: StartAndStep
  let custom: CustomModules
  /// One person talks to one debugger at a time.
  let debugging = AsyncLock()
  /// What `set_stats` has gathered.
  let customStatistics = Mutex(CustomStatistics())
  /// An error of a task that is none of a host: it ends the run, whatever rescues stand around it.
  let fatalError = Mutex<Diagnostic?>(nil)
  private let inventory: Mutex<Inventory>
  private let states = Mutex(OrderedDictionary<String, HostState>())
  /// Inventory variables do not change while a play runs, and group files are read once.
  private let layerCache = Mutex<[String: [VariableLayer]]>([:])

  package init(
    settings: RunSettings, inventory: Inventory, loader: Playbooks.Loader,
    catalog: Modules.ModuleCatalog = .builtin, sink: any EventSink
  ) {
    self.settings = settings
    self.catalog = catalog
    self.sink = sink
    self.loader = loader
    jinja = Templating.environment(
      sink: sink, settings: settings.templates,
      vault: settings.hidesEncrypted ? Vault() : settings.vault)
    custom = CustomModules(
      catalog: catalog, core: settings.ansibleCore, openFiles: settings.pythonModules.openFiles)
    templates = TemplateFiles(by: settings.vault.reading)
    self.inventory = Mutex(inventory)
    startAndStep = StartAndStep(settings)
    shells = ShellPool(
      catalog: catalog, prompt: settings.connection.passphrasePrompt, sink: sink)
    for secret in [settings.connection.password, settings.become.password] {
      if let secret { secrets.add([secret.text]) }
    }
  }

  /// Runs playbooks one after the other and reports the recap.
  ///
  /// - Returns: how it went, for the exit code.
  package func execute(_ playbooks: [Playbook]) async -> Outcome {
    var outcome = Outcome()
    for playbook in playbooks {
      sink.receive(.playbookStarted(path: playbook.path, checkMode: settings.checkMode))
      sink.receive(
        .verbose(level: 2, host: nil, "\(playbook.plays.count) plays in \(playbook.path)"))
      for play in playbook.plays where !outcome.isOver {
        do {
          outcome.merge(try await PlayRunner(run: self, play: play).execute())
          outcome.error = outcome.error ?? fatalError.withLock { $0 }
        } catch {
          outcome.error = error
        }
      }
    }
    await shells.close()
    sink.receive(.controller(ProcessorTime.used))
    let statistics = customStatistics.withLock { $0.sorted }
    if !statistics.isEmpty { sink.receive(.customStatistics(statistics)) }
    sink.receive(.recap(recap))
    for state in states.withLock({ Array($0.values) }) {
      let (summary, forgiven) = state.contents.withLock { ($0.summary, $0.forgiven) }
      if summary.failed > forgiven.failed { outcome.hasFailures = true }
      if summary.unreachable > forgiven.unreachable { outcome.hasUnreachable = true }
    }
    return outcome
  }

  /// Ends all that is under way at the far ends, as far as they answer, and the connections. `execute`
  /// may never return after this.
  package func interrupt() async { await shells.interrupt() }

  /// Whether the task of `--start-at-task` was met, where one is given.
  package var hasStarted: Bool {
    get async { await !startAndStep.isWaiting }
  }

  private var recap: [(host: String, summary: HostSummary)] {
    states.withLock { states in
      states.values.map { ($0.name, $0.summary) }.filter { $0.1 != HostSummary() }
    }
  }

  var currentInventory: Inventory { inventory.withLock { $0 } }

  /// Changes the inventory (`add_host`, `group_by`).
  ///
  /// - Returns: what `body` returns: whether anything changed.
  func changeInventory(
    _ body: (inout Inventory) throws(Diagnostic) -> Bool
  ) throws(Diagnostic) -> Bool {
    let changed = try inventory.withLock { inventory throws(Diagnostic) in try body(&inventory) }
    if changed { layerCache.withLock { $0.removeAll() } }
    return changed
  }

  /// Reads the sources of the inventory again (`meta: refresh_inventory`).
  func refreshInventory() throws(Diagnostic) {
    let refreshed = try currentInventory.refreshed { sink.receive(.warning($0)) }
    _ = try changeInventory { inventory in
      inventory = refreshed
      return true
    }
  }

  /// The state of an inventory host, made at its first use.
  func state(of host: Host) -> HostState {
    states.withLock { states in
      if let state = states[host.name] { return state }
      let state = remembered(host)
      states[host.name] = state
      return state
    }
  }

  /// A new state with the facts that earlier runs have kept.
  private func remembered(_ host: Host) -> HostState {
    guard let cache = settings.factCache else { return HostState(host) }
    let (name, sink) = (host.name, sink)
    var known: HostFacts?
    do { known = try cache.facts(of: name) } catch { sink.receive(.warning(error)) }
    return HostState(host, facts: known ?? HostFacts()) { facts in
      guard let facts else { return cache.forget(name) }
      do throws(Diagnostic) { try cache.keep(facts, of: name) } catch {
        sink.receive(.warning(error))
      }
    }
  }

  /// The state of a host by name; nil when the inventory has no such host.
  func state(named name: String) -> HostState? {
    currentInventory.host(named: name).map(state(of:))
  }

  /// The names of those hosts that still take part in a play.
  func active(_ names: [String], of play: PlayContext) -> [Value] {
    let meeting = play.meetingHosts
    return names.filter { meeting?.contains($0) ?? false || state(named: $0)?.isInPlay ?? false }
      .map { .string($0) }
  }

  /// Groups with the names of their hosts, for `groups`.
  var groupsMap: Map {
    let inventory = currentInventory
    var map = Map()
    for name in inventory.groups.keys {
      map[name] = .list(inventory.hosts(in: name).map { .string($0.name) })
    }
    return map
  }

  /// A host's variables of levels 3 to 10, weakest first.
  ///
  /// - Throws: a broken `group_vars` or `host_vars` file.
  func inventoryLayers(
    of host: HostState, folders: [String]
  ) throws(Diagnostic) -> [VariableLayer] {
    let key = "\(host.name)\n\(folders.joined(separator: "\n"))"
    if let known = layerCache.withLock({ $0[key] }) { return known }
    let layers = try currentInventory.layers(
      for: host.host, playbookFolders: folders, warn: { sink.receive(.warning($0)) }
    ).map { source, variables in
      VariableLayer(level: .inventory, variables: variables, origin: .inventory(source))
    }
    layerCache.withLock { $0[key] = layers }
    return layers
  }
}

/// How a run went.
package struct Outcome: Sendable {
  package var hasFailures = false
  package var hasUnreachable = false
  /// An error that ended the run: a broken file that was met on the way, a wrong pattern.
  package var error: Diagnostic?
  /// `meta: end_play` ends a play only; a play without hosts left ends the run.
  package var hasEnded = false
  /// `meta: end_play`: the play has no further batches.
  var hasEndedPlay = false

  package init() {}

  var isOver: Bool { hasEnded || error != nil }

  mutating func merge(_ other: Outcome) {
    hasFailures = hasFailures || other.hasFailures
    hasUnreachable = hasUnreachable || other.hasUnreachable
    hasEnded = hasEnded || other.hasEnded
    hasEndedPlay = hasEndedPlay || other.hasEndedPlay
    error = error ?? other.error
  }
}
