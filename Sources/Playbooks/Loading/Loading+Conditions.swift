import Core
import YAML

extension Loading {
  /// An expression, a boolean, or a list of them.
  func conditions(_ node: Node, of keyword: Keyword) -> [Condition] {
    conditions(node, named: keyword.rawValue)
  }

  func conditions(_ node: Node, named name: String) -> [Condition] {
    switch node.content {
    case .list(let nodes): return nodes.flatMap { conditions($0, named: name) }
    case .scalar(.null), .scalar(.string("")): return []
    case .scalar(.string(let text)):
      let condition = TemplateText(text, at: node.textLocation)
      checkSyntax(condition, isExpression: !TemplateText.isTemplate(text))
      if !services.isForListing, TemplateText.isTemplate(text), isFirst("braces in \(text)") {
        warn(
          Diagnostic(
            .invalid, "conditional statements should not include jinja2 templating delimiters",
            at: node.textLocation,
            hint: "'\(name)' is an expression already: write it without {{ }} and {% %}"))
      }
      return [.expression(condition)]
    case .scalar(let value): return [.constant(value.isTrue)]
    case .map:
      report(
        "'\(name)' must be an expression or a list of expressions, not a map", at: node.location,
        hint: "put quotes around an expression that holds ': '")
      return []
    }
  }

  func checkSyntax(_ text: TemplateText, isExpression: Bool = false) {
    if services.isForListing { return }
    if let location = text.location,
      !checkedPlaces.insert(Place(location, text.source)).inserted
    {
      return
    }
    guard let error = services.checkTemplate(text, isExpression)?.at(text.location) else { return }
    report(
      templateError: TemplateHint.added(to: error, in: text.source), in: text.location?.file.name)
  }

  func report(templateError error: Diagnostic, in file: String?) {
    // Roles hold templates for plugins that their hosts never need: what others bring fails the host that
    // renders it, what cannot be parsed and what nobody has heard of fails now.
    guard error.kind == .invalid else {
      return mayStayUnused
        ? warn(error.noting("a host that needs this variable fails")) : reportOfTask(error)
    }
    var reason: Diagnostic?
    if let plugin = MissingPlugin(error) {
      guard let file = plugin.file(near: file, settings: services.pluginFolders) else {
        return reportOfTask(error)
      }
      reason = error.noting("'\(file)' may have it, but Bosun does not run plugins in Python")
    }
    if isFirst("template \(error.message)") { warn(reason ?? error) }
  }

  /// Checks every template in a value.
  func checkSyntax(_ value: Value) {
    if services.isForListing { return }
    switch value {
    case .template(let text): checkSyntax(text)
    case .list(let elements): elements.forEach { checkSyntax($0) }
    case .map(let map):
      for entry in map { checkSyntax(entry.value) }
    default: break
    }
  }
}
