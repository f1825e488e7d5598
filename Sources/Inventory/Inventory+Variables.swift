import Core

extension Inventory {
  package typealias Layer = (source: VariableSource, variables: Map)

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
  ) throws(Diagnostic) -> [Layer] {
    let host = current(host)
    let playbook = playbookFolders.map { Path.absolute($0) }
    return try groupLayers(of: host, playbook, warn) + ownLayers(of: host, playbook, warn)
  }

  /// The layers that a host has of its groups: the same for all hosts that stand in the same ones.
  private func groupLayers(
    of host: Host, _ playbook: [String], _ warn: (Diagnostic) -> Void
  ) throws(Diagnostic) -> [Layer] {
    let groups = groupPlaces(of: host)
    let names = groups.map { groupList[$0].name }
    var layers: [Layer] = []
    func text(of groups: [Int]) {
      for place in groups {
        layers.append((.inventoryGroup(groupList[place].name), groupList[place].variables))
      }
    }
    func files(
      _ names: [String], in folders: [String], _ source: (String) -> VariableSource
    ) throws(Diagnostic) {
      layers += try fileLayers("group_vars", names, in: folders, source, warn)
    }
    for entry in settings.precedence {
      switch entry {
      case .allInventory: text(of: [Group.all])
      case .groupsInventory: text(of: groups)
      case .allFilesOfInventory: try files(["all"], in: folders) { .inventoryAllFile($0) }
      case .allFilesOfPlay: try files(["all"], in: playbook) { .playbookAllFile($0) }
      case .groupsFilesOfInventory: try files(names, in: folders) { .inventoryGroupFile($0) }
      case .groupsFilesOfPlay: try files(names, in: playbook) { .playbookGroupFile($0) }
      }
    }
    return layers.filter { !$0.variables.isEmpty }
  }

  /// The layers that are a host's own.
  private func ownLayers(
    of host: Host, _ playbook: [String], _ warn: (Diagnostic) -> Void
  ) throws(Diagnostic) -> [Layer] {
    let layers =
      try [(.inventoryHost, host.variables)]
      + fileLayers("host_vars", [host.name], in: folders, { .inventoryHostFile($0) }, warn)
      + fileLayers(
        "host_vars", [host.name], in: playbook, { .playbookHostFile($0) }, warn)
    return layers.filter { !$0.variables.isEmpty }
  }

  /// The files of some names in some folders; the folders count first.
  private func fileLayers(
    _ kind: String, _ names: [String], in folders: [String], _ source: (String) -> VariableSource,
    _ warn: (Diagnostic) -> Void
  ) throws(Diagnostic) -> [Layer] {
    guard settings.readsFiles else { return [] }
    var layers: [Layer] = []
    for folder in folders {
      let path = Path.join(folder, kind)
      for name in names {
        for file in try variableFiles.files(of: name, in: path, warn: warn) {
          layers.append((source(file.path), file.variables))
        }
      }
    }
    return layers
  }

  /// All variables that some hosts have, each layer once. Files that cannot be read are left out.
  ///
  /// - Parameter playbookFolder: as for `layers(for:)`.
  package func variables(of hosts: [Host], playbookFolder: String) -> [Value] {
    let playbook = [Path.absolute(playbookFolder)]
    var seenGroups: Set<[Int]> = []
    var seen: Set<String> = []
    var values: [Value] = []
    for host in hosts.map(current) {
      let isNew = seenGroups.insert(host.groups).inserted
      let shared = isNew ? (try? groupLayers(of: host, playbook) { _ in }) ?? [] : []
      let own = (try? ownLayers(of: host, playbook) { _ in }) ?? []
      for (source, variables) in shared + own
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
