import Core
import Jinja
import Playbooks

extension LinearStrategy {
  /// Loads what dynamic includes want, then runs it: hosts that want the same go together, in the
  /// order in which the hosts asked first.
  ///
  /// - Parameter failing: called when something could not be loaded, before anything runs.
  func include(
    _ outcomes: [TaskOutcome], of task: Playbooks.Task, _ level: Level, failing: () -> Void
  ) async {
    var groups: [(request: IncludeRequest, hosts: [HostState])] = []
    for outcome in outcomes where !outcome.result.failed {
      for request in outcome.includes {
        let host = outcome.host
        let index = groups.firstIndex { group in
          group.request.isSame(as: request) && !group.hosts.contains { $0 === host }
        }
        if let index { groups[index].hosts.append(host) } else { groups.append((request, [host])) }
      }
    }
    var isBroken = false
    var loaded: [(steps: [Step], hosts: [HostState], level: Level)] = []
    for (request, hosts) in groups {
      let hosts = hosts.filter(\.isActive)
      guard !hosts.isEmpty else { continue }
      do {
        var inner = level
        inner.includeVars.append(request.variables)
        loaded.append((try load(request, task, hosts), hosts, inner))
        for host in hosts { host.contents.withLock { $0.summary.ok += 1 } }
      } catch {
        // A mistake in the text of a file ends the run, as it would have before the run.
        if error.kind == .syntax || error.kind == .invalid {
          run.fatalError.withLock { $0 = $0 ?? error }
          return
        }
        for host in hosts { fail(host, task, error.at(task.location), level) }
        isBroken = true
      }
    }
    if isBroken { failing() }
    for (steps, hosts, level) in loaded { await execute(steps, on: hosts, level) }
  }

  private func load(
    _ request: IncludeRequest, _ task: Playbooks.Task, _ hosts: [HostState]
  ) throws(Diagnostic) -> [Step] {
    switch request.target {
    case .tasks(let file):
      let loaded = try taken { () throws(LoadFailure) in
        try run.loader.tasks(file: file, for: task, in: play.play)
      }
      sink.receive(
        .included(
          file: loaded.file ?? file, hosts: hosts.map(\.name), label: request.label))
      return loaded.content
    case .role(let name, let entryPoints):
      let content = try taken { () throws(LoadFailure) in
        try run.loader.role(
          name, entryPoints: entryPoints, isPublic: request.isPublic,
          allowsDuplicates: request.allowsDuplicates,
          validatesArguments: request.validatesArguments, for: task, in: play.play)
      }
      guard let loaded = content.content else { return [] }
      play.add(handlers: loaded.handlers)
      play.add(roles: [loaded.role])
      if request.isPublic {
        for host in hosts { host.contents.withLock { $0.publicRoles.append(loaded.role) } }
      }
      sink.receive(.included(file: name, hosts: hosts.map(\.name), label: request.label))
      return loaded.steps
    }
  }

  /// What was loaded; its warnings are reported, and of its errors the first is thrown with the
  /// others as notes.
  private func taken<Content>(
    _ load: () throws(LoadFailure) -> Loaded<Content>
  ) throws(Diagnostic) -> Loaded<Content> {
    do {
      let loaded = try load()
      for warning in loaded.warnings { sink.receive(.warning(warning)) }
      play.add(handlers: loaded.importedHandlers)
      play.add(roles: loaded.importedRoles)
      return loaded
    } catch {
      for warning in error.warnings { sink.receive(.warning(warning)) }
      guard let first = error.errors.first else {
        throw Diagnostic(.internal, "a file could not be loaded, and nobody says why")
      }
      throw error.errors.dropFirst().reduce(first) { $0.noting($1.message, at: $1.location) }
    }
  }
}
