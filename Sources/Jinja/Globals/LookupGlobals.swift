import Core

extension Globals {
  static let lookupGlobals = [
    Function("lookup", ["*", "**"]) { (arguments, context) throws(Diagnostic) in
      try lookup(arguments, context, isQuery: false)
    },
    Function("query", ["*", "**"]) { (arguments, context) throws(Diagnostic) in
      try lookup(arguments, context, isQuery: true)
    },
    Function("q", ["*", "**"]) { (arguments, context) throws(Diagnostic) in
      try lookup(arguments, context, isQuery: true)
    },
  ]

  /// The names under which templates call lookups.
  static let lookupNames: Set<String> = ["lookup", "query", "q"]

  /// `lookup(name, terms…, wantlist=, errors=, options…)`
  private static func lookup(
    _ arguments: Arguments, _ context: Context, isQuery: Bool
  ) throws(Diagnostic) -> Value {
    guard let name = arguments.rest.first?.string else {
      throw arguments.error("the name of a lookup is needed")
    }
    guard let provider = context.environment.lookups else {
      throw Diagnostic(.invalid, "lookup plugin (\(name)) not found")
    }
    if let missing = provider.missing(name) { throw missing }
    var options = Map()
    for (name, value) in arguments.keywords { options[name] = value.withoutTuples }
    let wantsList = isQuery || options["wantlist"]?.isTrue ?? false
    let errors = options["errors"]?.text ?? "strict"
    for name in ["wantlist", "errors", "allow_unsafe"] {
      options.removeValue(forKey: .string(name))
    }
    let terms = arguments.rest.dropFirst().map(\.withoutTuples)
    for term in terms { try term.requireDefined() }
    do throws(Diagnostic) {
      let found = try provider.lookup(name, terms, options, scope: context.scope)
      return wantsList ? found : joined(found)
    } catch {
      // Undefined variables and wrong options are errors in any case, as in Ansible.
      guard ["warn", "ignore"].contains(errors), ![.undefined, .invalid].contains(error.kind) else {
        throw error
      }
      if errors == "warn" { provider.warn(error, scope: context.scope) }
      return wantsList ? [] : .null
    }
  }

  /// Texts are joined by commas, one other value stands for itself, several are a list, as is none.
  private static func joined(_ found: Value) -> Value {
    guard let elements = found.list, !elements.isEmpty else { return found }
    let texts = elements.compactMap(\.string)
    if texts.count == elements.count { return .string(texts.joined(separator: ",")) }
    return elements.count == 1 ? elements[0] : found
  }
}
