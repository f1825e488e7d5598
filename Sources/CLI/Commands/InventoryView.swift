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
  /// What the cache of facts has for a host.
  var facts: (String) throws(Diagnostic) -> Map = { _ in [:] }

  /// What every host has and nobody set (ansible-core's `INTERNAL_STATIC_VARS`).
  private static let internalNames: Set<Value> = [
    "ansible_async_path", "ansible_collection_name", "ansible_config_file",
    "ansible_dependent_role_names", "ansible_diff_mode", "ansible_facts", "ansible_forks",
    "ansible_inventory_sources", "ansible_limit", "ansible_play_batch", "ansible_play_hosts",
    "ansible_play_hosts_all", "ansible_play_role_names", "ansible_playbook_python",
    "ansible_role_name", "ansible_role_names", "ansible_run_tags", "ansible_skip_tags",
    "ansible_verbosity", "ansible_version", "inventory_dir", "inventory_file",
    "inventory_hostname", "inventory_hostname_short", "groups", "group_names", "omit", "hostvars",
    "playbook_dir", "play_hosts", "role_name", "role_names", "role_path", "role_uuid",
  ]

  private var mergesHashes: Bool { inventory.mergesHashes }

  // MARK: Variables

  /// - Throws: `usage` when the name is not exactly one host.
  func variables(ofHost name: String) throws(Diagnostic) -> Map {
    let hosts = try inventory.hosts(matching: name)
    guard hosts.count == 1, let host = hosts.first else {
      throw Diagnostic(.usage, "You must pass a single valid host to --host parameter")
    }
    return try variables(of: host)
  }

  func variables(of host: Host) throws(Diagnostic) -> Map {
    var variables = Map()
    // Without a playbook's folder the working folder stands for it, except for an export.
    let folder = playbookFolder ?? (isExport ? nil : Files.workingFolder)
    for layer in try inventory.layers(
      for: host, playbookFolders: folder.map { [$0] } ?? [])
    where !isExport || layer.source.precedence >= 8 {
      variables.add(layer.variables, mergesHashes: mergesHashes)
    }
    if !isExport {
      variables.add(try facts(host.name), mergesHashes: mergesHashes)
      variables.add(extraVars, mergesHashes: mergesHashes)
    }
    return variables.filter { !Self.internalNames.contains($0.key) }
  }

  /// What is set for a group itself: in the inventory, and in its files.
  func variables(of group: Group) throws(Diagnostic) -> Map {
    var variables = try inventory.variables(of: group, playbookFolder: playbookFolder)
    if group.priority != 1 { variables["ansible_group_priority"] = .int(group.priority) }
    return variables.filter { !Self.internalNames.contains($0.key) }
  }
}
