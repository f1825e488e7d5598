import Core

/// `pause`: waits for some time, or for a person.
struct PauseAction: Action {
  func run(_ context: ActionContext) async throws(Diagnostic) -> Map {
    let arguments = try context.check(context.module, context.arguments)
    let echoes = arguments["echo"].isTrue
    let (begin, start) = (Timestamp.now, ContinuousClock.now)
    var input = ""
    if arguments.isGiven("seconds") || arguments.isGiven("minutes") {
      let seconds = (arguments["seconds"].asDouble ?? 0) + (arguments["minutes"].asDouble ?? 0) * 60
      await wait(max(1, seconds), echoes, context)
    } else {
      input = await answer(arguments["prompt"].string, echoes, context)
    }
    let waited = ContinuousClock.now - start
    let (unit, length) = arguments.isGiven("seconds") ? ("seconds", 1.0) : ("minutes", 60.0)
    let duration = (waited / .seconds(length) * 100).rounded() / 100
    return [
      "changed": false, "user_input": .string(input), "rc": 0, "stderr": "", "echo": .bool(echoes),
      "start": .string(begin.text), "stop": .string(Timestamp.now.text),
      "delta": .int(Int(waited.components.seconds)),
      "stdout": .string("Paused for \(Value.float(duration).text) \(unit)"),
    ]
  }

  private func wait(
    _ seconds: Double, _ echoes: Bool, _ context: ActionContext
  ) async {
    let hidden = echoes ? "" : " (output is hidden)"
    context.slot.receive(
      .verbose(level: 0, host: nil, "Pausing for \(Int(seconds)) seconds\(hidden)"))
    await context.limit.pause(.seconds(seconds))
  }

  /// What the person types; nothing where there is none.
  private func answer(
    _ prompt: String?, _ echoes: Bool, _ context: ActionContext
  ) async -> String {
    let settings = context.run.settings
    guard let ask = settings.ask, settings.isInteractive else {
      context.warn("Not waiting for response to prompt as stdin is not interactive")
      return ""
    }
    let hidden = echoes ? "" : " (output is hidden)"
    let question = prompt.map { $0 + hidden } ?? "Press enter to continue, Ctrl+C to interrupt"
    return await ask("[\(context.task.title)]\n\(question):\n", !echoes) ?? ""
  }
}
