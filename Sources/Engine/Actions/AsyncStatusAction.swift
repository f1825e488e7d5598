import Core

/// `async_status`: how a job is that a task with `async` has begun.
struct AsyncStatusAction: Action {
  func run(_ context: ActionContext) async throws(Diagnostic) -> Map {
    let arguments = try context.check(context.module, context.arguments)
    let id = arguments["jid"].text
    return arguments["mode"].text == "cleanup"
      ? try await JobStatus(context).remove(id) : try await JobStatus(context).status(id)
  }
}
