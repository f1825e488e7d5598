import Core
import Synchronization

/// Ansible's `json` callback: one JSON text with all plays, tasks and results when the run ends.
package final class JSONReporter: Reporter {
  package static let name = "json"

  private struct Play {
    var name: String
    var tasks: [Task] = []
  }

  private struct Task {
    var heading: TaskHeading
    var hosts = Map()
    var cost = Cost()
  }

  private let screen: Screen
  private let results: ResultText
  private let showsCosts: Bool
  private let plays = Mutex<[Play]>([])
  private let customStatistics = Mutex<[(host: String?, values: Map)]>([])
  private let costs = Mutex(CostTally())

  package init(_ settings: ReporterSettings, screen: Screen) {
    self.screen = screen
    results = ResultText(verbosity: max(3, settings.verbosity))
    showsCosts = settings.showsStatistics
  }

  package func receive(_ event: Event) {
    if showsCosts { costs.withLock { $0.receive(event) } }
    switch event {
    case .playStarted(let name, _): plays.withLock { $0.append(Play(name: name)) }
    case .taskStarted(let task): plays.withLock { Self.add(task, to: &$0) }
    case .result(let result): keep(result)
    case .warning(let diagnostic): screen.warning(diagnostic)
    case .deprecation(let diagnostic): screen.deprecation(diagnostic)
    case .customStatistics(let statistics): customStatistics.withLock { $0 = statistics }
    case .recap(let hosts): screen.display(text(hosts))
    default: return
    }
  }

  private static func add(_ task: TaskHeading, to plays: inout [Play]) {
    if plays.isEmpty { plays.append(Play(name: "")) }
    plays[plays.count - 1].tasks.append(Task(heading: task))
  }

  private func keep(_ result: TaskResult) {
    var values = results.shown(result)
    values["action"] = .string(result.task.action)
    plays.withLock { plays in
      if plays.last?.tasks.last?.heading.id != result.task.id { Self.add(result.task, to: &plays) }
      let last = plays[plays.count - 1].tasks.count - 1
      plays[plays.count - 1].tasks[last].hosts[result.host] = .map(values)
      plays[plays.count - 1].tasks[last].cost += result.cost
    }
  }

  private func text(_ hosts: [(host: String, summary: HostSummary)]) -> String {
    var stats = Map()
    for (host, summary) in hosts { stats[host] = .map(counts(summary)) }
    let plays = plays.withLock { $0.map(value) }
    var run: Map = [
      "plays": .list(plays), "stats": .map(stats), "global_custom_stats": [:],
    ]
    var ofHosts = Map()
    for (host, values) in customStatistics.withLock({ $0 }) {
      if let host { ofHosts[host] = .map(values) } else { run["global_custom_stats"] = .map(values) }
    }
    run["custom_stats"] = .map(ofHosts)
    if showsCosts { run["controller"] = costs.withLock { $0.controllerValue } }
    return JSONWriter(indent: 4, sortKeys: true).write(.map(run))
  }

  private func counts(_ summary: HostSummary) -> Map {
    var counts: Map = [
      "ok": .int(summary.ok), "changed": .int(summary.changed),
      "unreachable": .int(summary.unreachable), "failures": .int(summary.failed),
      "skipped": .int(summary.skipped), "rescued": .int(summary.rescued),
      "ignored": .int(summary.ignored),
    ]
    if showsCosts { counts["cost"] = summary.cost.value }
    return counts
  }

  private func value(_ play: Play) -> Value {
    let tasks = play.tasks.map { task -> Value in
      var about: Map = [
        "name": .string(task.heading.title), "id": .string(String(task.heading.id)),
      ]
      if let location = task.heading.location {
        about["path"] = .string("\(Path.absolute(location.file.name)):\(location.line)")
      }
      var value: Map = ["hosts": .map(task.hosts), "task": .map(about)]
      if showsCosts { value["cost"] = task.cost.value }
      return .map(value)
    }
    return ["play": ["name": .string(play.name)], "tasks": .list(tasks)]
  }
}
