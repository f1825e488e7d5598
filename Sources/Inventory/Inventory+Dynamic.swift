import Core

/// What plays change: `add_host` and `group_by`.
extension Inventory {
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
    if changed { reconcile(host: host) }
    return changed
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
    changed = add(host: host, to: place) || changed
    if changed { reconcile(host: host) }
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
