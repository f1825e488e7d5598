import Core
import Jinja
import Modules

/// `template`: renders on the controller, then does what `copy` does.
struct TemplateAction: Action {
  let sendsOnce = true

  func run(_ context: ActionContext) async throws(Diagnostic) -> Map {
    let checked = try context.check(context.module, context.arguments)
    let encodingName = checked["output_encoding"].text
    guard let encoding = OutputEncoding(encodingName) else {
      return .failure("unknown encoding: \(encodingName)")
    }
    let source = checked["src"].text
    guard let newline = Self.newlines[checked["newline_sequence"].text] else {
      return .failure("newline_sequence needs to be one of: \\n, \\r or \\r\\n")
    }
    let path = try SearchPath(scope: context.scope).find(source, kind: "templates")
    var arguments = context.arguments
    for name in Self.ownParameters { arguments.removeValue(forKey: .string(name)) }
    if arguments["mode"]?.string == "preserve" { arguments["mode"] = .int(try Files.mode(path)) }
    let text = try render(path, checked, context, newline)
    guard let bytes = encoding.bytes(text) else {
      return .failure("the encoding \(encodingName) lacks a character of the text")
    }
    var values = try await FileDelivery(
      context: context, arguments: arguments, content: .bytes(bytes),
      sourceName: Self.targetName(path), sourceTitle: path
    ).deliver()
    values["src"] = values["src"] ?? .string(path)
    return values
  }

  private static let ownParameters = [
    "src", "newline_sequence", "block_start_string", "block_end_string", "variable_start_string",
    "variable_end_string", "comment_start_string", "comment_end_string", "trim_blocks",
    "lstrip_blocks", "output_encoding",
  ]

  /// The name below a folder: the template's own, `.j2` included, as in Ansible.
  private static func targetName(_ path: String) -> String { Path.name(path) }

  private func render(
    _ path: String, _ checked: Modules.Arguments, _ context: ActionContext, _ newline: String
  ) throws(Diagnostic) -> String {
    let template = try context.run.templates.load(path)
    let variables = TemplateVariables(
      path: path, name: checked["src"].text, destination: checked["dest"].text)
    for (name, value) in try variables.values(context.scope) {
      context.scope.setLocal(name.text, value)
    }
    let environment = Templating.environment(
      sink: context.run.sink, settings: settings(checked),
      folders: [Path.folder(path)] + SearchPath(scope: context.scope).folders(kind: "templates"))
    let text = try environment.renderText(template, scope: context.scope)
    guard newline != "\n" else { return text }
    return text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: newline)
  }

  /// The line ends by what is written for them: themselves, or Python's names in a text without escapes.
  private static let newlines = [
    "\n": "\n", "\r": "\r", "\r\n": "\r\n", "\\n": "\n", "\\r": "\r", "\\r\\n": "\r\n",
  ]

  private func settings(_ checked: Modules.Arguments) -> Jinja.Settings {
    var settings = Jinja.Settings.ansible
    settings.trimBlocks = checked["trim_blocks"].isTrue
    settings.lstripBlocks = checked["lstrip_blocks"].isTrue
    settings.blockStart = Array(checked["block_start_string"].text.utf8)
    settings.blockEnd = Array(checked["block_end_string"].text.utf8)
    settings.variableStart = Array(checked["variable_start_string"].text.utf8)
    settings.variableEnd = Array(checked["variable_end_string"].text.utf8)
    if let text = checked["comment_start_string"].string {
      settings.commentStart = Array(text.utf8)
    }
    if let text = checked["comment_end_string"].string { settings.commentEnd = Array(text.utf8) }
    return settings
  }
}
