import Core

/// Ansible's `minimal` callback, which `bosun adhoc` uses: a result per host and nothing else.
package final class MinimalReporter: Reporter {
  package static let name = "minimal"

  private let settings: ReporterSettings
  private let screen: Screen
  private let results: ResultText
  private let live: LiveLine

  package init(_ settings: ReporterSettings, screen: Screen) {
    self.settings = settings
    self.screen = screen
    results = ResultText(verbosity: settings.verbosity, yaml: settings.yaml)
    live = LiveLine(screen)
  }

  package var showsOutput: Bool { live.isShown }
  package func show(output lines: [String], of host: String) { live.show(lines, of: host) }

  package func receive(_ event: Event) {
    switch event {
    case .hostStarted(let host, let task): live.start(host: host, title: task.title)
    case .result(let result): show(result)
    case .warning(let diagnostic): screen.warning(diagnostic)
    case .deprecation(let diagnostic): screen.deprecation(diagnostic)
    case .verbose(let level, let host, let text) where host != nil || level == 0:
      settings.show(text, at: level, of: host, on: screen)
    case .recap: live.stop()
    default: return
    }
  }

  private func show(_ result: TaskResult) {
    live.finish(host: result.host)
    screen.showWarnings(of: result, settings)
    if let diff = result.values["diff"], result.changed, result.showsDiff {
      let text = DiffText(screen: screen, settings: settings).text(diff)
      if !text.isEmpty { screen.display(text) }
    }
    if result.unreachable {
      display("UNREACHABLE!", result, .unreachable)
    } else if result.failed {
      display("FAILED", result, .error, mark: "!")
    } else if result.skipped {
      screen.display("\(result.host) | SKIPPED", .skip)
    } else {
      // What `debug` shows does not tell of a change.
      let isChanged = result.changed && !result.isDebug
      display(isChanged ? "CHANGED" : "SUCCESS", result, isChanged ? .changed : .ok)
    }
  }

  private func display(_ word: String, _ result: TaskResult, _ color: Color, mark: String = "") {
    if result.isCommand, !result.unreachable,
      result.failed || result.values["ansible_job_id"] == nil
    {
      let head = "\(result.host) | \(word) | rc=\(result.values["rc"]?.text ?? "-1") >>\n"
      let parts = ["stdout", "stderr", "msg"].map { result.values[$0]?.text ?? "" }
      screen.display(head + parts.joined() + "\n", color)
    } else {
      screen.display(
        "\(result.host) | \(word)\(mark) => \(results.json(result, indent: 4))", color)
    }
    guard let surroundings = result.diagnostic?.surroundings, !surroundings.isEmpty else { return }
    screen.display(surroundings, color, to: .error)
  }
}
