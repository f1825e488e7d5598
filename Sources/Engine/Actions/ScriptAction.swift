import Core

/// `script`: a script of the controller, which travels with the call that runs it.
struct ScriptAction: Action {
  let sendsOnce = true

  func run(_ context: ActionContext) async throws(Diagnostic) -> Map {
    let arguments = context.arguments
    let line = (arguments["_raw"] ?? arguments["cmd"] ?? .null).string ?? ""
    guard let source = CommandLineWords.split(line).first, !source.isEmpty else {
      return .failure("one of the following is required: _raw_params, cmd")
    }
    let path = try SearchPath(scope: context.scope).find(source, kind: "files")
    let decrypts = try context.check(context.module, arguments)["decrypt"].isTrue
    let bytes =
      decrypts
      ? try context.run.settings.vault.reading(path, path).text : try Files.read(path)
    var engine = FileDelivery.inline(bytes)
    engine["_source"] = .string(source)
    engine["_raw"] = .string(line)
    return try await context.call(
      context.module, arguments, engine: engine, isLast: true, output: ["stdout", "stderr"])
  }
}
