import Core

/// `wait_for_connection`: until the host answers.
struct WaitForConnectionAction: Action {
  private static let options = ["connect_timeout", "delay", "sleep", "timeout"]

  func run(_ context: ActionContext) async throws(Diagnostic) -> Map {
    let others = context.arguments.keys.map(\.text).filter { !Self.options.contains($0) }
    guard others.isEmpty else {
      return .failure(
        "Invalid options for wait_for_connection: \(others.sorted().joined(separator: ","))")
    }
    let arguments = try context.check(context.module, context.arguments)
    if context.checkMode { return ["changed": false, "elapsed": 0, "skipped": true] }
    let start = ContinuousClock.now
    func elapsed() -> Int { Int((ContinuousClock.now - start).components.seconds) }
    func seconds(_ name: String) -> Duration { .seconds(arguments[name].int ?? 0) }
    await context.limit.pause(seconds("delay"))
    while true {
      // Whatever was open may be a host that is about to go down.
      context.resetConnection()
      do {
        _ = try await context.call("ansible.builtin.ping", [:])
        return ["changed": false, "elapsed": .int(elapsed())]
      } catch {
        guard error.kind == .unreachable || error.kind == .authentication else { throw error }
        if elapsed() >= arguments["timeout"].int ?? 0 || context.limit.isOver {
          var failure = Map.failure("timed out waiting for ping module test: \(error.message)")
          failure["elapsed"] = .int(elapsed())
          return failure
        }
        await context.limit.pause(seconds("sleep"))
      }
    }
  }
}
