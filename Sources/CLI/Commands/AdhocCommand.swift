import ArgumentParser
import Core
import Engine
import Inventory
import Playbooks
import Reporters
import YAML

/// `bosun adhoc`, as `ansible`: one task on the hosts of a pattern.
struct AdhocCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "adhoc", abstract: "Run one task.")

  @ArgumentParser.Argument(help: "The hosts.") var pattern: String

  @Option(
    name: [.customShort("m", allowingJoined: true), .long],
    help: ArgumentHelp("The module (default: command).", valueName: "module"))
  var moduleName = "command"

  @Option(
    name: [.customShort("a", allowingJoined: true), .customLong("args")],
    parsing: .unconditional,
    help: ArgumentHelp("Its arguments as key=value or JSON.", valueName: "arguments"))
  var arguments = ""

  @Flag(name: [.short, .long], help: "One line per host.") var oneLine = false

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

  /// Modules that do nothing without an argument.
  private static let needArguments: Set<String> = ["command", "shell", "raw", "script"]

  func run() async throws {
    let session = try Session(common)
    let settings = try session.runSettings(
      inventory, connection, become, options, vault, asks: !options.listHosts)
    let inventory = try session.inventory(
      inventory, settings.vault, extraVars: settings.extraVars)
    guard try session.checkHosts(inventory, limit: settings.limit, pattern: pattern) else {
      return session.warn(Diagnostic(.usage, "No hosts matched, nothing to do"))
    }
    if options.listHosts { return try list(inventory, settings, session) }
    try checkArguments()
    let type = oneLine ? "oneline" : "minimal"
    let reporter = try Reporters.named(type).init(
      ReporterSettings(verbosity: session.verbosity), screen: session.screen)
    let loader = session.loader(settings, sink: reporter)
    let play = try load(loader, session)
    let run = Run(settings: settings, inventory: inventory, loader: loader, sink: reporter)
    Interrupt.cleanUp { await run.interrupt() }
    let outcome = await run.execute([Playbook(path: "__adhoc_playbook__", plays: [play])])
    if let error = outcome.error { session.show(error) }
    throw Program.End(status: ExitStatus(outcome))
  }

  private func list(
    _ inventory: Inventory, _ settings: RunSettings, _ session: Session
  ) throws {
    let hosts = try inventory.hosts(matching: pattern, limit: settings.limit, warn: session.warn)
    session.screen.display("  hosts (\(hosts.count)):")
    for host in hosts { session.screen.display("    \(host.name)") }
  }

  private func checkArguments() throws(Diagnostic) {
    let short = moduleName.split(separator: ".").last.map(String.init) ?? moduleName
    guard Self.needArguments.contains(short), arguments.isEmpty else { return }
    let isPlaybook = pattern.hasSuffix(".yml") || pattern.hasSuffix(".yaml")
    throw Diagnostic(
      .usage, "No argument passed to \(moduleName) module",
      hint: isPlaybook ? "did you mean to run `bosun playbook`?" : nil)
  }

  private func load(_ loader: Loader, _ session: Session) throws -> Play {
    do throws(LoadFailure) {
      let folder = Path.absolute(playbookDir ?? Files.workingFolder)
      let loaded = try loader.play(node, folder: folder)
      loaded.warnings.forEach(session.warn)
      if let play = loaded.content { return play }
    } catch {
      session.show(error)
    }
    throw Program.End(status: .unreachableOrUnreadable)
  }

  /// The play, as YAML would give it; errors point into the task's arguments as they were typed.
  private var node: Node {
    let file = SourceFile(name: "<command line>", text: Array("\(moduleName) \(arguments)".utf8))
    let place = SourceLocation(file: file, line: 1, column: 1)
    var task: Map = [.string(moduleName): argumentValue]
    if let background { task["async"] = .int(background) }
    if let poll { task["poll"] = .int(poll) }
    if let taskTimeout { task["timeout"] = .int(taskTimeout) }
    return Node(
      .map([
        "name": "Ansible Ad-Hoc", "hosts": .string(pattern), "gather_facts": false,
        "tasks": [.map(task)],
      ]), at: place)
  }

  private var argumentValue: Value {
    if arguments.hasPrefix("{"),
      let map = try? JSONReader.read(Array(arguments.utf8), name: "<arguments>").map
    {
      return .map(map)
    }
    return arguments.isEmpty ? .null : .string(arguments)
  }
}
