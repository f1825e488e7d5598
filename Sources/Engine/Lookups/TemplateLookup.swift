import Core
import Jinja

/// `template`: the text of rendered templates of the controller.
struct TemplateLookup: Lookup {
  let reach = LookupReach.files
  let options = [
    LookupOption("convert_data", .bool, true), LookupOption("template_vars", .map, [:]),
    LookupOption("jinja2_native", .bool, false),
    LookupOption("variable_start_string", .text, "{{"),
    LookupOption("variable_end_string", .text, "}}"),
    LookupOption("comment_start_string", .text, "{#"),
    LookupOption("comment_end_string", .text, "#}"),
  ]

  func run(_ terms: [Value], _ options: Map, _ scope: HostScope) throws(Diagnostic) -> [Value] {
    var results: [Value] = []
    for term in terms {
      let path = try SearchPath(scope: scope).find(term.text, kind: "templates")
      let template = try scope.run.templates.load(path)
      let environment = Templating.environment(
        sink: scope.run.sink, settings: settings(options),
        folders: [Path.folder(path)] + SearchPath(scope: scope).folders(kind: "templates"))
      var variables = try TemplateVariables(path: path, name: term.text, destination: nil).values(
        scope)
      variables.merge(options["template_vars"]?.map ?? [:]) { _, new in new }
      let text = try scope.withLocals(variables) { () throws(Diagnostic) in
        try environment.renderText(template, scope: scope)
      }
      let converts = options["convert_data"]?.isTrue ?? true
      results.append(converts ? JinjaEnvironment.converted(text) : .string(text))
    }
    return results
  }

  private func settings(_ options: Map) -> Jinja.Settings {
    func bytes(_ name: String, _ standard: String) -> [UInt8] {
      Array((options[name]?.string ?? standard).utf8)
    }
    var settings = Jinja.Settings.ansible
    settings.variableStart = bytes("variable_start_string", "{{")
    settings.variableEnd = bytes("variable_end_string", "}}")
    settings.commentStart = bytes("comment_start_string", "{#")
    settings.commentEnd = bytes("comment_end_string", "#}")
    return settings
  }
}
