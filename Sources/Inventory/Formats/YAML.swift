import Core
import YAML

/// The YAML format: groups at the top, each with `hosts`, `vars` and `children`.
enum YAMLFormat: InventoryFormat {
  private static let keys = ["hosts", "vars", "children"]

  static let name = "yaml"

  static func accepts(_ source: InventorySource, _ settings: InventorySettings) -> Bool {
    let ending = source.fileExtension
    return !source.isHostList
      && (ending.isEmpty || settings.yamlExtensions.contains { $0 == ending })
  }

  static func read(
    _ source: InventorySource, into inventory: inout Inventory, warn: (Diagnostic) -> Void
  ) throws(Diagnostic) {
    let start = SourceLocation(file: source.file, line: 1, column: 1)
    guard let root = try YAMLFile.read(source.file, warn: warn),
      !root.isNull
    else { throw Diagnostic(.syntax, "the inventory is empty", at: start) }
    guard let groups = root.entries else {
      throw Diagnostic(.syntax, "an inventory is a map of groups", at: root.location)
    }
    if let plugin = root["plugin"] {
      throw Diagnostic(
        .invalid, "this is the configuration of the plugin '\(plugin.value.text)', no inventory",
        at: plugin.location)
    }
    for entry in groups {
      _ = try group(entry, from: source, into: &inventory, warn: warn)
    }
  }

  /// Adds a group and all below it.
  ///
  /// - Returns: its place; nil when the entry is no group.
  private static func group(
    _ entry: Node.Entry, from source: InventorySource, into inventory: inout Inventory,
    warn: (Diagnostic) -> Void
  ) throws(Diagnostic) -> Int? {
    guard let name = entry.key.string, !name.isEmpty else {
      throw Diagnostic(
        .invalid, "the name of a group must be text", at: entry.key.location,
        hint: "put it in quotes")
    }
    guard entry.value.isNull || entry.value.entries != nil else {
      warn(
        Diagnostic(
          .invalid, "'\(name)' is skipped: a group is a map with 'hosts', 'vars' or 'children'",
          at: entry.value.location))
      return nil
    }
    let place = inventory.addGroup(name)
    for section in entry.value.entries ?? [] {
      try self.section(section, of: place, from: source, into: &inventory, warn: warn)
    }
    return place
  }

  private static func section(
    _ section: Node.Entry, of group: Int, from source: InventorySource,
    into inventory: inout Inventory, warn: (Diagnostic) -> Void
  ) throws(Diagnostic) {
    let key = section.key.value.text
    guard keys.contains(key) else {
      warn(
        Diagnostic(
          .invalid, "the key '\(key)' of a group is skipped", at: section.key.location,
          hint: Suggestion.hint(for: key, among: keys)
            ?? "a group has the keys 'hosts', 'vars' and 'children'"))
      return
    }
    for entry in try entries(section.value, of: key) {
      switch key {
      case "vars":
        inventory.set(
          entry.key.value.text, entry.value.value, of: group, at: entry.key.location)
      case "children":
        guard let child = try self.group(entry, from: source, into: &inventory, warn: warn) else {
          continue
        }
        do {
          try inventory.add(child: child, to: group)
        } catch {
          throw error.at(entry.key.location)
        }
      default: try hosts(entry, of: group, from: source, into: &inventory)
      }
    }
  }

  /// The entries of a section; a lone text is a name without anything.
  private static func entries(_ node: Node, of key: String) throws(Diagnostic) -> [Node.Entry] {
    if node.isNull { return [] }
    if let entries = node.entries { return entries }
    guard node.string != nil else {
      throw Diagnostic(
        .invalid, "'\(key)' of a group must be a map", at: node.location,
        hint: node.list == nil ? nil : "write 'name:' in place of '- name'")
    }
    return [Node.Entry(key: node, value: Node(.scalar(.null), at: node.location))]
  }

  private static func hosts(
    _ entry: Node.Entry, of group: Int, from source: InventorySource,
    into inventory: inout Inventory
  ) throws(Diagnostic) {
    guard let pattern = entry.key.string else {
      throw Diagnostic(
        .invalid,
        "Host pattern \(entry.key.value.text) must be a string. Enclose integers/floats in quotation "
          + "marks.", at: entry.key.location)
    }
    guard entry.value.isNull || entry.value.entries != nil else {
      throw Diagnostic(
        .invalid, "the variables of a host must be a map", at: entry.value.location)
    }
    let variables = entry.value.value.map ?? [:]
    let address = HostAddress(pattern)
    for name in try address.names(at: entry.key.location) {
      let host = inventory.addHost(name, port: address.port, origin: source.origin)
      inventory.add(host: host, to: group)
      inventory.set(variables, of: host) { name in
        entry.value.entries?.last { $0.key.value.text == name }?.key.location
      }
    }
  }
}

extension Inventory {
  /// Adds variables to a host; those of a new host are shared as they are.
  mutating func set(
    _ variables: Map, of host: Int, at location: (String) -> SourceLocation? = { _ in nil }
  ) {
    record(variables, of: .host(hostList[host].name), at: location)
    if hostList[host].variables.isEmpty {
      hostList[host].variables = variables
    } else {
      hostList[host].variables.add(variables, mergesHashes: settings.mergesHashes)
    }
  }
}
