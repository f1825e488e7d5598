import Core
import Synchronization

/// Brings the events of hosts that are at different tasks of a stretch into the order of Ansible's
/// linear strategy: all of a task, then the next task's heading.
final class ResultOrder: Sendable {
  private struct State {
    /// The task whose events are shown.
    var position = -1
    /// Per task: the hosts that came through, those that go no further, and events that came early.
    var passed: [Int]
    var left: [Int]
    var early: [[Event]]
    /// The hosts that begin the current task.
    var expected: Int
  }

  private let sink: any EventSink
  private let headings: [TaskHeading]
  private let state: Mutex<State>

  init(headings: [TaskHeading], hosts: Int, sink: any EventSink) {
    self.sink = sink
    self.headings = headings
    let none = [Int](repeating: 0, count: headings.count)
    state = Mutex(
      State(
        passed: none, left: none, early: Array(repeating: [], count: headings.count),
        expected: hosts))
    state.withLock { begin(0, &$0) }
  }

  /// Shows events at once where it is the task's turn.
  ///
  /// - Returns: whether it is.
  func forward(_ events: [Event], of index: Int) -> Bool {
    state.withLock { state in
      guard index == state.position else { return false }
      for event in events { sink.receive(event) }
      return true
    }
  }

  /// Shows events when it is the task's turn.
  func accept(_ events: [Event], of index: Int) {
    state.withLock { state in
      if index == state.position {
        for event in events { sink.receive(event) }
      } else {
        state.early[index] += events
      }
    }
  }

  /// A host has come through a task.
  func pass(_ index: Int) {
    state.withLock { state in
      state.passed[index] += 1
      advance(&state)
    }
  }

  /// A host begins no task after this one.
  func leave(after index: Int) {
    state.withLock { state in
      guard index >= 0, index < headings.count - 1 else { return }
      state.left[index] += 1
      advance(&state)
    }
  }

  private func advance(_ state: inout State) {
    while state.position < headings.count - 1,
      state.passed[state.position] + state.left[state.position] >= state.expected
    {
      state.expected -= state.left[state.position]
      guard state.expected > 0 else { return }
      begin(state.position + 1, &state)
    }
  }

  private func begin(_ index: Int, _ state: inout State) {
    state.position = index
    sink.receive(.taskStarted(headings[index]))
    for event in state.early[index] { sink.receive(event) }
    state.early[index] = []
  }
}
