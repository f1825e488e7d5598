import Core
import Playbooks
import Synchronization

/// Ansible's `free` and `host_pinned`: each host goes through the play by itself, as a batch of one,
/// at most `forks` of them at once.
struct FreeStrategy {
  let run: Run
  let play: PlayContext
  let hosts: [HostState]

  /// - Parameter walk: takes one host through the play.
  /// - Throws: the error of the first host in order that had one.
  func execute(
    _ walk: @escaping (LinearStrategy) async throws(Diagnostic) -> Outcome
  ) async throws(Diagnostic) -> Outcome {
    let display = FreeDisplay(sink: run.sink)
    let results = await withTaskGroup(of: (Int, Result<Outcome, Diagnostic>).self) { group in
      var results: [Int: Result<Outcome, Diagnostic>] = [:]
      var next = 0
      func startOne() {
        guard next < hosts.count else { return }
        let index = next
        let strategy = Handover(
          LinearStrategy(
            run: run, play: play, hosts: [hosts[index]], batch: hosts,
            sink: FreeDisplay.OfHost(display)), walk)
        group.addTask { (index, await strategy.result()) }
        next += 1
      }
      for _ in 0..<min(run.settings.forks, hosts.count) { startOne() }
      for await (index, result) in group {
        results[index] = result
        startOne()
      }
      return hosts.indices.compactMap { results[$0] }
    }
    var outcome = Outcome()
    var isOver = true
    for result in results {
      var one = try result.get()
      isOver = isOver && one.hasEnded
      one.hasEnded = false
      outcome.merge(one)
    }
    outcome.hasEnded = isOver
    return outcome
  }
}

/// Hands a strategy over to the task that uses it, and nobody else.
private struct Handover: @unchecked Sendable {
  let strategy: LinearStrategy
  let walk: (LinearStrategy) async throws(Diagnostic) -> Outcome

  init(
    _ strategy: LinearStrategy,
    _ walk: @escaping (LinearStrategy) async throws(Diagnostic) -> Outcome
  ) {
    (self.strategy, self.walk) = (strategy, walk)
  }

  func result() async -> Result<Outcome, Diagnostic> {
    do { return .success(try await walk(strategy)) } catch { return .failure(error) }
  }
}

/// Brings the events of hosts that are at different tasks together: a task's heading is shown before a
/// result whenever the result before it was of another task.
private final class FreeDisplay: Sendable {
  private let sink: any EventSink
  private let shown = Mutex<Int?>(nil)

  init(sink: any EventSink) { self.sink = sink }

  private func receive(_ event: Event?, under heading: TaskHeading?) {
    shown.withLock { shown in
      if let heading, heading.id != shown {
        shown = heading.id
        sink.receive(.taskStarted(heading))
      }
      if let event { sink.receive(event) }
    }
  }

  /// One host's part.
  final class OfHost: EventSink {
    private let display: FreeDisplay
    private let current = Mutex<TaskHeading?>(nil)

    init(_ display: FreeDisplay) { self.display = display }

    var showsOutput: Bool { display.sink.showsOutput }
    func show(output lines: [String], of host: String) {
      display.sink.show(output: lines, of: host)
    }

    func receive(_ event: Event) {
      switch event {
      case .taskStarted(let heading):
        current.withLock { $0 = heading }
        // These have no results.
        if heading.action == "ansible.builtin.meta" { display.receive(nil, under: heading) }
      case .noHostsRemaining: break
      case .included: display.receive(event, under: current.withLock { $0 })
      case .item(let result), .result(let result), .retry(let result, _):
        display.receive(event, under: result.task)
      default: display.receive(event, under: nil)
      }
    }
  }
}
