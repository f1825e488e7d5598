import Core
import Inventory

/// An inventory as `ansible-inventory` shows it.
struct InventoryView {
  let inventory: Inventory
  let playbookFolder: String?
  /// Variables stand where they are set: at groups, and at hosts only their own.
  let isExport: Bool
  let extraVars: Map
  let limit: String?

  /// What every host has and nobody set (ansible-core's `INTERNAL_STATIC_VARS`).
  private static let internalNames: Set<Value> = ["inventory_file", "inventory_dir"]

  // MARK: Variables

  /// - Throws: `usage` when the name is not exactly one host.
  func variables(ofHost name: String) throws(Diagnostic) -> Map {
    let hosts = try inventory.hosts(matching: name)
    guard hosts.count == 1, let host = hosts.first else {
      throw Diagnostic(.usage, "You must pass a single valid host to --host parameter")
    }
    return try variables(of: host)
  }

  private func variables(of host: Host) throws(Diagnostic) -> Map {
    var variables = Map()
    for layer in try inventory.layers(for: host, playbookFolder: playbookFolder)
    where !isExport || layer.source.precedence >= 8 {
      variables.merge(layer.variables) { $1 }
    }
    if !isExport { variables.merge(extraVars) { $1 } }
    return variables.filter { !Self.internalNames.contains($0.key) }
  }

  /// What is set for a group itself: in the inventory, and in its files.
  private func variables(of group: Group) throws(Diagnostic) -> Map {
    var variables = group.variables
    if let host = inventory.hosts(in: group.name).first {
      for layer in try inventory.layers(for: host, playbookFolder: playbookFolder)
      where Self.isFile(layer.source, of: group.name) { variables.merge(layer.variables) { $1 } }
    }
    if group.priority != 1 { variables["ansible_group_priority"] = .int(group.priority) }
    return variables
  }

  private static func isFile(_ source: VariableSource, of group: String) -> Bool {
    switch source {
    case .inventoryAllFile, .playbookAllFile: return group == "all"
    case .inventoryGroupFile(let path), .playbookGroupFile(let path):
      let parts = path.split(separator: "/")
      guard let index = parts.lastIndex(of: "group_vars"), index + 1 < parts.count else {
        return false
      }
      let name = parts[index + 1]
      return name == group || [".yml", ".yaml", ".json"].contains { name == group + $0 }
    default: return false
    }
  }

  // MARK: Forms

  /// `ungrouped` is there before all others.
  private func children(of group: Group) -> [Group] {
    let all = inventory.children(of: group)
    return all.filter { $0.name == "ungrouped" } + all.filter { $0.name != "ungrouped" }
  }

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
      let children = children(of: group).map { Value.string($0.name) }
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

  /// The form of YAML inventories. Variables of a host stand at its first mention.
  func tree() throws(Diagnostic) -> Value {
    guard let all = inventory.group(named: "all") else { return .map([:]) }
    var seen = Seen(hosts: Set(try chosen().map(\.name)))
    let entry = try tree(all, &seen)
    return .map(entry.isEmpty ? [:] : ["all": .map(entry)])
  }

  private struct Seen {
    let hosts: Set<String>
    var shownHosts: Set<String> = []
    var groups: Set<String> = []
  }

  private func tree(_ group: Group, _ seen: inout Seen) throws(Diagnostic) -> Map {
    var (children, hosts) = (Map(), Map())
    for child in self.children(of: group) {
      guard seen.groups.insert(child.name).inserted else {
        children[child.name] = [:]
        continue
      }
      let entry = try tree(child, &seen)
      if !entry.isEmpty { children[child.name] = .map(entry) }
    }
    for host in inventory.directHosts(of: group)
    where group.name != "all" && seen.hosts.contains(host.name) {
      let isNew = seen.shownHosts.insert(host.name).inserted
      hosts[host.name] = .map(isNew ? try variables(of: host) : [:])
    }
    var entry = Map()
    if !children.isEmpty { entry["children"] = .map(children) }
    if !hosts.isEmpty { entry["hosts"] = .map(hosts) }
    if isExport, case let variables = try variables(of: group), !variables.isEmpty {
      entry["vars"] = .map(variables)
    }
    return entry
  }

  /// The tree of groups and hosts.
  ///
  /// - Throws: `usage` for an unknown group.
  func graph(_ name: String, showsVariables: Bool) throws(Diagnostic) -> String {
    guard let group = inventory.group(named: name) else {
      throw Diagnostic(
        .usage, "Pattern must be valid group name when using --graph",
        hint: Suggestion.hint(for: name, among: inventory.groups.keys))
    }
    return try graph(group, 0, showsVariables).joined(separator: "\n")
  }

  private func graph(
    _ group: Group, _ depth: Int, _ showsVariables: Bool
  ) throws(Diagnostic) -> [String] {
    var lines = [Self.branch("@\(group.name):", depth)]
    for child in children(of: group) {
      lines += try graph(child, depth + 1, showsVariables)
    }
    if group.name != "all" {
      for host in inventory.directHosts(of: group) {
        lines.append(Self.branch(host.name, depth + 1))
        if showsVariables { lines += Self.lines(try variables(of: host), depth + 2) }
      }
    }
    if showsVariables { lines += Self.lines(try variables(of: group), depth + 1) }
    return lines
  }

  private static func lines(_ variables: Map, _ depth: Int) -> [String] {
    variables.sorted { $0.key.text < $1.key.text }
      .map { branch("{\($0.key.text) = \($0.value.text)}", depth) }
  }

  private static func branch(_ text: String, _ depth: Int) -> String {
    depth == 0 ? text : String(repeating: "  |", count: depth) + "--\(text)"
  }
}
