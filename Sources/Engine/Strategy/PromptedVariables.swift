import Core
import Crypto
import Playbooks

/// Asks for the variables of `vars_prompt` that extra variables do not give.
struct PromptedVariables {
  let run: Run
  let play: Play

  /// - Throws: `invalid` for a scheme of `encrypt` that there is not.
  func ask() async throws(Diagnostic) -> Map {
    var answers = Map()
    for prompt in play.varsPrompts where run.settings.extraVars[prompt.name] == nil {
      answers[prompt.name] = try await answer(prompt)
    }
    return answers
  }

  /// As Ansible has it: what nobody answers is the default, or the text `None`; an answer is a template unless
  /// `unsafe` says that it is not.
  private func answer(_ prompt: VarsPrompt) async throws(Diagnostic) -> Value {
    var answer = Value.null
    if let ask = run.settings.ask, run.settings.isInteractive {
      answer = .string(await typed(prompt, ask))
    } else {
      run.sink.receive(
        .warning(
          Diagnostic(
            .usage, "Not prompting as we are not in interactive mode", at: prompt.location,
            hint: "give it with -e \(prompt.name)=…")))
    }
    if !answer.isTrue, let fallback = prompt.defaultValue { answer = fallback }
    if let scheme = prompt.encrypt { answer = try encrypted(answer, scheme, prompt) }
    if answer.isNull { return "None" }
    if prompt.isPrivate, let text = answer.string, !text.isEmpty, prompt.defaultValue != answer {
      run.secrets.add([text])
    }
    guard let text = answer.string else { return answer }
    return prompt.isUnsafe ? answer : .trusted(text, at: prompt.location)
  }

  private func typed(
    _ prompt: VarsPrompt, _ ask: @Sendable (String, Bool) async -> String?
  ) async -> String {
    var question = prompt.prompt ?? prompt.name
    if let fallback = prompt.defaultValue { question += " [\(fallback.text)]" }
    while true {
      let text = await ask("\(question): ", prompt.isPrivate) ?? ""
      guard prompt.confirm else { return text }
      if await ask("confirm \(question): ", prompt.isPrivate) ?? "" == text { return text }
      run.sink.receive(.verbose(level: 0, host: nil, "***** VALUES ENTERED DO NOT MATCH ****"))
    }
  }

  private func encrypted(
    _ answer: Value, _ scheme: String, _ prompt: VarsPrompt
  ) throws(Diagnostic) -> Value {
    var settings = PasswordSettings()
    settings.salt = prompt.salt
    settings.saltSize = prompt.saltSize
    do {
      return .string(try PasswordHash.passlib(answer.text, scheme: scheme, settings))
    } catch {
      throw error.at(prompt.location)
    }
  }
}
