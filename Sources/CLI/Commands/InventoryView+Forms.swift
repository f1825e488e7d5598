import Core
import Inventory

// The forms in which an inventory is shown.
extension InventoryView {
  private func chosen() throws(Diagnostic) -> [Host] {
    try inventory.hosts(matching: "all", limit: limit)
  }

  /// The form of inventory scripts.
  func list() throws(Diagnostic) -> Value {
    let hosts = try chosen()
    let names = Set(hosts.map(\.name))
    var groups = Map()
    for (name, group) in inventory.groups {
      var entry = Map()
      let members = inventory.directHosts(of: group).map(\.name).filter(names.contains)
      if name != "all", !members.isEmpty { entry["hosts"] = .list(members.map { .string($0) }) }
      let children = inventory.children(of: group).map { Value.string($0.name) }
      if !children.isEmpty { entry["children"] = .list(children) }
      if isExport, case let variables = try variables(of: group), !variables.isEmpty {
        entry["vars"] = .map(variables)
      }
      if !entry.isEmpty { groups[name] = .map(entry) }
    }
    var hostvars = Map()
    for host in hosts {
      let variables = try variables(of: host)
      if !variables.isEmpty { hostvars[host.name] = .map(variables) }
    }
    groups["_meta"] = ["hostvars": .map(hostvars)]
    return .map(groups)
  }

  // MARK: YAML and TOML

  private struct Seen {
    let hosts: Set<String>
    var shownHosts: Set<String> = []
    var groups: Set<String> = []
  }

  /// The form of YAML inventories. Variables of a host stand at its first mention.
  func tree() throws(Diagnostic) -> Value {
    guard let all = inventory.group(named: "all") else { return .map([:]) }
    var seen = Seen(hosts: Set(try chosen().map(\.name)))
    let entry = try tree(all, &seen)
    return .map(entry.isEmpty ? [:] : ["all": .map(entry)])
  }

  private func tree(_ group: Group, _ seen: inout Seen) throws(Diagnostic) -> Map {
    var children = Map()
    for child in inventory.children(of: group) {
      guard seen.groups.insert(child.name).inserted else {
        children[child.name] = [:]
        continue
      }
      let entry = try tree(child, &seen)
      if !entry.isEmpty { children[child.name] = .map(entry) }
    }
    let hosts = try hosts(of: group, &seen)
    var entry = Map()
    if !children.isEmpty { entry["children"] = .map(children) }
    if !hosts.isEmpty { entry["hosts"] = .map(hosts) }
    if isExport, case let variables = try variables(of: group), !variables.isEmpty {
      entry["vars"] = .map(variables)
    }
    return entry
  }

  /// The hosts of a group, with their variables where they are met for the first time.
  private func hosts(of group: Group, _ seen: inout Seen) throws(Diagnostic) -> Map {
    var hosts = Map()
    guard group.name != "all" else { return hosts }
    for host in inventory.directHosts(of: group) where seen.hosts.contains(host.name) {
      let isNew = seen.shownHosts.insert(host.name).inserted
      hosts[host.name] = .map(isNew ? try variables(of: host) : [:])
    }
    return hosts
  }

  /// The form of TOML inventories: all groups side by side.
  func tables() throws(Diagnostic) -> Map {
    var seen = Seen(hosts: Set(try chosen().map(\.name)))
    var tables = Map()
    if let all = inventory.group(named: "all") { try addTables(all, to: &tables, &seen) }
    return tables.filter { $0.value.isTrue }
  }

  /// As in Ansible, a group is shown as it is met last, and so without its hosts' variables when it
  /// is below more than one group.
  private func addTables(
    _ group: Group, to tables: inout Map, _ seen: inout Seen
  ) throws(Diagnostic) {
    if tables[group.name] == nil { tables[group.name] = [:] }
    var children: [Value] = []
    for child in inventory.children(of: group) {
      if child.name == "ungrouped", inventory.directHosts(of: child).isEmpty { continue }
      if group.name != "all" { children.append(.string(child.name)) }
      try addTables(child, to: &tables, &seen)
    }
    var entry = Map()
    if !children.isEmpty { entry["children"] = .list(children) }
    let hosts = try hosts(of: group, &seen)
    if !hosts.isEmpty { entry["hosts"] = .map(hosts) }
    if isExport, case let variables = try variables(of: group), !variables.isEmpty {
      entry["vars"] = .map(variables)
    }
    tables[group.name] = .map(entry)
  }
}
