import Core
import Modules

/// `pause`: waits for some time, or for a person.
struct PauseAction: Action {
  /// What one may do while time goes by.
  private static let controls = "(ctrl+C then 'C' = continue early, ctrl+C then 'A' = abort)\r"

  /// In either unit; more than a thousand years.
  private static let longest = 1 << 36

  func run(_ context: ActionContext) async throws(Diagnostic) -> Map {
    let arguments = try context.check(context.module, context.arguments)
    let start = Timestamp.now
    let minutes = try Self.number("minutes", arguments)
    let seconds =
      if let minutes { minutes * 60 } else { try Self.number("seconds", arguments) }
    let input =
      if let seconds {
        try await wait(max(1, seconds), arguments, context)
      } else {
        try await ask(arguments, context)
      }
    guard let input else { return .failure("user requested abort!") }
    let stop = Timestamp.now
    let duration = stop.seconds(since: start)
    let isInMinutes = minutes != nil || seconds == nil
    let shown = isInMinutes ? duration / 60 : duration
    return [
      "changed": false, "user_input": .string(input), "rc": 0, "stderr": "",
      "start": .string(start.text), "stop": .string(stop.text), "delta": .int(Int(duration)),
      "echo": .bool(arguments["echo"].isTrue),
      "stdout": .string(
        "Paused for \(PythonText.float((shown * 100).rounded() / 100)) "
          + (isInMinutes ? "minutes" : "seconds")),
    ]
  }

  /// What Python's `int()` gives: what stands behind the point of a number is taken away. Longer than anybody
  /// waits is as long as that.
  private static func number(
    _ name: String, _ arguments: Modules.Arguments
  ) throws(Diagnostic) -> Int? {
    let value = arguments[name]
    let problem: String
    switch value {
    case .null: return nil
    case .string(let text):
      if let number = Int(StringEnds.trimmed(text)) { return max(0, min(number, longest)) }
      problem = "invalid literal for int() with base 10: \(value.repr)"
    default:
      if let number = value.asDouble, !number.isNaN {
        return Int(min(max(0, number), Double(longest)))
      }
      problem =
        "int() argument must be a string, a bytes-like object or a real number, not '\(value.typeName)'"
    }
    throw Diagnostic(
      .invalid,
      "argument '\(name)' is of type \(value.typeName) and we were unable to convert to int: \(problem)"
    )
  }

  /// - Returns: nothing typed, or nil for the end of the run.
  private func wait(
    _ seconds: Int, _ arguments: Modules.Arguments, _ context: ActionContext
  ) async throws(Diagnostic) -> String? {
    let isGiven = arguments["prompt"].isTrue
    tell(
      "Pausing for \(seconds) seconds" + (arguments["echo"].isTrue ? "" : " (output is hidden)"),
      context)
    if isGiven { tell(Self.controls, context) }
    let question = isGiven ? Self.question(arguments, context) : Self.controls
    switch await context.run.settings.keys?(question, .time(seconds)) {
    case .typed?: return ""
    case .interrupted?: return await decide(context)
    case nil:
      await context.limit.pause(.seconds(seconds))
      return ""
    }
  }

  private func ask(
    _ arguments: Modules.Arguments, _ context: ActionContext
  ) async throws(Diagnostic) -> String? {
    let prompt = KeyPrompt.line(hidden: !arguments["echo"].isTrue)
    switch await context.run.settings.keys?(Self.question(arguments, context), prompt) {
    case .typed(let text)?: return text
    case .interrupted?: return await decide(context)
    case nil:
      context.run.sink.receive(
        .warning(
          Diagnostic(
            .usage, "Not waiting for response to prompt as stdin is not interactive")))
      return ""
    }
  }

  /// - Returns: nothing typed where the play goes on.
  private func decide(_ context: ActionContext) async -> String? {
    let question = "Press 'C' to continue the play or 'A' to abort \r"
    guard case .typed? = await context.run.settings.keys?(question, .decision) else { return nil }
    return ""
  }

  private static func question(_ arguments: Modules.Arguments, _ context: ActionContext) -> String {
    let prompt = arguments["prompt"].string ?? ""
    let words = prompt.isEmpty ? "Press enter to continue, Ctrl+C to interrupt" : prompt
    let note = arguments["echo"].isTrue ? "" : " (output is hidden)"
    return "[\(context.task.title)]\n\(words)\(note):"
  }

  private func tell(_ text: String, _ context: ActionContext) {
    context.run.sink.receive(.verbose(level: 0, host: nil, text))
  }
}
