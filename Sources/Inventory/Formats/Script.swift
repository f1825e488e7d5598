import Core
import Glibc

/// Programs that print an inventory as JSON when called with `--list`, and the variables of a host
/// when called with `--host` (ansible-core's `script` plugin).
enum ScriptFormat: InventoryFormat {
  static let name = "script"

  static func accepts(_ source: InventorySource, _ settings: InventorySettings) -> Bool {
    guard let path = source.path else { return false }
    return source.file.text.starts(with: "#!".utf8) || Files.isExecutable(path)
  }

  static func read(
    _ source: InventorySource, into inventory: inout Inventory, warn: (Diagnostic) -> Void
  ) throws(Diagnostic) {
    guard let path = source.path else { return }
    let script = InventoryScript(path: path, name: source.name)
    let (root, said) = try script.run(["--list"])
    if inventory.settings.showsScriptErrors, !said.isEmpty {
      warn(Diagnostic(.file, "the inventory script '\(source.name)' says: \(said)"))
    }
    guard let groups = root.map else {
      throw Diagnostic(
        .invalid,
        "the inventory script '\(source.name)' printed no JSON object"
          + (said.isEmpty ? "" : ": \(said)"))
    }
    var hosts: OrderedSet<Int> = []
    for (name, content) in groups where name.text != "_meta" {
      do {
        try group(name.text, content, from: source, into: &inventory, &hosts)
      } catch {
        throw error.prefixed("in what the inventory script '\(source.name)' printed")
      }
    }
    guard let known = root["_meta"]?["hostvars"] else {
      for host in hosts {
        let name = inventory.hostList[host].name
        try set(script.run(["--host", name]).value, of: host, from: source, in: &inventory)
      }
      return
    }
    guard let variables = known.map else {
      throw Diagnostic(
        .invalid, "'_meta.hostvars' of the inventory script '\(source.name)' is no object")
    }
    for host in hosts {
      guard let own = variables[inventory.hostList[host].name] else { continue }
      try set(own, of: host, from: source, in: &inventory)
    }
  }

  private static func set(
    _ variables: Value, of host: Int, from source: InventorySource, in inventory: inout Inventory
  ) throws(Diagnostic) {
    guard let map = variables.trusted.map else {
      throw Diagnostic(
        .invalid,
        "the inventory script '\(source.name)' gives no object as variables of "
          + "'\(inventory.hostList[host].name)'")
    }
    inventory.set(map, of: host)
  }

  // MARK: Groups

  /// A group: an object with `hosts`, `vars` and `children`, or only the list of its hosts. An object
  /// with none of these is a host that is called as the group, and its variables.
  private static func group(
    _ name: String, _ content: Value, from source: InventorySource,
    into inventory: inout Inventory, _ hosts: inout OrderedSet<Int>
  ) throws(Diagnostic) {
    guard !name.isEmpty else { throw Diagnostic(.invalid, "a group has an empty name") }
    let group = inventory.addGroup(name)
    var data = content
    if content.map == nil {
      data = ["hosts": content]
    } else if ["hosts", "vars", "children"].allSatisfy({ content[$0] == nil }) {
      data = ["hosts": [.string(inventory.groupList[group].name)], "vars": content]
    }
    for host in try list(data["hosts"], "hosts", of: name) {
      let host = inventory.addHost(host, origin: source.origin)
      inventory.add(host: host, to: group)
      hosts.append(host)
    }
    if let variables = data["vars"] {
      guard let map = variables.trusted.map else {
        throw Diagnostic(.invalid, "the variables of the group '\(name)' are no object")
      }
      for (key, value) in map { inventory.set(key.text, value, of: group) }
    }
    for child in try list(data["children"], "children", of: name) {
      try inventory.add(child: inventory.addGroup(child), to: group)
    }
  }

  private static func list(
    _ value: Value?, _ key: String, of group: String
  ) throws(Diagnostic) -> [String] {
    guard let value else { return [] }
    guard let elements = value.list else {
      throw Diagnostic(.invalid, "'\(key)' of the group '\(group)' is no list")
    }
    var names: [String] = []
    names.reserveCapacity(elements.count)
    for element in elements {
      guard let name = element.string, !name.isEmpty else {
        throw Diagnostic(
          .invalid, "'\(key)' of the group '\(group)' holds \(element.repr), which is no name")
      }
      names.append(name)
    }
    return names
  }
}

extension Value {
  /// A value of an inventory that came as JSON: its texts are templates where they hold delimiters,
  /// except in `{"__ansible_unsafe": "text"}`. What holds none is shared as it is.
  var trusted: Value {
    switch self {
    case .string(let text): return .trusted(text)
    case .list(let elements):
      return elements.contains(where: \.needsTrust) ? .list(elements.map(\.trusted)) : self
    case .map(let map):
      if map.count == 1, let text = map["__ansible_unsafe"]?.string { return .string(text) }
      return map.values.contains(where: \.needsTrust) ? .map(map.mapValues(\.trusted)) : self
    default: return self
    }
  }

  private var needsTrust: Bool {
    switch self {
    case .string(let text): TemplateText.isTemplate(text)
    case .list(let elements): elements.contains(where: \.needsTrust)
    case .map(let map):
      map["__ansible_unsafe"] != nil || map.values.contains(where: \.needsTrust)
    default: false
    }
  }
}
