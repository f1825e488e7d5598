import Core

/// Adds up what tasks cost, from the events of a run.
struct CostTally: Sendable {
  struct Task: Sendable {
    let title: String
    var cost = Cost()
  }

  /// In the order in which they first gave a result.
  private(set) var tasks: [Task] = []
  /// Results of a task on a host.
  private(set) var results = 0
  private(set) var controller = ControllerCost(processor: .zero, connecting: .zero)
  private var places: [Int: Int] = [:]

  mutating func receive(_ event: Event) {
    switch event {
    case .result(let result): add(result)
    case .controller(let cost): controller = cost
    default: return
    }
  }

  private mutating func add(_ result: TaskResult) {
    results += 1
    let place = places[result.task.id] ?? tasks.count
    if place == tasks.count {
      places[result.task.id] = place
      tasks.append(Task(title: result.task.title))
    }
    tasks[place].cost += result.cost
  }

  var total: Cost { tasks.reduce(Cost()) { $0 + $1.cost } }

  /// The tasks that took the most time, of all hosts together.
  func costliest(_ count: Int) -> [Task] {
    Array(tasks.sorted { $0.cost.time > $1.cost.time }.prefix(count))
  }

  /// Processor time once connected, for each result.
  var processorPerResult: Duration {
    (controller.processor - controller.connecting) / max(results, 1)
  }
}
