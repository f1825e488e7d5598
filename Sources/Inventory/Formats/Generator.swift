import Core
import Jinja
import YAML

/// Hosts and groups named by all combinations of some words (ansible-core's `generator` plugin).
enum GeneratorFormat: InventoryFormat {
  static let name = "generator"

  static func accepts(_ source: InventorySource, _ settings: InventorySettings) -> Bool {
    PluginConfiguration.accepts(source)
  }

  static func read(
    _ source: InventorySource, into inventory: inout Inventory, warn: (Diagnostic) -> Void
  ) throws(Diagnostic) {
    let configuration = try PluginConfiguration(
      source, of: Self.self, keys: ["hosts", "layers"], warn: warn)
    let hosts = try node("hosts", in: configuration.root)
    let name = try node("name", in: hosts)
    var generator = Generator(source: source, inventory: inventory)
    let template = TemplateText(name.plainValue.text, at: name.textLocation)
    for layers in try combinations(node("layers", in: configuration.root)) {
      let host = try generator.render(template, layers)
      guard !host.isEmpty else {
        throw Diagnostic(.invalid, "the name of a host is empty", at: name.location)
      }
      let place = generator.inventory.addHost(host, origin: source.origin)
      try generator.addParents(of: .host(place), hosts["parents"], layers)
    }
    inventory = generator.inventory
  }

  private static func node(_ key: String, in map: Node) throws(Diagnostic) -> Node {
    if let node = map[key], !node.isNull { return node }
    throw Diagnostic(.invalid, "'\(key)' is missing", at: map.location)
  }

  /// Every choice of one word of each layer; the last layer changes fastest.
  private static func combinations(_ layers: Node) throws(Diagnostic) -> [Map] {
    guard let entries = layers.entries else {
      throw Diagnostic(.invalid, "'layers' must be a map of lists", at: layers.location)
    }
    var maps: [Map] = [[:]]
    for entry in entries {
      guard let words = entry.value.list else {
        throw Diagnostic(
          .invalid, "the layer '\(entry.key.value.text)' must be a list",
          at: entry.value.location)
      }
      guard words.count <= HostRange.limit / max(1, maps.count) else {
        throw Diagnostic(
          .invalid, "these are more than \(HostRange.limit) hosts", at: layers.location)
      }
      maps = maps.flatMap { map in
        words.map { word in
          var map = map
          map[entry.key.plainValue] = word.value
          return map
        }
      }
    }
    return maps
  }
}

private struct Generator {
  enum Child { case host(Int), group(Int) }

  let source: InventorySource
  var inventory: Inventory
  private let jinja = JinjaEnvironment(settings: .inventory)

  init(source: InventorySource, inventory: Inventory) {
    self.source = source
    self.inventory = inventory
  }

  func render(_ template: TemplateText, _ layers: Map) throws(Diagnostic) -> String {
    try jinja.renderText(template, scope: LayeredScope([layers], jinja))
  }

  /// Puts a host or a group below the groups of a list, and those below theirs.
  mutating func addParents(
    of child: Child, _ parents: Node?, _ layers: Map
  ) throws(Diagnostic) {
    guard let parents, !parents.isNull else { return }
    guard let list = parents.list else {
      throw Diagnostic(.invalid, "'parents' must be a list", at: parents.location)
    }
    for parent in list {
      guard let name = parent["name"], !name.isNull else {
        throw Diagnostic(.invalid, "a parent needs a 'name'", at: parent.location)
      }
      let rendered = try render(
        TemplateText(name.plainValue.text, at: name.textLocation), layers)
      let group = inventory.addGroup(rendered)
      for entry in parent["vars"]?.entries ?? [] {
        let text = entry.value.plainValue.text
        let value = try render(TemplateText(text, at: entry.value.textLocation), layers)
        inventory.set(entry.key.value.text, .string(value), of: group)
      }
      switch child {
      case .host(let host): inventory.add(host: host, to: group)
      case .group(let place):
        do { try inventory.add(child: place, to: group) } catch {
          throw error.at(parent.location)
        }
      }
      try addParents(of: .group(group), parent["parents"], layers)
    }
  }
}
