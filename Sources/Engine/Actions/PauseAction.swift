import Core

/// `pause`: waits for some time, or for a person.
struct PauseAction: Action {
  func run(_ context: ActionContext) async throws(Diagnostic) -> Map {
    let arguments = try context.check(context.module, context.arguments)
    let start = ContinuousClock.now
    var input = ""
    let seconds = (arguments["seconds"].asDouble ?? 0) + (arguments["minutes"].asDouble ?? 0) * 60
    let isTimed = arguments.isGiven("seconds") || arguments.isGiven("minutes")
    if isTimed {
      await context.limit.pause(.seconds(max(0, seconds)))
    } else if let ask = context.run.settings.ask {
      let question = arguments["prompt"].string ?? "Press enter to continue, Ctrl+C to interrupt"
      input = await ask("[\(context.task.title)]\n\(question):\n", !arguments["echo"].isTrue) ?? ""
    }
    let waited = ContinuousClock.now - start
    return [
      "changed": false, "user_input": .string(input), "rc": 0, "stderr": "",
      "echo": .bool(arguments["echo"].isTrue), "delta": .int(Int(waited.components.seconds)),
      "stdout": .string("Paused for \(seconds) seconds"),
    ]
  }
}
