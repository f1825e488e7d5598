import Core
import Jinja
import Regex

/// `vars`: variables by name.
struct VarsLookup: Lookup {
  let options = [LookupOption("default")]

  func run(_ terms: [Value], _ options: Map, _ scope: HostScope) throws(Diagnostic) -> [Value] {
    var values: [Value] = []
    for term in terms {
      guard case .string(let name) = term else { throw Self.notText(term) }
      do throws(Diagnostic) {
        values.append(try value(of: name, scope))
      } catch {
        // A variable that is made of undefined ones counts as undefined, too.
        guard error.kind == .undefined, let fallback = options["default"], !fallback.isNull else {
          throw error
        }
        values.append(fallback)
      }
    }
    return values
  }

  private func value(of name: String, _ scope: HostScope) throws(Diagnostic) -> Value {
    if let value = try scope.definedValue(of: name) { return value }
    throw Diagnostic(
      .undefined, "No variable found with this name: \(name)",
      hint: Suggestion.hint(for: name, among: scope.names))
  }

  static func notText(_ term: Value) -> Diagnostic {
    Diagnostic(
      .evaluation,
      "Invalid setting identifier, \"\(term.text)\" is not a string, its a \(term.typeName)")
  }
}

/// `varnames`: the names of variables that match regular expressions.
struct VarNamesLookup: Lookup {
  func run(_ terms: [Value], _ options: Map, _ scope: HostScope) throws(Diagnostic) -> [Value] {
    var found: [Value] = []
    for term in terms {
      guard case .string(let text) = term else { throw VarsLookup.notText(term) }
      let pattern = try Regex.compiled(text)
      for name in scope.names where try pattern.search(name) != nil { found.append(.string(name)) }
    }
    return found
  }
}
