import Core
import Synchronization

/// Ansible's `default` callback: `PLAY`, `TASK`, a line per host and item, `PLAY RECAP`.
package final class DefaultReporter: Reporter {
  package static let name = "default"

  private let settings: ReporterSettings
  private let screen: Screen
  private let results: ResultText
  private let live: LiveLine
  private let state = Mutex(State())

  private struct State {
    /// The task of the last banner.
    var banner: Int?
    /// The task that runs, where nothing of it has been shown yet.
    var unannounced: TaskHeading?
    var customStatistics: [(host: String?, values: Map)] = []
    /// The hosts whose running task is a loop.
    var looping: Set<String> = []
    var costs = CostTally()
    var checkMode = false
  }

  package init(_ settings: ReporterSettings, screen: Screen) {
    self.settings = settings
    self.screen = screen
    results = ResultText(
      verbosity: settings.verbosity, yaml: settings.yaml,
      isPretty: settings.prettyResults, showsOutputBelow: settings.showsOutputBelow)
    live = LiveLine(screen)
  }

  package var showsOutput: Bool { live.isShown }
  package func show(output lines: [String], of host: String) { live.show(lines, of: host) }

  package func receive(_ event: Event) {
    if settings.showsStatistics { state.withLock { $0.costs.receive(event) } }
    switch event {
    case .playbookStarted(let path, let checkMode):
      if settings.verbosity > 1 { screen.banner("PLAYBOOK: \(Path.name(path))") }
      state.withLock { $0.checkMode = checkMode }
      if checkMode, settings.marksCheckMode { screen.banner("DRY RUN") }
    case .playStarted(let name, let checkMode):
      screen.banner((name.isEmpty ? "PLAY" : "PLAY [\(name)]") + mark(checkMode))
    case .noHostsMatched: screen.display("skipping: no hosts matched", .skip)
    case .noHostsRemaining: screen.banner("NO MORE HOSTS LEFT")
    case .taskStarted(let task): start(task)
    case .hostStarted(let host, let task):
      live.start(host: host, title: task.title)
      if settings.showsHostStarts {
        let word = task.isHandler ? "HANDLER" : "TASK"
        screen.display(" [started \(word): \(task.title) on \(host)]", .ok)
      }
    case .item(let result): showItem(result)
    case .result(let result): show(result)
    case .retry(let result, let left): showRetry(result, left)
    case .polled(let result):
      let fields = ["ansible_job_id", "started", "finished"].map { result.values[$0]?.text ?? "" }
      screen.display(
        "ASYNC POLL on \(result.host): jid=\(fields[0]) started=\(fields[1]) finished=\(fields[2])",
        .debug)
    case .jobEnded(let result, let id):
      screen.display(
        "ASYNC \(result.failed ? "FAILED" : "OK") on \(result.host): jid=\(id)", .debug)
    case .included(let file, let hosts, let label):
      let item = label.map { " => (item=\($0.text))" } ?? ""
      for host in hosts { live.finish(host: host) }
      let shown = Files.isFile(file) ? Path.absolute(file) : file
      if let task = state.withLock({ $0.unannounced }) { showBanner(task) }
      screen.display("included: \(shown) for \(hosts.joined(separator: ", "))\(item)", .included)
    case .warning(let diagnostic): screen.warning(diagnostic)
    case .deprecation(let diagnostic): screen.deprecation(diagnostic)
    case .verbose(let level, let host, let text):
      settings.show(text, at: level, of: host, on: screen)
    case .recap(let hosts):
      live.stop()
      let costs = settings.showsStatistics ? state.withLock { $0.costs } : nil
      Recap(screen: screen, costs: costs).show(hosts)
      if settings.showsCustomStatistics { showCustomStatistics() }
      if settings.marksCheckMode, state.withLock({ $0.checkMode }) { screen.banner("DRY RUN") }
    case .customStatistics(let statistics): state.withLock { $0.customStatistics = statistics }
    case .controller: return
    }
  }

  private func showCustomStatistics() {
    let all = state.withLock { $0.customStatistics }
    guard !all.isEmpty else { return }
    screen.banner("CUSTOM STATS: ")
    for (host, values) in all {
      let text = JSONWriter(indent: 1, sortKeys: true).write(.map(values)).filter { $0 != "\n" }
      if host == nil { screen.display("") }
      screen.display("\t\(host ?? "RUN"): \(text)")
    }
    screen.display("")
  }

  // MARK: Tasks

  /// Where some results are left out, a task is announced by the first that is shown.
  private func start(_ task: TaskHeading) {
    if settings.showsSkipped, settings.showsOk { return show(task) }
    state.withLock { ($0.looping, $0.unannounced) = ([], task) }
  }

  private func isHidden(_ result: TaskResult) -> Bool {
    if result.failed || result.unreachable || result.ignored || result.unknown { return false }
    if result.skipped { return !settings.showsSkipped }
    return !settings.showsOk && !result.changed
  }

  private func show(_ task: TaskHeading) {
    state.withLock { state in
      (state.banner, state.unannounced) = (task.id, nil)
      state.looping = []
    }
    let word = task.isHandler ? "RUNNING HANDLER" : "TASK"
    let arguments =
      settings.showsArguments && !task.arguments.isEmpty ? " \(task.arguments)" : ""
    screen.banner("\(word) [\(task.title)\(arguments)]" + mark(task.checkMode))
    if settings.verbosity > 1 { showPath(of: task) }
  }

  private func mark(_ checkMode: Bool) -> String {
    checkMode && settings.marksCheckMode ? " [CHECK MODE]" : ""
  }

  private func showPath(of task: TaskHeading) {
    guard let location = task.location else { return }
    screen.display(
      "task path: \(Path.absolute(location.file.name)):\(location.line)", .debug)
  }

  /// Results that come without a start of their task get its banner too.
  private func showBanner(_ task: TaskHeading) {
    if state.withLock({ $0.banner }) != task.id { show(task) }
  }

  // MARK: Results

  private func show(_ result: TaskResult) {
    live.finish(host: result.host)
    if isHidden(result) { return }
    showBanner(result.task)
    let hasItems = state.withLock { $0.looping.remove(result.host) != nil }
    // What `no_log` leaves of a result does not tell that it was a loop.
    let isLoop = hasItems && !result.task.noLog
    if !isLoop, let diff = diff(result) { screen.display(diff) }
    showWarnings(result)
    if result.unreachable {
      display(
        "fatal: [\(result.hostLabel)]: UNREACHABLE! => \(results.json(result))", .unreachable,
        result)
    } else if result.failed {
      // What `debug` leaves of its result does not tell that it was a loop.
      if !isLoop || result.isDebug {
        if settings.showsPathOfFailures, settings.verbosity < 2 { showPath(of: result.task) }
        display("fatal: [\(result.hostLabel)]: FAILED! => \(results.json(result))", .error, result)
      }
    } else if result.skipped {
      showSkipped(result)
    } else if !isLoop {
      let (word, color) = Self.verdict(result)
      screen.display("\(word): [\(result.hostLabel)]\(details(result))", color)
    }
    if result.ignored { screen.display("...ignoring", .skip) }
    if settings.verbosity > 2 { screen.display("  [\(result.host)] \(result.cost.text)", .debug) }
  }

  private func showSkipped(_ result: TaskResult) {
    var shown = result
    if shown.values["results"]?.list != nil { shown.values["results"] = nil }
    if result.unknown, let message = result.values["msg"]?.text {
      return screen.display("unknown: [\(result.hostLabel)]: \(message)", .skip)
    }
    screen.display("skipping: [\(result.host)]\(details(shown))", .skip)
  }

  private func showItem(_ result: TaskResult) {
    if isHidden(result) { return }
    showBanner(result.task)
    state.withLock { _ = $0.looping.insert(result.host) }
    if let diff = diff(result) { screen.display(diff) }
    showWarnings(result)
    let label = "(item=\(result.labelText))"
    if result.failed || result.unreachable {
      display("failed: [\(result.hostLabel)] \(label) => \(results.json(result))", .error, result)
    } else if result.unknown, let message = result.values["msg"]?.text {
      screen.display("unknown: [\(result.hostLabel)] => \(label): \(message)", .skip)
    } else if result.skipped {
      screen.display("skipping: [\(result.host)] => \(label) \(details(result))", .skip)
    } else {
      let (word, color) = Self.verdict(result)
      screen.display("\(word): [\(result.hostLabel)] => \(label)\(details(result))", color)
    }
  }

  private func showRetry(_ result: TaskResult, _ left: Int) {
    var text =
      "FAILED - RETRYING: [\(result.hostLabel)]: \(result.task.name) (\(left) retries left)."
    if results.isShown(result, above: 2) { text += "Result was: \(results.json(result))" }
    screen.display(text, .debug)
  }

  private static func verdict(_ result: TaskResult) -> (String, Color) {
    result.changed ? ("changed", .changed) : ("ok", .ok)
  }

  private func details(_ result: TaskResult) -> String {
    results.isShown(result) ? " => \(results.json(result))" : ""
  }

  private func diff(_ result: TaskResult) -> String? {
    guard result.changed, result.showsDiff, let diff = result.values["diff"] else { return nil }
    let text = DiffText(screen: screen, settings: settings).text(diff)
    return text.isEmpty ? nil : text
  }

  private func showWarnings(_ result: TaskResult) { screen.showWarnings(of: result, settings) }

  /// A failure, and below it on standard error the place in the playbook that it comes from.
  private func display(_ text: String, _ color: Color, _ result: TaskResult) {
    screen.display(text, color, to: settings.failuresGoToError ? .error : .output)
    guard let surroundings = result.diagnostic?.surroundings, !surroundings.isEmpty else { return }
    screen.display(surroundings, color, to: .error)
  }
}
