import ArgumentParser
import Core
import Engine
import Inventory
import YAML

/// `bosun inventory`, as `ansible-inventory`: the hosts, groups and variables of an inventory.
struct InventoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inventory", abstract: "Show an inventory.")

  @ArgumentParser.Argument(help: "The group that --graph begins with.") var group = "all"

  @Flag(help: "Show all hosts, as inventory scripts do.") var list = false
  @Option(help: ArgumentHelp("Show the variables of a host.", valueName: "name")) var host: String?
  @Flag(help: "Show the tree of groups.") var graph = false
  @Flag(name: .shortAndLong, help: "As YAML in place of JSON.") var yaml = false
  @Flag(help: "As TOML in place of JSON.") var toml = false
  @Flag(help: "Variables in the tree too.") var vars = false
  @Flag(help: "Variables where they are set, not all of each host.") var export = false
  @Option(help: ArgumentHelp("Write into a file.", valueName: "file")) var output: String?
  @Option(help: ArgumentHelp("The folder that stands for a playbook's.", valueName: "folder"))
  var playbookDir: String?

  @OptionGroup(title: "Hosts and variables") var inventory: InventoryOptions
  @OptionGroup(title: "Encrypted files") var vault: VaultOptions
  @OptionGroup(title: "Output") var common: CommonOptions

  func run() throws {
    let session = try Session(common)
    try checkActions()
    let vault = try session.vault(vault)
    let extraVars = try ExtraVars.read(
      inventory.extraVars, by: vault.reading,
      mergesHashes: session.configuration.mergesHashes, warn: session.warn)
    let loaded = try session.inventory(inventory, vault, extraVars: extraVars)
    let injectsFacts = try session.configuration.flag(.injectFacts) ?? true
    let cache = injectsFacts ? session.factCache() : nil
    let view = InventoryView(
      inventory: loaded, playbookFolder: playbookDir,
      isExport: try session.configuration.flag(export, or: .inventoryExport),
      extraVars: extraVars, limit: inventory.limit,
      facts: { host throws(Diagnostic) in
        let facts = try cache?.variables(of: host) ?? [:]
        return yaml || toml || graph ? facts : facts.mapValues(\.markingStrings)
      })
    let text = try text(view)
    guard let output else { return session.screen.display(text) }
    try Files.write(Array(text.utf8), to: output)
  }

  private func checkActions() throws(Diagnostic) {
    switch [list, host != nil, graph].filter({ $0 }).count {
    case 0:
      throw Diagnostic(
        .usage,
        "No action selected, at least one of --host, --graph or --list needs to be specified.")
    case 1: return
    default:
      throw Diagnostic(
        .usage,
        "Conflicting options used, only one of --host, --graph or --list can be used at the same "
          + "time.")
    }
  }

  private func text(_ view: InventoryView) throws(Diagnostic) -> String {
    if let host {
      return try dump(.map(view.variables(ofHost: host)))
    } else if graph {
      return try view.graph(group, showsVariables: vars)
    } else if yaml {
      return try dump(view.tree())
    } else {
      return try dump(toml ? .map(view.tables()) : view.list())
    }
  }

  private func dump(_ value: Value) throws(Diagnostic) -> String {
    if yaml {
      var writer = YAMLWriter()
      writer.writesAliases = true
      return try writer.write(value)
    }
    if toml { return try TOMLWriter.write(value.map ?? [:]) }
    return JSONWriter(indent: 4, sortKeys: true).write(value.markingUnsafe)
  }
}

extension Value {
  /// The value with `{"__ansible_unsafe": "text"}` for texts that hold delimiters of templates but
  /// are none, so that they are none again when the inventory is read.
  fileprivate var markingUnsafe: Value {
    switch self {
    case .string(let text) where TemplateText.isTemplate(text): ["__ansible_unsafe": self]
    case .list(let elements): .list(elements.map(\.markingUnsafe))
    case .map(let map) where map.count == 1 && map["__ansible_unsafe"] != nil: self
    case .map(let map): .map(map.mapValues(\.markingUnsafe))
    default: self
    }
  }

  /// The value with each text of it marked so: facts are what hosts say.
  fileprivate var markingStrings: Value {
    switch self {
    case .string: ["__ansible_unsafe": self]
    case .list(let elements): .list(elements.map(\.markingStrings))
    case .map(let map): .map(map.mapValues(\.markingStrings))
    default: self
    }
  }
}
