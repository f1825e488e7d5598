import Core
import Modules

/// `validate_argument_spec`: checks variables against a specification. The loader puts it before each
/// role that has one.
struct ValidateArgumentSpecAction: Action {
  func run(_ context: ActionContext) async throws(Diagnostic) -> Map {
    let arguments = try context.check(context.module, context.arguments)
    let written = arguments["argument_spec"].map ?? [:]
    let spec: ArgumentSpec
    do { spec = try ArgumentSpec(written) } catch { throw error.at(context.task.location) }
    var values = Map()
    for name in spec.names {
      if let value = try context.scope.definedValue(of: name) { values[.string(name)] = value }
    }
    values.merge(arguments["provided_arguments"].map ?? [:]) { _, given in given }
    context.run.secrets.add(spec.secrets(in: values))
    let errors = spec.errors(in: values)
    let about = Value.map(arguments["validate_args_context"].map ?? [:])
    guard !errors.isEmpty else {
      return [
        "changed": false, "msg": "The arg spec validation passed", "validate_args_context": about,
      ]
    }
    var result = Map.failure("Validation of arguments failed:\n\(errors.joined(separator: "\n"))")
    result["argument_errors"] = .list(errors.map { .string($0) })
    result["argument_spec_data"] = .map(written)
    result["validate_args_context"] = about
    return result
  }
}
