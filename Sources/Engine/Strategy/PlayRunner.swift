import Core
import Inventory
import Jinja
import Playbooks

/// Runs one play: its hosts, in batches, through facts, tasks and handlers.
struct PlayRunner {
  let run: Run
  let play: Play

  /// - Throws: what keeps the play from starting: a wrong pattern, a broken variable file.
  func execute() async throws(Diagnostic) -> Outcome {
    let hosts = try playHosts()
    let prompted = try await PromptedVariables(run: run, play: play).ask()
    let name = try title(prompted)
    let strategy = try runScope().keyword(.strategy, at: play.scope)?.text ?? run.settings.strategy
    let context = PlayContext(
      play, name: name, prompted: prompted, hosts: hosts.map(\.name),
      debugs: run.settings.debugsAll || strategy.split(separator: ".").last == "debug")
    let checkMode =
      try runScope().keyword(.checkMode, at: play.scope)?.bool ?? run.settings.checkMode
    guard !hosts.isEmpty else {
      run.sink.receive(.playStarted(name: name, checkMode: checkMode))
      run.sink.receive(.noHostsMatched)
      return Outcome()
    }
    var outcome = Outcome()
    let states = try ordered(hosts, runScope()).map(run.state(of:))
    for state in states {
      // `end_host` and a failure before last for a play and for the run, respectively.
      if state.status == .ended { state.status = .active }
      state.contents.withLock { contents in
        // A role runs once in a play, and again in the next one.
        (contents.completedRoles, contents.publicRoles, contents.begunRoles) = ([], [], [])
        contents.varsFiles = []
      }
    }
    let serial = try Serial(play: play, context: context, run: run).batches(states)
    for batch in serial {
      run.sink.receive(.playStarted(name: name, checkMode: checkMode))
      context.batch = batch.map(\.name)
      states.forEach { $0.beginBatch() }
      // Batches are those of the whole play; who failed before keeps the place.
      let alive = batch.filter(\.isActive)
      if !alive.isEmpty { outcome.merge(try await runBatch(alive, context)) }
      if outcome.isOver || outcome.hasEndedPlay { break }
    }
    outcome.hasEndedPlay = false
    return outcome
  }

  private func playHosts() throws(Diagnostic) -> [Host] {
    let scope = try runScope()
    var patterns: [String] = []
    for value in play.hosts {
      let rendered: Value
      do { rendered = try scope.render(value) } catch {
        throw error.at(play.scope.settings[.hosts]?.location)
      }
      patterns += (rendered.list ?? [rendered]).map(\.text)
    }
    let hosts: [Host]
    do {
      hosts = try run.currentInventory.hosts(
        matching: patterns, limit: run.settings.limit,
        warn: { run.sink.receive(.warning($0)) })
    } catch {
      throw error.at(play.scope.settings[.hosts]?.location ?? play.location)
    }
    return hosts
  }

  /// A scope without a host, for what must be known before hosts are: extra and play variables.
  private func runScope() throws(Diagnostic) -> HostScope {
    let nobody = HostState(Host(name: ""))
    let context = PlayContext(play, name: "", prompted: Map(), hosts: [])
    return try HostScope(run: run, host: nobody, play: context, scope: play.scope)
  }

  private func title(_ prompted: Map) throws(Diagnostic) -> String {
    guard let name = play.scope.settings[.name]?.value, name.holdsTemplate else {
      return play.title
    }
    return (try? runScope().render(name).text) ?? play.title
  }

  private func ordered(
    _ hosts: [Host], _ scope: HostScope
  ) throws(Diagnostic) -> [Host] {
    func before(_ a: Host, _ b: Host) -> Bool { a.name < b.name }
    return switch try scope.keyword(.order, at: play.scope)?.text {
    case "sorted": hosts.sorted(by: before)
    case "reverse_sorted": hosts.sorted(by: before).reversed()
    case "reverse_inventory": hosts.reversed()
    case "shuffle": hosts.shuffled()
    default: hosts
    }
  }

  private func runBatch(
    _ hosts: [HostState], _ context: PlayContext
  ) async throws(Diagnostic) -> Outcome {
    let scope = try runScope()
    let wish = try scope.keyword(.gatherFacts, at: play.scope)?.bool
    let gathers = wish ?? (run.settings.gathering != .explicit)
    guard try isFree(scope) else {
      return try await walk(
        LinearStrategy(run: run, play: context, hosts: hosts), gathersFacts: gathers)
    }
    return try await FreeStrategy(run: run, play: context, hosts: hosts).execute {
      (strategy) throws(Diagnostic) in try await walk(strategy, gathersFacts: gathers)
    }
  }

  /// Whether each host goes through the play by itself.
  ///
  /// - Throws: `invalid` for a strategy that there is not.
  private func isFree(_ scope: HostScope) throws(Diagnostic) -> Bool {
    let name = try scope.keyword(.strategy, at: play.scope)?.text ?? run.settings.strategy
    switch name.split(separator: ".").last {
    case "linear", "debug": return false
    case "free", "host_pinned": return true
    default:
      throw Diagnostic(
        .invalid, "Invalid play strategy specified: \(name)",
        at: play.scope.settings[.strategy]?.location ?? play.location,
        hint: Suggestion.hint(for: name, among: ["linear", "free", "host_pinned", "debug"]))
    }
  }

  private func walk(
    _ strategy: LinearStrategy, gathersFacts: Bool
  ) async throws(Diagnostic) -> Outcome {
    try strategy.loadVarsFiles()
    if gathersFacts {
      await strategy.gatherFacts()
      try strategy.loadVarsFiles()
    }
    for steps in [play.preTasks, play.roles + play.tasks, play.postTasks] {
      await strategy.execute(steps)
      await strategy.flushHandlers()
    }
    return strategy.outcome
  }
}

extension LinearStrategy {
  /// Gathers facts of the batch; with `gathering = smart`, of those hosts whose facts are not known.
  func gatherFacts() async {
    let isSmart = run.settings.gathering == .smart
    let hosts = hosts.filter { host in
      !(isSmart && host.contents.withLock { $0.facts.isGathered })
    }
    guard !hosts.isEmpty else { return }
    await execute([.task(ImplicitTasks.gatherFacts(of: play.play))], on: hosts, Level())
  }
}

/// Tasks that nobody wrote.
enum ImplicitTasks {
  /// The `gather_facts` at the beginning of a play. It has the tag `always`.
  static func gatherFacts(of play: Play) -> Playbooks.Task {
    let location = play.location
    func setting(_ value: Value) -> Setting { Setting(value, at: location) }
    var arguments: [Argument] = []
    for (keyword, name) in [
      (Keyword.gatherSubset, "gather_subset"), (.gatherTimeout, "gather_timeout"),
      (.factPath, "fact_path"),
    ] {
      if let given = play.scope.settings[keyword] {
        arguments.append(Argument(name, given.value, at: given.location))
      }
    }
    let scope = Playbooks.Scope(
      .task, parent: play.scope, settings: [.name: setting("Gathering Facts")], tags: ["always"],
      location: location)
    let module = "ansible.builtin.gather_facts"
    return Playbooks.Task(
      id: 0, scope: scope,
      action: Playbooks.Action(
        name: setting(.string(module)), resolution: .known(module), arguments: arguments),
      isImplicit: true)
  }
}
