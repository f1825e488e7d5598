import Connections
import Core
import Modules

/// A second shell of the same user on the same connection: for work beside a shell that a call keeps busy.
struct ShellBeside: Sendable {
  let connection: any Connection
  let become: Become?
  let host: String
  /// The first shell's process, and its private folder.
  let pid: Int
  let folder: String

  /// Seconds for it to come up.
  private static let patience = 10

  /// - Throws: why it does not come up: servers may allow one session only.
  func start() async throws(Diagnostic) -> any RemoteProcess {
    try await StartingShell.start(become, on: connection, host: host, patience: Self.patience)
  }

  /// Ends the call that the first shell runs, with all that it has started; and then that shell, if `ends`.
  func stopCall(_ catalog: Modules.ModuleCatalog, ends: Bool) async throws(Diagnostic) {
    let script = catalog.text(ofPart: "stop") + Array("stop_call \(pid) \(ends)\nexit\n".utf8)
    let process = try await start()
    try await process.write(script)
    while true {
      if case .exit = try await process.read() { return }
    }
  }
}

/// Where a call is on its way.
enum CallPlace {
  /// Not sent yet.
  case unsent
  /// Sent, behind another one.
  case behind
  case running
  /// Answered or lost.
  case over
}

extension RemoteShell {
  /// How long a call may take to end once it was told to, before the shell is given up.
  private static let patience = Duration.seconds(10)

  /// Ends a call, with all that it has started at the far end; the shell goes on with the next one if
  /// it can. What stands before the call in the shell is not touched.
  func stop(_ pending: PendingReply) async {
    var end = ContinuousClock.now + Self.patience
    var hasTold = false
    while ContinuousClock.now < end {
      switch place(of: pending) {
      case .over: return
      case .unsent: withdraw(pending)
      case .behind: end = ContinuousClock.now + Self.patience
      case .running:
        if !hasTold, let beside {
          hasTold = true
          await within(Self.patience) { [catalog] in
            try? await beside.stopCall(catalog, ends: false)
          }
        }
      }
      try? await _Concurrency.Task.sleep(for: .milliseconds(20))
    }
    await finish()
  }

  /// Ends the shell at once, with the call that is under way.
  func interrupt() async {
    let isBusy = stopSending()
    if isBusy, let beside { try? await beside.stopCall(catalog, ends: true) }
    await finish()
  }
}

/// Waits for work, but not longer than this; then it goes on by itself.
private func within(_ time: Duration, _ work: @escaping @Sendable () async -> Void) async {
  let gate = Gate()
  let timer = _Concurrency.Task {
    if (try? await _Concurrency.Task.sleep(for: time)) != nil { gate.open() }
  }
  _Concurrency.Task {
    await work()
    gate.open()
  }
  await gate.wait()
  timer.cancel()
}
