import Core
import Synchronization

/// A connection whose commands are children of ours: `/bin/sh`, or a client program that runs
/// them elsewhere.
final class ProgramConnection: Connection {
  /// The argument vector that runs a command.
  private let arguments: @Sendable (_ command: String) -> [String]
  private let started = Mutex<[WeakProcess]>([])

  init(_ arguments: @escaping @Sendable (_ command: String) -> [String]) {
    self.arguments = arguments
  }

  func start(_ command: String) async throws(Diagnostic) -> any RemoteProcess {
    let process = try await PipedProcess.start(arguments(command))
    started.withLock { started in
      started.removeAll { $0.process == nil }
      started.append(WeakProcess(process))
    }
    return process
  }

  func close() async {
    let all = started.withLock { started in
      defer { started = [] }
      return started
    }
    for entry in all { await entry.process?.terminate() }
  }
}

private struct WeakProcess: Sendable {
  weak let process: LocalProcess?
  init(_ process: LocalProcess) { self.process = process }
}
