import Core
import Synchronization
import YAML

extension Loading {
  /// Checks the arguments of a module that Bosun has; tells of one that it lacks.
  func check(_ action: Action, _ short: String, _ draft: TaskDraft) {
    if short == "meta" { return checkMeta(action, draft) }
    if services.isForListing { return }
    let hasDefaults = hasDefaults(draft)
    switch action.resolution {
    case .known:
      let errors = services.catalog.check(action, hasDefaults: hasDefaults)
      errors.forEach(reportOfTask)
      if errors.isEmpty { checkCommand(action, hasDefaults: hasDefaults) }
      checkExpressions(action, draft)
    case .foreign(let name):
      guard isFirst("module \(name)") else { return }
      warn(
        "the module '\(name)' is not part of Bosun: a host that reaches this task fails",
        at: action.name.location)
    case .file(let file):
      if let plugin = file.plugin {
        guard isFirst("module \(file.name)") else { return }
        warn(
          "the action plugin '\(displayed(plugin))' of '\(file.name)' is Python on the controller, which "
            + "Bosun does not run: a host that reaches this task fails", at: action.name.location)
      } else {
        services.catalog.check(action, hasDefaults: hasDefaults).forEach(reportOfTask)
      }
    case .unknown: break
    }
  }

  private func checkMeta(_ action: Action, _ draft: TaskDraft) {
    guard let word = action.freeForm else {
      return report(
        "'meta' needs the name of an action", at: action.name.location,
        hint: "one of: " + BuiltinActions.metaWords.joined(separator: ", "))
    }
    guard case .string(let name) = word.value else { return }
    if !BuiltinActions.metaWords.contains(name) {
      report(
        "invalid meta action requested: \(name)", at: word.location,
        hint: Suggestion.hint(for: name, among: BuiltinActions.metaWords))
    }
    if name == "flush_handlers", draft.level == .handler {
      report("flush_handlers cannot be used as a handler", at: word.location)
    }
    guard name == "end_role" else { return }
    if draft.level == .handler {
      report("Cannot execute 'end_role' from a handler", at: word.location)
    } else if draft.parent.role == nil {
      report("Cannot execute 'end_role' from outside of a role", at: word.location)
    }
  }

  private func hasDefaults(_ draft: TaskDraft) -> Bool {
    draft.keywords.settings[.moduleDefaults] != nil
      || !draft.parent.gathered(.moduleDefaults).isEmpty
  }

  private func checkCommand(_ action: Action, hasDefaults: Bool) {
    guard BuiltinActions.commands.contains(BuiltinActions.short(action.module)),
      action.freeForm == nil, action["argv"] == nil, action.variableArguments == nil, !hasDefaults
    else { return }
    reportOfTask(Diagnostic(.invalid, "no command given", at: action.name.location))
  }

  /// What `set_fact` sets must be names of variables.
  private func checkNames(_ action: Action) {
    for argument in action.arguments
    where !TemplateText.isTemplate(argument.name) && !VariableName.isValid(argument.name) {
      reportOfTask(
        Diagnostic(
          .invalid,
          "The variable name '\(argument.name)' is not valid. Variables must start with a letter or "
            + "underscore character, and contain only letters, numbers and underscores.",
          at: argument.location))
    }
    let isEmpty = action.arguments.allSatisfy { $0.name == "cacheable" }
    if isEmpty, action.variableArguments == nil, !(action.freeForm?.value.holdsTemplate ?? false) {
      reportOfTask(
        Diagnostic(
          .invalid,
          "No key/value pairs provided, at least one is required for this action to succeed",
          at: action.name.location))
    }
  }

  /// What only some modules check: names, arguments that are expressions without delimiters.
  private func checkExpressions(_ action: Action, _ draft: TaskDraft) {
    switch action.module {
    case "ansible.builtin.set_fact": checkNames(action)
    case "ansible.builtin.assert":
      if let that = draft.argumentNode("that") { _ = conditions(that, named: "that") }
    case "ansible.builtin.debug":
      if let variable = action["var"], case .string(let text) = variable.value {
        checkSyntax(TemplateText(text, at: variable.location), isExpression: true)
      }
    default: break
    }
  }
}
