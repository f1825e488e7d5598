import Core
import Synchronization
import YAML

extension Loading {
  /// Checks the arguments of a module that Bosun has; tells of one that it lacks.
  func check(_ action: Action, _ short: String, _ draft: TaskDraft) {
    if short == "meta" { return checkMeta(action, draft) }
    let hasDefaults =
      draft.keywords.settings[.moduleDefaults] != nil
      || !draft.parent.gathered(.moduleDefaults).isEmpty
    switch action.resolution {
    case .known:
      services.catalog.check(action, hasDefaults: hasDefaults).forEach(reportOfTask)
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
    guard let word = action.freeForm, case .string(let name) = word.value else { return }
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

  /// Arguments that are expressions without delimiters.
  private func checkExpressions(_ action: Action, _ draft: TaskDraft) {
    switch action.module {
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
