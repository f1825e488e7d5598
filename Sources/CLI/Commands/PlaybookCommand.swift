import ArgumentParser
import Core
import Engine
import Inventory
import Playbooks
import Reporters

/// `bosun playbook`, as `ansible-playbook`.
struct PlaybookCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "playbook", abstract: "Run playbooks.",
    aliases: ["play"])

  @ArgumentParser.Argument(
    help: "The playbooks, run one after the other.", completion: Completions.playbooks)
  var playbooks: [String]

  @OptionGroup(title: "Hosts and variables") var inventory: InventoryOptions
  @OptionGroup(title: "The run") var options: RunOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions
  @OptionGroup(title: "Privileges") var become: BecomeOptions
  @OptionGroup(title: "Encrypted files") var vault: VaultOptions
  @OptionGroup(title: "Output") var common: CommonOptions

  @Option(
    name: [.customShort("t", allowingJoined: true), .long],
    help: ArgumentHelp("Only tasks with these tags (repeatable).", valueName: "tags"),
    completion: Completions.tags)
  var tags: [String] = []

  @Option(
    help: ArgumentHelp("No tasks with these tags (repeatable).", valueName: "tags"),
    completion: Completions.tags)
  var skipTags: [String] = []

  @Flag(help: "Show the tasks, do nothing.") var listTasks = false
  @Flag(help: "Show the tags, do nothing.") var listTags = false
  @Flag(help: "Look for errors, do nothing.") var syntaxCheck = false
  @Flag(help: "Ask before each task.") var step = false

  @Option(help: ArgumentHelp("Begin with this task; * stands for any text.", valueName: "name"))
  var startAtTask: String?

  @Flag(help: "Run handlers even if a task fails.") var forceHandlers = false
  @Flag(help: "Forget the facts of earlier runs.") var flushCache = false
  @Flag(help: "Show turns, bytes and times per host and task at the end.") var stats = false

  private var isListing: Bool { options.listHosts || listTasks || listTags || syntaxCheck }

  func run() async throws {
    let session = try Session(common)
    for path in playbooks { try Self.check(path) }
    PluginFolderCheck.warnings(beside: Set(playbooks.map { Path.folder(Path.absolute($0)) }))
      .forEach(session.warn)
    let settings = try settings(session)
    let inventory = try session.inventory(
      inventory, settings.vault, extraVars: settings.extraVars)
    try session.checkHosts(inventory, limit: settings.limit)
    if flushCache { inventory.hosts.forEach { settings.factCache?.forget($0.name) } }
    let reporter = RetryFile(try session.reporter("default", showsStatistics: stats))
    let isList = isListing && !syntaxCheck
    let loader = session.loader(settings, sink: reporter, isForListing: isList)
    let loaded = try playbooks.map { try load($0, loader, session) }
    if !isList { try checkVariables(of: inventory, loaded, loader, session, settings) }
    warnAboutTags(loaded, settings, session)
    if isListing {
      let listing = PlaybookListing(
        inventory: inventory, settings: settings, loader: loader, showsHosts: options.listHosts,
        showsTasks: listTasks, showsTags: listTags)
      for playbook in loaded {
        session.screen.display(
          try syntaxCheck ? "\nplaybook: \(playbook.path)" : listing.text(playbook))
      }
      return
    }
    let run = Run(settings: settings, inventory: inventory, loader: loader, sink: reporter)
    Interrupt.cleanUp { await run.interrupt() }
    let outcome = await run.execute(loaded)
    if let error = outcome.error { session.show(error) }
    if let startAtTask, await !run.hasStarted {
      session.show(
        Diagnostic(
          .usage,
          "No matching task \"\(startAtTask)\" found. Note: --start-at-task can only follow static includes."
        ))
    }
    if try session.configuration.changed("RETRY_FILES_ENABLED")?.bool ?? false,
      let last = playbooks.last
    {
      let folder = try session.configuration.changed("RETRY_FILES_SAVE_PATH")?.string
      try reporter.write(for: last, into: folder, session.screen)
    }
    throw Program.End(status: ExitStatus(outcome))
  }

  private static func check(_ path: String) throws(Diagnostic) {
    if Files.kind(path) == nil {
      throw Diagnostic(.file, "the playbook: \(path) could not be found")
    }
    if Files.isFolder(path) {
      throw Diagnostic(.file, "the playbook: \(path) does not appear to be a file")
    }
  }

  private func settings(_ session: Session) throws(Diagnostic) -> RunSettings {
    let configuration = session.configuration
    var settings = try session.runSettings(
      inventory, connection, become, options, vault, asks: !isListing)
    settings.onlyTags = Self.tags(tags, or: configuration.list(.runTags))
    settings.skipTags = Self.tags(skipTags, or: configuration.list(.skipTags))
    // A list of tags shows those that are never run too.
    if listTags, tags.isEmpty, skipTags.isEmpty { settings.onlyTags = ["never", "all"] }
    settings.startAtTask = startAtTask
    settings.forceHandlers = try configuration.flag(forceHandlers, or: .forceHandlers)
    if step { settings.confirm = Self.confirm(session.prompter, session.screen) }
    return settings
  }

  private static func tags(_ given: [String], or fallback: [String]) -> [String] {
    if given.isEmpty { return fallback }
    // An empty tag is none that a task has: what a script left empty must not run everything.
    return given.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }
      .map(\.trimmingBlanks)
  }

  static func confirm(
    _ prompter: Prompter, _ screen: Screen
  ) -> @Sendable (TaskHeading) async -> StepAnswer {
    { task in
      let question = "Perform task: TASK: \(task.title) (N)o/(y)es/(c)ontinue: "
      let answer = await prompter.ask(question, hidden: false)
      screen.banner(question)
      switch answer?.lowercased() {
      case "y", "yes": return .run
      case "c", "continue": return .runAll
      default: return .skip
      }
    }
  }

  private func load(
    _ path: String, _ loader: Loader, _ session: Session
  ) throws -> Playbook {
    do throws(LoadFailure) {
      let loaded = try loader.playbook(path)
      loaded.warnings.forEach(session.warn)
      return loaded.content
    } catch {
      session.show(error)
      throw Program.End(status: ExitStatus(error))
    }
  }

  /// Templates in variables of the hosts that the run may concern. A file that cannot be read is an error of the
  /// host that needs it.
  private func checkVariables(
    of inventory: Inventory, _ playbooks: [Playbook], _ loader: Loader, _ session: Session,
    _ settings: RunSettings
  ) throws {
    let hosts = try inventory.hosts(matching: "all", limit: settings.limit)
    for folder in Set(playbooks.map { Path.folder(Path.absolute($0.path)) }).sorted() {
      do throws(LoadFailure) {
        let values = inventory.variables(of: hosts, playbookFolder: folder)
        try loader.check(values, folder: folder).forEach(session.warn)
      } catch {
        session.show(error)
        throw Program.End(status: ExitStatus(error))
      }
    }
  }

  /// A tag that no playbook has is misspelt most of the time.
  private func warnAboutTags(
    _ playbooks: [Playbook], _ settings: RunSettings, _ session: Session
  ) {
    let selection = TagSelection(only: settings.onlyTags, skip: settings.skipTags)
    guard let first = playbooks.first else { return }
    for warning in first.unknownTags(in: selection)
    where playbooks.dropFirst().allSatisfy({ playbook in
      playbook.unknownTags(in: selection).contains { $0.message == warning.message }
    }) { session.warn(warning) }
  }
}
