import Core
import Synchronization

/// What a process has said and nobody has read yet, between a loop and a reading task.
///
/// The loop delivers, one task reads; at `capacity` the loop is asked to stop reading until
/// there is room again, so that a fast host cannot fill our memory.
final class ProcessMailbox: Sendable {
  private typealias Outcome = Result<ProcessOutput, Diagnostic>
  private struct State {
    var outputs: [ProcessOutput] = []
    /// Outputs before this index have been read.
    var head = 0
    var bytes = 0
    var full = false
    var end: Outcome?
    var reader: UnsafeContinuation<Outcome, Never>?

    /// The next output, if there is one.
    mutating func take(roomAgain: inout Bool) -> ProcessOutput? {
      guard head < outputs.count else { return nil }
      let output = outputs[head]
      head += 1
      if head == outputs.count || head > 256 {
        outputs.removeFirst(head)
        head = 0
      }
      bytes -= output.count
      if full, bytes <= ProcessMailbox.capacity / 2 {
        full = false
        roomAgain = true
      }
      return output
    }
  }

  static let capacity = 1 << 20
  private let state = Mutex(State())

  /// Takes a piece of output; false when there is no room for more.
  func deliver(_ output: ProcessOutput) -> Bool {
    let (reader, room) = state.withLock { state -> (UnsafeContinuation<Outcome, Never>?, Bool) in
      if let reader = state.reader {
        state.reader = nil
        return (reader, true)
      }
      state.outputs.append(output)
      state.bytes += output.count
      state.full = state.bytes >= Self.capacity
      return (nil, !state.full)
    }
    reader?.resume(returning: .success(output))
    return room
  }

  /// Notes the end, which readers get after all output. Only the first end counts.
  func finish(_ end: Result<ProcessOutput, Diagnostic>) {
    let reader = state.withLock { state -> UnsafeContinuation<Outcome, Never>? in
      guard state.end == nil else { return nil }
      state.end = end
      defer { state.reader = nil }
      return state.reader
    }
    reader?.resume(returning: end)
  }

  /// Waits for the next output or the end; calls `resume` when a full box has room again.
  /// A task that is cancelled stops waiting with an error.
  func next(resume: () -> Void) async throws(Diagnostic) -> ProcessOutput {
    var roomAgain = false
    let outcome: Outcome = await withTaskCancellationHandler {
      await withUnsafeContinuation { (reader: UnsafeContinuation<Outcome, Never>) in
        let outcome = state.withLock { state -> Outcome? in
          if let output = state.take(roomAgain: &roomAgain) { return .success(output) }
          if let end = state.end { return end }
          if Task.isCancelled { return .failure(Self.cancelled) }
          precondition(state.reader == nil, "a process has one reader at a time")
          state.reader = reader
          return nil
        }
        if let outcome { reader.resume(returning: outcome) }
      }
    } onCancel: {
      let reader = state.withLock { state -> UnsafeContinuation<Outcome, Never>? in
        defer { state.reader = nil }
        return state.reader
      }
      reader?.resume(returning: .failure(Self.cancelled))
    }
    if roomAgain { resume() }
    return try outcome.get()
  }

  private static let cancelled = Diagnostic(.unreachable, "interrupted")
}

extension ProcessOutput {
  /// How many bytes it carries.
  package var count: Int {
    switch self {
    case .output(let bytes), .error(let bytes): bytes.count
    case .exit: 0
    }
  }
}
