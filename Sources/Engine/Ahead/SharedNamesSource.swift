import Core
import Playbooks

/// Collects the variables of a batch of hosts for `SharedNames`; what is known before the run is
/// collected once.
struct SharedNamesSource {
  /// What may have come since the last time.
  private struct Key: Hashable {
    var included = 0
    var publicRoles = 0
    var varsFiles = 0
    var role: String?
  }

  let run: Run
  let play: PlayContext
  let hosts: [HostState]
  private var fixed: SharedNames?
  private var known: (key: Key, names: SharedNames)?

  init(run: Run, play: PlayContext, hosts: [HostState]) {
    self.run = run
    self.play = play
    self.hosts = hosts
  }

  /// The names as they are when tasks of this role are next.
  ///
  /// - Throws: a broken `group_vars` or `host_vars` file.
  mutating func names(for role: Role?) throws(Diagnostic) -> SharedNames {
    var key = Key(role: role?.identity)
    for host in hosts {
      host.contents.withLock { contents in
        key.included += contents.included.count
        key.publicRoles += contents.publicRoles.count
        key.varsFiles += contents.varsFiles.count
      }
    }
    if let known, known.key == key { return known.names }
    var names = try fixedNames()
    for host in hosts {
      let contents = host.contents.withLock { $0 }
      for file in contents.varsFiles { names.add(file.variables) }
      names.add(contents.included)
      for role in contents.publicRoles { names.add(role) }
    }
    if let role { names.add(role) }
    names.close()
    known = (key, names)
    return names
  }

  private mutating func fixedNames() throws(Diagnostic) -> SharedNames {
    if let fixed { return fixed }
    var names = SharedNames()
    for map in [play.play.vars, play.prompted, run.settings.extraVars] { names.add(map) }
    for role in play.play.knownRoles { names.add(role) }
    for host in hosts {
      for layer in try run.inventoryLayers(of: host, folders: [play.play.folder]) {
        names.add(layer.variables)
      }
    }
    fixed = names
    return names
  }
}

extension SharedNames {
  /// The variables of a role and of those around it.
  mutating func add(_ role: Role) {
    for layer in role.defaultLayers + role.varLayers + role.paramLayers { add(layer.variables) }
    roles.insert(role.identity)
  }
}
