import Core
import YAML

extension Loading {
  /// `vars:`, a map or (an old form) a list of maps. Names are checked.
  func variables(_ node: Node) -> Map {
    var vars: Map = [:]
    switch node.content {
    case .scalar(.null): break
    case .list(let nodes):
      for node in nodes { vars.merge(variables(node)) { $1 } }
    case .map(let entries):
      for entry in entries { add(entry, to: &vars) }
    case .scalar:
      report("'vars' must be a map of variables", at: node.location)
    }
    return vars
  }

  private func add(_ entry: Node.Entry, to vars: inout Map) {
    let name = entry.key.plainValue.text
    guard entry.key.string.map(VariableName.isValid) ?? false else {
      report(
        "'\(name)' is not a valid variable name", at: entry.key.location,
        hint: VariableName.reserved.contains(name)
          ? "'\(name)' is a reserved word"
          : "a name has letters, digits and underscores, and does not begin with a digit")
      return
    }
    warnIfTaken(name, at: entry.key.location)
    let value = entry.value.value
    checkSyntax(value)
    vars[name] = value
  }

  /// Warns, once for each name, of a variable that is called like something else.
  func warnIfTaken(_ name: String, at place: SourceLocation?) {
    guard VariableName.taken.contains(name), isFirst("reserved name \(name)") else { return }
    warn("Found variable using reserved name: \(name)", at: place)
  }
}
