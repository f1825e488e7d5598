import ArgumentParser
import Core
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
    let loaded = try session.inventory(inventory, vault)
    let view = InventoryView(
      inventory: loaded, playbookFolder: playbookDir, isExport: export,
      extraVars: try ExtraVars.read(
        inventory.extraVars, by: vault.reading, warn: session.warn),
      limit: inventory.limit)
    let text: String
    if let host {
      text = try dump(.map(view.variables(ofHost: host)))
    } else if graph {
      text = try view.graph(group, showsVariables: vars)
    } else {
      text = try dump(yaml ? view.tree() : view.list())
    }
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

  private func dump(_ value: Value) throws(Diagnostic) -> String {
    yaml ? try YAMLWriter().write(value) : JSONWriter(indent: 4, sortKeys: true).write(value)
  }
}
