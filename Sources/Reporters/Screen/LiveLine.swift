import Core
import Synchronization

/// The line below the output that says what is running on which hosts and for how long; above it the last lines that
/// running commands have printed. Where the screen has no terminal it does nothing.
final class LiveLine: Sendable {
  private struct Job {
    let title: String
    let start: ContinuousClock.Instant
    var output: [String] = []
  }

  private struct State {
    var jobs = OrderedDictionary<String, Job>()
    var ticker: Task<Void, Never>?
  }

  private let screen: Screen
  private let state = Mutex(State())
  private static let interval = Duration.milliseconds(250)

  init(_ screen: Screen) { self.screen = screen }

  var isShown: Bool { screen.liveColumns != nil }

  /// Replaces what a host's command has printed last.
  func show(_ lines: [String], of host: String) {
    state.withLock { $0.jobs[host]?.output = lines }
  }

  func start(host: String, title: String) {
    guard screen.liveColumns != nil else { return }
    state.withLock { state in
      state.jobs[host] = Job(title: title, start: .now)
      if state.ticker == nil { state.ticker = Task.detached { await self.tick() } }
    }
  }

  func finish(host: String) {
    guard screen.liveColumns != nil else { return }
    let isIdle = state.withLock { state in
      state.jobs[host] = nil
      return state.jobs.isEmpty
    }
    if isIdle { screen.setLiveLine("") }
  }

  /// Removes the line for good.
  func stop() {
    state.withLock { state in
      state.jobs = [:]
      state.ticker?.cancel()
    }
    screen.setLiveLine("")
  }

  private func tick() async {
    while (try? await Task.sleep(for: Self.interval)) != nil {
      let text = state.withLock {
        Self.output(Array($0.jobs), rows: screen.liveRows) + Self.text(Array($0.jobs), now: .now)
      }
      if !Task.isCancelled { screen.setLiveLine(text) }
    }
  }

  /// The last lines of each host's command, all together no more than the screen has rows for.
  private static func output(_ jobs: [(key: String, value: Job)], rows: Int) -> String {
    let talking = jobs.filter { !$0.value.output.isEmpty }.prefix(max(0, rows - 2))
    guard !talking.isEmpty else { return "" }
    let share = max(1, (rows - 2) / talking.count)
    return talking.flatMap { host, job in
      job.output.suffix(share).map { "\(host) | \(printable($0))\n" }
    }.joined()
  }

  /// A line without what moves the cursor or colours.
  private static func printable(_ line: String) -> String {
    var text = String.UnicodeScalarView()
    var isEscape = false
    for scalar in line.unicodeScalars {
      if isEscape {
        isEscape = !scalar.properties.isAlphabetic
      } else if scalar == "\u{1B}" {
        isEscape = true
      } else {
        let isControl = scalar.properties.generalCategory == .control
        text.append(isControl ? " " : scalar)
      }
    }
    return String(text)
  }

  /// `title: host 12 s, host 3 s, …` for the task that has run longest.
  private static func text(
    _ jobs: [(key: String, value: Job)], now: ContinuousClock.Instant
  ) -> String {
    guard let oldest = jobs.min(by: { $0.value.start < $1.value.start }) else { return "" }
    let hosts = jobs.map { host, job in "\(host) \((now - job.start).components.seconds) s" }
    let count = jobs.count > 1 ? "\(jobs.count) hosts: " : ""
    return "\(oldest.value.title): \(count)\(hosts.joined(separator: ", "))"
  }
}
