import Core
import Modules

/// `user`: before it removes a user, our own shells of that user end.
struct UserAction: Action {
  let sendsOnce = true

  func run(_ context: ActionContext) async throws(Diagnostic) -> Map {
    if context.arguments["state"] == "absent", !context.checkMode,
      let name = (context.arguments["name"] ?? context.arguments["user"])?.text
    {
      try await context.endShells(of: name)
    }
    return try await context.call(context.module, isLast: true)
  }
}
