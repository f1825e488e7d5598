import Core
import Engine
import Glibc
import Inventory
import Modules
import Playbooks
import Reporters

/// The dialogue of `bosun console`: lines in, tasks and answers out.
struct Console {
  let session: Session
  var settings: RunSettings
  let inventory: Inventory
  /// What holds for all tasks: pattern, time limit, collections.
  var task = AdhocTask(pattern: "all", module: "", arguments: "")
  var isOver = false

  init(session: Session, settings: RunSettings, inventory: Inventory) {
    self.session = session
    self.settings = settings
    self.inventory = inventory
  }

  /// Goes on until `exit` or the end of the input. Without a terminal there are neither prompts nor greetings.
  mutating func run() async {
    guard isatty(STDIN_FILENO) == 1 else {
      while !isOver, let line = await Self.elsewhere({ readLine() }) { await execute(line) }
      return
    }
    session.screen.display("Welcome to the ansible console. Type help or ? to list commands.\n")
    let file = Path.expandingHome("~/.ansible-console_history")
    let history = ((try? Files.text(file)) ?? "").split(separator: "\n").map(String.init)
    nonisolated(unsafe) let editor = LineEditor(history: history)
    while !isOver {
      let color: Color = isRoot ? .error : .consolePrompt
      editor.painted = { [session] in session.screen.painted($0, color) }
      let prompt = prompt
      let completion = ConsoleCompletion(inventory: inventory)
      editor.complete = completion.words
      guard let line = await Self.elsewhere({ editor.read(prompt) }) else { break }
      await execute(line)
    }
    let lines = editor.lines.suffix(1000).joined(separator: "\n") + "\n"
    try? Files.write(Array(lines.utf8), to: file, mode: 0o600)
  }

  /// Waits on a thread that nobody else needs.
  private static func elsewhere(_ body: @escaping @Sendable () -> String?) async -> String? {
    await withCheckedContinuation { continuation in
      OwnThread.run { continuation.resume(returning: body()) }
    }
  }

  private var user: String { settings.connection.user ?? ProcessEnvironment["USER"] ?? "root" }

  private var isRoot: Bool {
    (settings.become.become ? settings.become.user : user) == "root"
  }

  private var prompt: String {
    return "\(user)@\(task.pattern) (\(hosts.count))[f:\(settings.forks)]\(isRoot ? "#" : "$") "
  }

  var hosts: [Host] {
    (try? inventory.hosts(matching: task.pattern, limit: settings.limit)) ?? []
  }

  func say(_ text: String, _ color: Color? = nil) { session.screen.display(text, color) }

  // MARK: Lines

  mutating func execute(_ text: String) async {
    let line = KeywordLine(text)
    if line.word.isEmpty || line.word.hasPrefix("#") { return }
    if line.word.hasPrefix("!") {
      return await run("shell", String(line.whole.dropFirst()))
    }
    if let command = ConsoleCommands.named(line.word) {
      do { try command.body(&self, line.rest) } catch { session.show(error) }
    } else if Modules.ModuleCatalog.builtin.spec(line.word) != nil {
      await run(line.word, line.rest)
    } else {
      // As in Ansible, what is no module is a command of the shell.
      await run("shell", line.whole)
    }
  }

  /// Runs a module on all hosts of the pattern and shows the results.
  private func run(_ module: String, _ arguments: String) async {
    var task = task
    (task.module, task.arguments) = (module, arguments)
    if hosts.isEmpty { return say("No host found", .error) }
    if AdhocTask.needArguments.contains(task.shortName), arguments.isEmpty {
      return say("No argument passed to \(module) module", .error)
    }
    let shown = try? session.configuration.reporterSettings(verbosity: settings.verbosity)
    let type = (try? Reporters.named(session.configuration.callbackOfTasks)) ?? MinimalReporter.self
    let reporter = type.init(shown ?? ReporterSettings(), screen: session.screen)
    let loader = session.loader(settings, sink: reporter)
    do throws(LoadFailure) {
      guard let play = try task.load(loader, warn: session.warn) else { return }
      let run = Run(settings: settings, inventory: inventory, loader: loader, sink: reporter)
      Interrupt.cleanUp { await run.interrupt() }
      let outcome = await run.execute([Playbook(path: "__adhoc_playbook__", plays: [play])])
      if let error = outcome.error { session.show(error) }
    } catch {
      session.show(error)
    }
  }
}

/// A line: its first word, and what stands behind it.
struct KeywordLine {
  let whole: String
  let word: String
  let rest: String

  init(_ text: String) {
    whole = text.trimmingBlanks
    word = String(whole.prefix { !$0.isWhitespace })
    rest = whole.dropFirst(word.count).trimmingBlanks
  }
}
