import Core

/// `fail`: fails, with a message.
struct FailAction: Action {
  func run(_ context: ActionContext) async throws(Diagnostic) -> Map {
    let arguments = try context.check(context.module, context.arguments)
    return .failure(arguments["msg"].string ?? "Failed as requested from task")
  }
}
