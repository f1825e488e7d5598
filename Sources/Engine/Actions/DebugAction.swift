import Core
import Jinja

/// `debug`: prints a message or the value of an expression.
struct DebugAction: Action {
  func run(_ context: ActionContext) async throws(Diagnostic) -> Map {
    let arguments = try context.check(context.module, context.arguments)
    let level = arguments["verbosity"].int ?? 0
    if level > context.run.settings.verbosity {
      return [
        "skipped": true, "changed": false,
        "skipped_reason": .string("Verbosity threshold not met."),
      ]
    }
    var values: Map = ["changed": false, "_ansible_verbose_always": true]
    guard let variable = context.arguments["var"] else {
      values["msg"] = context.arguments["msg"] ?? "Hello world!"
      return values
    }
    // A list or map stands for itself; text is an expression.
    guard let expression = variable.string else {
      values[variable.typeName] = variable
      return values
    }
    values[expression] = try value(of: expression, variable, context)
    return values
  }

  private static let notDefined = "VARIABLE IS NOT DEFINED!"

  private func value(
    of expression: String, _ variable: Value, _ context: ActionContext
  ) throws(Diagnostic) -> Value {
    do {
      // What a template has given differs from host to host; what stands in the playbook is compiled once for all.
      let written = context.task.action["var"]
      let text =
        written?.value == variable
        ? context.run.templates.expression(expression, at: written?.location)
        : TemplateText(expression, at: written?.location)
      let value = try context.run.jinja.evaluate(text, scope: context.scope).whole
      return value.holdsUndefined ? .string(Self.notDefined) : value
    } catch {
      guard error.kind == .undefined else { throw error }
      let isTold = context.run.settings.verbosity > 0
      return .string(isTold ? "\(Self.notDefined): \(error.message)" : Self.notDefined)
    }
  }
}

extension Value {
  /// Whether something undefined stands anywhere in the value.
  fileprivate var holdsUndefined: Bool {
    switch self {
    case .undefined: true
    case .list(let elements): elements.contains { $0.holdsUndefined }
    case .map(let map): map.values.contains { $0.holdsUndefined }
    default: false
    }
  }
}
