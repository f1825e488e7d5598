import Core
import Playbooks

/// Asks for the variables of `vars_prompt` that extra variables do not give.
struct PromptedVariables {
  let run: Run
  let play: Play

  /// - Throws: `usage` when there is nobody to ask and no default.
  func ask() async throws(Diagnostic) -> Map {
    var answers = Map()
    for prompt in play.varsPrompts where run.settings.extraVars[prompt.name] == nil {
      answers[prompt.name] = try await answer(prompt)
    }
    return answers
  }

  private func answer(_ prompt: VarsPrompt) async throws(Diagnostic) -> Value {
    let fallback = prompt.defaultValue
    var question = prompt.prompt ?? prompt.name
    if let fallback { question += " [\(fallback.text)]" }
    guard let ask = run.settings.ask else {
      if let fallback { return fallback }
      throw Diagnostic(
        .usage, "vars_prompt wants '\(prompt.name)', but there is no terminal to ask at",
        at: prompt.location, hint: "give it with -e \(prompt.name)=…")
    }
    while true {
      let text = await ask("\(question): ", prompt.isPrivate) ?? ""
      if prompt.confirm, await ask("confirm \(question): ", prompt.isPrivate) ?? "" != text {
        continue
      }
      if text.isEmpty, let fallback { return fallback }
      if prompt.isPrivate { run.secrets.add([text]) }
      return .string(text)
    }
  }
}
