import Core
import Synchronization

/// `ansible.posix.profile_tasks`: when each task began, and which took longest. As tasks are sent ahead, a task's
/// time is the one between its heading and the next one.
package final class ProfileTasks: Companion {
  package static let name = "profile_tasks"

  private let screen: Screen
  private let options: CompanionOptions
  private let state: Mutex<State>

  private struct State {
    var stopwatch: Stopwatch
    var tasks: [(id: Int, name: String, path: String?, time: Duration)] = []
    var current: (place: Int, since: ContinuousClock.Instant)?

    /// Ends what is under way.
    mutating func settle() {
      guard let current else { return }
      tasks[current.place].time += ContinuousClock.now - current.since
      self.current = nil
    }
  }

  package init(_ options: CompanionOptions, screen: Screen) {
    self.options = options
    self.screen = screen
    let format = options["datetime_format"].text
    let chosen = format == "iso8601" ? "%Y-%m-%dT%H:%M:%S" : format
    state = Mutex(State(stopwatch: Stopwatch(format: chosen)))
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
      let place = state.tasks.firstIndex { $0.id == task.id } ?? state.tasks.count
      if place == state.tasks.count {
        let path = task.location.map { "\(Path.absolute($0.file.name)):\($0.line)" }
        state.tasks.append((task.id, task.title, path, .zero))
      }
      state.current = (place, ContinuousClock.now)
      return state.stopwatch.line()
    }
    if !options["summary_only"].isTrue { screen.display(line) }
  }

  private func end() {
    screen.banner("TASKS RECAP")
    let (line, tasks) = state.withLock { state in
      let line = state.stopwatch.line()
      state.settle()
      return (line, state.tasks)
    }
    screen.display(line)
    screen.display(Stopwatch.filled("", with: "="))
    let sorted =
      switch options["sort_order"].text {
      case "ascending": tasks.sorted { $0.time < $1.time }
      case "none": tasks
      default: tasks.sorted { $0.time > $1.time }
      }
    let count = Int(options["output_limit"].text) ?? sorted.count
    for task in sorted.prefix(count) {
      screen.display(Stopwatch.row(task.name, task.time, columns: screen.columns))
      guard options.verbosity > 1, let path = task.path else { continue }
      let dashes = String(repeating: "-", count: max(0, screen.columns - path.count - 1))
      screen.display("\(path) \(dashes)")
    }
  }
}
