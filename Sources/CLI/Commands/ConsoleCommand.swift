import ArgumentParser
import Core
import Engine
import Inventory

/// `bosun console`, as `ansible-console`: tasks typed one after the other.
struct ConsoleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "console", abstract: "Run tasks as they are typed.")

  @ArgumentParser.Argument(help: "The hosts.", completion: Completions.hosts) var pattern = "all"
  @Flag(help: "Ask before each task.") var step = false

  @Option(help: ArgumentHelp("The longest time that a task may take.", valueName: "seconds"))
  var taskTimeout: Int?

  @Option(help: ArgumentHelp("The folder that stands for a playbook's.", valueName: "folder"))
  var playbookDir: String?

  @OptionGroup(title: "Hosts and variables") var inventory: InventoryOptions
  @OptionGroup(title: "The run") var options: RunOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions
  @OptionGroup(title: "Privileges") var become: BecomeOptions
  @OptionGroup(title: "Encrypted files") var vault: VaultOptions
  @OptionGroup(title: "Output") var common: CommonOptions

  func run() async throws {
    let session = try Session(common)
    var settings = try session.runSettings(
      inventory, connection, become, options, vault, asks: !options.listHosts)
    if step { settings.confirm = PlaybookCommand.confirm(session.prompter, session.screen) }
    let inventory = try session.inventory(
      inventory, settings.vault, extraVars: settings.extraVars)
    try session.checkHosts(inventory, limit: settings.limit, pattern: pattern)
    if options.listHosts {
      let hosts = try inventory.hosts(matching: pattern, limit: settings.limit, warn: session.warn)
      for host in hosts { session.screen.display(host.name) }
      return
    }
    var console = Console(session: session, settings: settings, inventory: inventory)
    console.task.pattern = pattern
    console.task.timeout = taskTimeout
    console.task.folder =
      try playbookDir ?? session.configuration.changed("PLAYBOOK_DIR")?.string
    await console.run()
  }
}
