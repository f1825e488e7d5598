import Core
import Synchronization

/// `ansible.posix.profile_roles`: which roles took longest, and which modules outside of roles.
package final class ProfileRoles: Companion {
  package static let name = "profile_roles"

  private let screen: Screen
  private let showsTasks: Bool
  private let state = Mutex(State())

  private struct State {
    var stopwatch = Stopwatch(format: "%A %d %B %Y  %H:%M:%S %z")
    var names: [String] = []
    var times: [String: Duration] = [:]
    var current: (name: String, since: ContinuousClock.Instant)?

    mutating func settle() {
      guard let current else { return }
      if times[current.name] == nil { names.append(current.name) }
      times[current.name, default: .zero] += ContinuousClock.now - current.since
      self.current = nil
    }
  }

  package init(_ options: CompanionOptions, screen: Screen) {
    self.screen = screen
    showsTasks = !options["summary_only"].isTrue
  }

  package func receive(_ event: Event) {
    switch event {
    case .taskStarted(let task): begin(task)
    case .recap: end()
    default: return
    }
  }

  private func begin(_ task: TaskHeading) {
    let line = state.withLock { state in
      state.settle()
      state.current = (task.role ?? task.shortAction, ContinuousClock.now)
      return state.stopwatch.line()
    }
    if showsTasks { screen.display(line) }
  }

  private func end() {
    screen.banner("ROLES RECAP")
    let (line, rows) = state.withLock { state in
      let line = state.stopwatch.line()
      state.settle()
      return (line, state.names.map { ($0, state.times[$0] ?? .zero) })
    }
    screen.display(line)
    screen.display(Stopwatch.filled("", with: "="))
    for (name, time) in rows.sorted(by: { $0.1 > $1.1 }) {
      screen.display(Stopwatch.row(name, time, columns: 79))
    }
    screen.display(Stopwatch.filled("", with: "~"))
    screen.display(
      Stopwatch.row("total", rows.reduce(.zero) { $0 + $1.1 }, columns: 79))
  }
}
