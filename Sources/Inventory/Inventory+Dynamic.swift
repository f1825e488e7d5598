import Core

/// What plays change: `add_host` and `group_by`.
extension Inventory {
  /// A change that a play has made, kept for when the sources are read again.
  enum Addition: Sendable {
    case host(String, groups: [String], variables: Map)
    case membership(host: String, group: String, parents: [String])
  }

  /// - Returns: whether anything changed.
  mutating func apply(_ addition: Addition) throws(Diagnostic) -> Bool {
    switch addition {
    case .host(let name, let groups, let variables):
      add(host: name, groups: groups, variables: variables)
    case .membership(let host, let group, let parents):
      try add(host: host, toGroup: group, parents: parents)
    }
  }

  /// Adds a host, or variables and groups to one that is there.
  ///
  /// - Returns: whether anything changed.
  package mutating func add(host name: String, groups: [String], variables: Map) -> Bool {
    var changed = hostPlaces[name] == nil
    let host = addHost(name, origin: nil)
    if changed { add(host: host, to: Group.all) }
    for (key, value) in variables where hostList[host].variables[key] != value {
      hostList[host].variables[key] = value
      changed = true
    }
    for group in groups {
      changed = groupPlaces[group] == nil || changed
      changed = add(host: host, to: addGroup(group)) || changed
    }
    if changed {
      reconcile(host: host)
      additions.append(.host(name, groups: groups, variables: variables))
    }
    return changed
  }

  /// Hosts come to `group_by` in any order; in the group they stand in that of the inventory.
  private mutating func sortLast(in group: Int) {
    guard let last = groupList[group].hosts.popLast() else { return }
    var (low, high) = (0, groupList[group].hosts.count)
    while low < high {
      let middle = (low + high) / 2
      if groupList[group].hosts[middle] < last { low = middle + 1 } else { high = middle }
    }
    groupList[group].hosts.insert(last, at: low)
  }

  /// Puts a host into a group, and the group below others; groups are made when they are new.
  ///
  /// - Returns: whether anything changed. A host that is not in the inventory, such as the implicit
  ///   localhost, changes nothing.
  /// - Throws: an `invalid` diagnostic when a group would come to hold itself.
  package mutating func add(
    host name: String, toGroup group: String, parents: [String]
  ) throws(Diagnostic) -> Bool {
    guard let host = hostPlaces[name] else { return false }
    var changed = groupPlaces[group] == nil
    let place = addGroup(group)
    for parent in parents {
      changed = groupPlaces[parent] == nil || changed
      changed = try add(child: place, to: addGroup(parent)) || changed
    }
    if add(host: host, to: place) {
      changed = true
      sortLast(in: place)
    }
    if changed {
      reconcile(host: host)
      additions.append(.membership(host: name, group: group, parents: parents))
    }
    return changed
  }

  /// `reconcile` after a change that touched one host only.
  private mutating func reconcile(host: Int) {
    adoptGroups()
    let own = hostList[host].groups
    if own.contains(where: { $0 > Group.ungrouped }) {
      guard own.contains(Group.ungrouped) else { return }
      hostList[host].groups.removeAll { $0 == Group.ungrouped }
      groupList[Group.ungrouped].hosts.removeAll { $0 == host }
    } else {
      add(host: host, to: Group.ungrouped)
    }
  }
}
