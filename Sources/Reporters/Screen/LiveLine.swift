import Core
import Synchronization

/// The line below the output that says what is running on which hosts and for how long. Where the
/// screen has no terminal it does nothing.
final class LiveLine: Sendable {
  private struct Job {
    let title: String
    let start: ContinuousClock.Instant
  }

  private struct State {
    var jobs = OrderedDictionary<String, Job>()
    var ticker: Task<Void, Never>?
  }

  private let screen: Screen
  private let state = Mutex(State())
  private static let interval = Duration.milliseconds(250)

  init(_ screen: Screen) { self.screen = screen }

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
      let text = state.withLock { Self.text(Array($0.jobs), now: .now) }
      if !Task.isCancelled { screen.setLiveLine(text) }
    }
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
