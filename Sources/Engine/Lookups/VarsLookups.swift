import Core
import Jinja
import Regex

/// `vars`: variables by name.
struct VarsLookup: Lookup {
  func run(_ terms: [Value], _ options: Map, _ scope: HostScope) throws(Diagnostic) -> [Value] {
    var values: [Value] = []
    for term in terms {
      if let value = try scope.value(of: term.text) {
        values.append(value)
      } else if let fallback = options["default"] {
        values.append(fallback)
      } else {
        throw Diagnostic(
          .undefined, "No variable found with this name: \(term.text)",
          hint: Suggestion.hint(for: term.text, among: scope.names))
      }
    }
    return values
  }
}

/// `varnames`: the names of variables that match regular expressions.
struct VarNamesLookup: Lookup {
  func run(_ terms: [Value], _ options: Map, _ scope: HostScope) throws(Diagnostic) -> [Value] {
    var found: [Value] = []
    for term in terms {
      let pattern = try Regex.compiled(term.text)
      for name in scope.names where try pattern.search(name) != nil { found.append(.string(name)) }
    }
    return found
  }
}
