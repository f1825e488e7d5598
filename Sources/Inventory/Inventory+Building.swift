import Core

/// What the formats build the inventory with.
extension Inventory {
  /// The group of a name, made when it is new; its name may be made a valid one.
  mutating func addGroup(_ given: String) -> Int {
    let name = groupName(given)
    if let place = groupPlaces[name] { return place }
    groupPlaces[name] = groupList.count
    groupList.append(Group(name: name))
    return groupList.count - 1
  }

  /// The name under which a group is kept (`force_valid_group_names`).
  func groupName(_ name: String) -> String {
    switch settings.groupNames {
    case .always, .silently: Group.isPlainName(name) ? name : Group.plainName(of: name)
    case .never, .ignore: name
    }
  }

  /// The host of a name, made when it is new; only then its port counts.
  mutating func addHost(_ name: String, port: Int? = nil, origin: HostOrigin?) -> Int {
    if let place = hostPlaces[name] { return place }
    let place = hostList.count
    hostPlaces[name] = place
    hostList.append(Host(name: name, origin: origin))
    if let port { hostList[place].variables["ansible_port"] = .int(port) }
    if localhost == nil, Host.localNames.contains(name) { localhost = place }
    return place
  }

  /// Whether the host was not in the group itself before.
  @discardableResult
  mutating func add(host: Int, to group: Int) -> Bool {
    guard !hostList[host].groups.contains(group) else { return false }
    hostList[host].groups.append(group)
    groupList[group].hosts.append(host)
    return true
  }

  /// Whether the group was not a child of the other before.
  ///
  /// - Throws: an `invalid` diagnostic when the group would come to hold itself.
  @discardableResult
  mutating func add(child: Int, to parent: Int) throws(Diagnostic) -> Bool {
    guard !groupList[parent].children.contains(child) else { return false }
    guard !walk(from: [parent], along: \.parents).contains(child) else {
      throw Diagnostic(
        .invalid,
        "the group '\(groupList[child].name)' cannot be a child of '\(groupList[parent].name)', "
          + "which it holds already")
    }
    groupList[parent].children.append(child)
    groupList[child].parents.append(parent)
    return true
  }

  /// Sets a group's variable; `ansible_group_priority` is a property of the group instead.
  mutating func set(
    _ name: String, _ value: Value, of group: Int, at location: SourceLocation? = nil
  ) {
    record([.string(name): value], of: .group(groupList[group].name)) { _ in location }
    if name == "ansible_group_priority" {
      groupList[group].priority = value.int ?? Int(value.text) ?? 1
    } else {
      groupList[group].variables.add([.string(name): value], mergesHashes: settings.mergesHashes)
    }
  }

  // MARK: Rules that hold after every change

  /// Makes the rules hold that formats need not care for: every group is below `all`, every host
  /// is in a group, only hosts without another group are in `ungrouped`, depths are right.
  mutating func reconcile(warn: (Diagnostic) -> Void) {
    adoptGroups()
    for place in hostList.indices {
      let own = hostList[place].groups
      if own.contains(where: { $0 > Group.ungrouped }) {
        if own.contains(Group.ungrouped) {
          hostList[place].groups.removeAll { $0 == Group.ungrouped }
        }
      } else if !own.contains(Group.ungrouped) {
        add(host: place, to: Group.ungrouped)
      }
    }
    groupList[Group.ungrouped].hosts.removeAll {
      !hostList[$0].groups.contains(Group.ungrouped)
    }
    for group in groupList where hostPlaces[group.name] != nil {
      warn(
        Diagnostic(.invalid, "the inventory has a host and a group of the same name: \(group.name)")
      )
    }
  }

  /// Puts groups without a parent below `all`, and brings depths up to date.
  mutating func adoptGroups() {
    for place in groupList.indices.dropFirst() where groupList[place].parents.isEmpty {
      groupList[place].parents.append(Group.all)
      groupList[Group.all].children.append(place)
    }
    updateDepths()
  }

  mutating func updateDepths() {
    // Each group is visited after all of its parents.
    var waiting = groupList.map(\.parents.count)
    var ready = groupList.indices.filter { waiting[$0] == 0 }
    while let place = ready.popLast() {
      for child in groupList[place].children {
        groupList[child].depth = max(groupList[child].depth, groupList[place].depth + 1)
        waiting[child] -= 1
        if waiting[child] == 0 { ready.append(child) }
      }
    }
  }
}
