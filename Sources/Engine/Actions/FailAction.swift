import Core

/// `fail`: fails, with a message.
struct FailAction: Action {
  func run(_ context: ActionContext) async throws(Diagnostic) -> Map {
    _ = try context.check(context.module, context.arguments)
    var values = Map.failure("Failed as requested from task")
    // A message may be a list or any other value, and stays what it is.
    if let message = context.arguments["msg"] { values["msg"] = message }
    return values
  }
}
