import Core
import Jinja
import Playbooks

/// `assert`: fails when one of its conditions does not hold.
struct AssertAction: Action {
  func run(_ context: ActionContext) async throws(Diagnostic) -> Map {
    let arguments = try context.check(context.module, context.arguments)
    // What the debugger has set stands in no playbook.
    let written = context.hasGivenArguments ? nil : context.task.action["that"]
    let that = written?.value ?? arguments["that"]
    let conditions = that.list ?? [that]
    for condition in conditions {
      guard try !holds(condition, written?.location, context) else { continue }
      var values = Map.failure("Assertion failed")
      // A message is text or a list of texts.
      if let message = context.arguments["fail_msg"] ?? context.arguments["msg"] {
        values["msg"] = message
      }
      values["evaluated_to"] = false
      values["_ansible_verbose_always"] = .bool(!arguments["quiet"].isTrue)
      values["assertion"] = try shown(condition, context)
      return values
    }
    return [
      "changed": false, "_ansible_verbose_always": .bool(!arguments["quiet"].isTrue),
      "msg": context.arguments["success_msg"] ?? "All assertions passed",
    ]
  }

  /// The condition as it is judged: an expression, or what a template in braces gives.
  private func shown(_ condition: Value, _ context: ActionContext) throws(Diagnostic) -> Value {
    guard condition.holdsTemplate else { return condition }
    let rendered = try context.scope.render(condition)
    return rendered.string == nil ? rendered : .string(condition.text)
  }

  private func holds(
    _ condition: Value, _ location: SourceLocation?, _ context: ActionContext
  ) throws(Diagnostic) -> Bool {
    let text: TemplateText
    switch condition {
    case .null: return true
    case .template(let template): text = template
    case .string(let expression):
      text = context.run.templates.expression(expression, at: location)
    default: return condition.isTrue
    }
    return try context.scope.holds(.expression(text))
  }
}
