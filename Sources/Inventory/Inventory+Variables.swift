import Core

extension Inventory {
  /// `hash_behaviour = merge`
  package var mergesHashes: Bool { settings.mergesHashes }

  /// A host's variables as layers, low to high: entries 3 to 10 of Ansible's precedence list, one
  /// layer per group and file. Layers are shared between hosts and never merged here; empty ones
  /// are left out.
  ///
  /// Files are read when a host first needs them.
  ///
  /// - Parameters:
  ///   - playbookFolders: where `group_vars` and `host_vars` of the playbook are, the strongest last.
  ///   - warn: takes duplicate keys and the like, once per file.
  /// - Throws: a diagnostic with its place for a file of variables that is broken.
  package func layers(
    for host: Host, playbookFolders: [String], warn: (Diagnostic) -> Void = { _ in }
  ) throws(Diagnostic) -> [(source: VariableSource, variables: Map)] {
    let host = current(host)
    let groups = groupPlaces(of: host)
    let names = groups.map { groupList[$0].name }
    let playbook = playbookFolders.map { Path.absolute($0) }
    var layers: [(source: VariableSource, variables: Map)] = []
    func text(of groups: [Int]) {
      for place in groups {
        layers.append((.inventoryGroup(groupList[place].name), groupList[place].variables))
      }
    }
    /// The files of some names in some folders; the folders count first.
    func files(
      _ kind: String, _ names: [String], in folders: [String],
      _ source: (String) -> VariableSource
    ) throws(Diagnostic) {
      guard settings.readsFiles else { return }
      for folder in folders {
        for name in names {
          for file in try variableFiles.files(of: name, in: Path.join(folder, kind), warn: warn) {
            layers.append((source(file.path), file.variables))
          }
        }
      }
    }
    for entry in settings.precedence {
      switch entry {
      case .allInventory: text(of: [Group.all])
      case .groupsInventory: text(of: groups)
      case .allFilesOfInventory:
        try files("group_vars", ["all"], in: folders) { .inventoryAllFile($0) }
      case .allFilesOfPlay:
        try files("group_vars", ["all"], in: playbook) { .playbookAllFile($0) }
      case .groupsFilesOfInventory:
        try files("group_vars", names, in: folders) { .inventoryGroupFile($0) }
      case .groupsFilesOfPlay:
        try files("group_vars", names, in: playbook) { .playbookGroupFile($0) }
      }
    }
    layers.append((.inventoryHost, host.variables))
    try files("host_vars", [host.name], in: folders) { .inventoryHostFile($0) }
    try files("host_vars", [host.name], in: playbook) { .playbookHostFile($0) }
    return layers.filter { !$0.variables.isEmpty }
  }

  /// All variables that some hosts have, each layer once. Files that cannot be read are left out.
  ///
  /// - Parameter playbookFolder: as for `layers(for:)`.
  package func variables(of hosts: [Host], playbookFolder: String) -> [Value] {
    var seen: Set<String> = []
    var values: [Value] = []
    for host in hosts {
      for (source, variables) in (try? layers(for: host, playbookFolders: [playbookFolder])) ?? []
      where source == .inventoryHost || seen.insert(source.description).inserted {
        values.append(.map(variables))
      }
    }
    return values
  }

  /// The variables of a group itself: those of the sources, then those of its files.
  ///
  /// - Throws: as `layers(for:)`.
  package func variables(
    of group: Group, playbookFolder: String?, warn: (Diagnostic) -> Void = { _ in }
  ) throws(Diagnostic) -> Map {
    var variables = self.group(named: group.name)?.variables ?? [:]
    guard settings.readsFiles else { return variables }
    for folder in folders + (playbookFolder.map { [Path.absolute($0)] } ?? []) {
      let path = Path.join(folder, "group_vars")
      for file in try variableFiles.files(of: group.name, in: path, warn: warn) {
        variables.add(file.variables, mergesHashes: settings.mergesHashes)
      }
    }
    return variables
  }
}
