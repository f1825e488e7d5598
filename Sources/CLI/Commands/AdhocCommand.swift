import ArgumentParser
import Core
import Engine
import Inventory
import Playbooks
import Reporters

/// `bosun adhoc`, as `ansible`: one task on the hosts of a pattern.
struct AdhocCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "adhoc", abstract: "Run one task.")

  @ArgumentParser.Argument(help: "The hosts.", completion: Completions.hosts) var pattern: String

  @Option(
    name: [.customShort("m", allowingJoined: true), .long],
    help: ArgumentHelp("The module (default: command).", valueName: "module"),
    completion: Completions.modules)
  var moduleName: String?

  @Option(
    name: [.customShort("a", allowingJoined: true), .customLong("args")],
    parsing: .unconditional,
    help: ArgumentHelp("Its arguments as key=value or JSON.", valueName: "arguments"))
  var arguments = ""

  @Flag(name: [.short, .long], help: "One line per host.") var oneLine = false

  @Option(
    name: [.customShort("t", allowingJoined: true), .long],
    help: ArgumentHelp("Also write each host's result into this folder.", valueName: "folder"),
    completion: .directory)
  var tree: String?

  @Option(
    name: [.customShort("B", allowingJoined: true), .long],
    help: ArgumentHelp("Run in the background for at most so long.", valueName: "seconds"))
  var background: Int?

  @Option(
    name: [.customShort("P", allowingJoined: true), .long],
    help: ArgumentHelp("How often to look for the end.", valueName: "seconds"))
  var poll: Int?

  @Option(help: ArgumentHelp("The longest time that the task may take.", valueName: "seconds"))
  var taskTimeout: Int?

  @Option(help: ArgumentHelp("The folder that stands for a playbook's.", valueName: "folder"))
  var playbookDir: String?

  @OptionGroup(title: "Hosts and variables") var inventory: InventoryOptions
  @OptionGroup(title: "The run") var options: RunOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions
  @OptionGroup(title: "Privileges") var become: BecomeOptions
  @OptionGroup(title: "Encrypted files") var vault: VaultOptions
  @OptionGroup(title: "Output") var common: CommonOptions

  private func task(_ session: Session) throws(Diagnostic) -> AdhocTask {
    let configured = try session.configuration.changed("PLAYBOOK_DIR")?.string
    let module = try session.configuration.changed("DEFAULT_MODULE_NAME")?.string
    let given = try session.configuration.changed("DEFAULT_MODULE_ARGS")?.string
    return AdhocTask(
      pattern: pattern, module: moduleName ?? module ?? "command",
      arguments: arguments.isEmpty ? given ?? "" : arguments, folder: playbookDir ?? configured,
      async: background, poll: poll, timeout: taskTimeout)
  }

  func run() async throws {
    let session = try Session(common)
    let settings = try session.runSettings(
      inventory, connection, become, options, vault, asks: !options.listHosts)
    let inventory = try session.inventory(
      inventory, settings.vault, extraVars: settings.extraVars)
    let hasHosts = try session.checkHosts(inventory, limit: settings.limit, pattern: pattern)
    if !hasHosts { session.warn(Diagnostic(.usage, "No hosts matched, nothing to do")) }
    if options.listHosts { return try list(inventory, settings, session) }
    guard hasHosts else { return }
    let task = try self.task(session)
    try check(task)
    let reporter = try reporter(session)
    let loader = session.loader(settings, sink: reporter)
    let play = try load(task, loader, session)
    let run = Run(settings: settings, inventory: inventory, loader: loader, sink: reporter)
    Interrupt.cleanUp { await run.interrupt() }
    let outcome = await run.execute([Playbook(path: "__adhoc_playbook__", plays: [play])])
    if let error = outcome.error { session.show(error) }
    throw Program.End(status: ExitStatus(outcome))
  }

  /// The callback of `-o`, or that of the settings where `bin_ansible_callbacks` says so, with its companions;
  /// else `minimal`. `-t` brings `tree`.
  private func reporter(_ session: Session) throws(Diagnostic) -> any EventSink {
    let configuration = session.configuration
    let name = try oneLine ? "oneline" : configuration.callbackOfTasks
    let type = try Reporters.named(name)
    let isWanted = try configuration.changed("DEFAULT_LOAD_CALLBACK_PLUGINS")?.bool ?? false
    let settings = try configuration.reporterSettings(verbosity: session.verbosity)
    let reporter =
      try isWanted ? session.accompanied(type) : type.init(settings, screen: session.screen)
    guard let tree else { return reporter }
    return AccompaniedReporter(
      reporter, [try session.companion(Tree.self, ["directory": .string(tree)])])
  }

  private func list(
    _ inventory: Inventory, _ settings: RunSettings, _ session: Session
  ) throws {
    let hosts = try inventory.hosts(matching: pattern, limit: settings.limit, warn: session.warn)
    session.screen.display("  hosts (\(hosts.count)):")
    for host in hosts { session.screen.display("    \(host.name)") }
  }

  private func check(_ task: AdhocTask) throws(Diagnostic) {
    guard AdhocTask.needArguments.contains(task.shortName), task.arguments.isEmpty else { return }
    let isPlaybook = pattern.hasSuffix(".yml") || pattern.hasSuffix(".yaml")
    throw Diagnostic(
      .usage, "No argument passed to \(task.module) module",
      hint: isPlaybook ? "did you mean to run `bosun playbook`?" : nil)
  }

  private func load(
    _ task: AdhocTask, _ loader: Loader, _ session: Session
  ) throws -> Play {
    do throws(LoadFailure) {
      if let play = try task.load(loader, warn: session.warn) { return play }
    } catch {
      session.show(error)
    }
    throw Program.End(status: .unreachableOrUnreadable)
  }
}
