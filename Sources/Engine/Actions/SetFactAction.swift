import Core
import Playbooks

/// `set_fact`: variables of the host for the rest of the run.
struct SetFactAction: Action {
  func run(_ context: ActionContext) async throws(Diagnostic) -> Map {
    var facts = Map()
    for (key, value) in context.arguments {
      // The only module whose parameters may have names made by templates.
      let name =
        TemplateText.isTemplate(key.text)
        ? try context.scope.render(.template(TemplateText(key.text, at: context.task.location)))
          .text
        : key.text
      facts[name] = value
    }
    // `ResultFacts` heeds it.
    facts.removeValue(forKey: "cacheable")
    // A line without `k=v` names no variable.
    facts.removeValue(forKey: "_raw_params")
    guard !facts.isEmpty else {
      return .failure(
        "No key/value pairs provided, at least one is required for this action to succeed")
    }
    for (key, value) in facts {
      guard VariableName.isValid(key.text) else {
        return .failure(
          "The variable name '\(key.text)' is not valid. Variables must start with a letter or "
            + "underscore character, and contain only letters, numbers and underscores.")
      }
      facts[key] = Self.boolean(value)
    }
    return ["changed": false, "ansible_facts": .map(facts)]
  }

  /// `k=v` has only text, so the words for booleans mean them.
  private static func boolean(_ value: Value) -> Value {
    switch value.string?.lowercased() {
    case "true", "yes": true
    case "false", "no": false
    default: value
    }
  }
}
