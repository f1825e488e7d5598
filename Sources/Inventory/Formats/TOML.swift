import Core

/// The TOML format: tables of groups, each with `hosts`, `vars` and a list of `children`.
enum TOMLFormat: InventoryFormat {
  static let name = "toml"

  static func accepts(_ source: InventorySource, _ settings: InventorySettings) -> Bool {
    !source.isHostList && source.fileExtension == ".toml"
  }

  static func read(
    _ source: InventorySource, into inventory: inout Inventory, warn: (Diagnostic) -> Void
  ) throws(Diagnostic) {
    let groups = try TOMLReader.read(source.file)
    let start = SourceLocation(file: source.file, line: 1, column: 1)
    guard !groups.isEmpty else {
      throw Diagnostic(.syntax, "the inventory is empty", at: start)
    }
    if groups["plugin"]?.isTrue == true {
      throw Diagnostic(
        .invalid, "this is the configuration of a plugin, which must be YAML", at: start)
    }
    do {
      for (name, content) in groups {
        try group(name.text, content, from: source, into: &inventory, warn: warn)
      }
    } catch {
      throw error.location == nil ? error.at(start) : error
    }
  }

  private static func group(
    _ name: String, _ content: Value, from source: InventorySource,
    into inventory: inout Inventory, warn: (Diagnostic) -> Void
  ) throws(Diagnostic) {
    guard let sections = content.map else {
      return warn(
        Diagnostic(.invalid, "'\(name)' is skipped: a group is a table in '\(source.name)'"))
    }
    let group = inventory.addGroup(name)
    for (key, section) in sections {
      switch key.text {
      case "vars":
        for (key, value) in try map(section, "vars", of: name) {
          inventory.set(key.text, value, of: group)
        }
      case "children":
        guard let children = section.list else {
          throw Diagnostic(.invalid, "'children' of the group '\(name)' must be a list")
        }
        for child in children {
          try inventory.add(child: inventory.addGroup(child.text), to: group)
        }
      case "hosts":
        for (pattern, variables) in try map(section, "hosts", of: name) {
          let variables = try map(variables, "hosts.\(pattern.text)", of: name)
          try host(pattern.text, variables, group, source, &inventory)
        }
      default:
        warn(
          Diagnostic(
            .invalid, "the key '\(key.text)' of the group '\(name)' is skipped",
            hint: Suggestion.hint(for: key.text, among: ["hosts", "vars", "children"])
              ?? "a group has the keys 'hosts', 'vars' and 'children'"))
      }
    }
  }

  private static func host(
    _ pattern: String, _ variables: Map, _ group: Int, _ source: InventorySource,
    _ inventory: inout Inventory
  ) throws(Diagnostic) {
    let address = HostAddress(pattern)
    for name in try address.names(at: nil) {
      let host = inventory.addHost(name, port: address.port, origin: source.origin)
      inventory.add(host: host, to: group)
      inventory.set(variables, of: host)
    }
  }

  private static func map(
    _ value: Value, _ key: String, of group: String
  ) throws(Diagnostic) -> Map {
    if let map = value.map { return map }
    throw Diagnostic(.invalid, "'\(key)' of the group '\(group)' must be a table")
  }
}
