import Core

extension Globals {
  static let lookupGlobals = [
    Function("lookup", ["*", "**"]) { (arguments, context) throws(Diagnostic) in
      try lookup(arguments, context, wantsList: false)
    },
    Function("query", ["*", "**"]) { (arguments, context) throws(Diagnostic) in
      try lookup(arguments, context, wantsList: true)
    },
    Function("q", ["*", "**"]) { (arguments, context) throws(Diagnostic) in
      try lookup(arguments, context, wantsList: true)
    },
  ]

  /// `lookup(name, terms…, wantlist=, errors=, options…)`
  private static func lookup(
    _ arguments: Arguments, _ context: Context, wantsList: Bool
  ) throws(Diagnostic) -> Value {
    guard let name = arguments.rest.first?.string else {
      throw arguments.error("the name of a lookup is needed")
    }
    let plain = plainName(name)
    guard let provider = context.environment.lookups, provider.has(plain) else {
      throw Diagnostic(
        .invalid, "lookup plugin (\(name)) not found",
        hint: context.environment.lookups.flatMap { Suggestion.hint(for: plain, among: $0.names) })
    }
    var options = Map()
    for (name, value) in arguments.keywords { options[name] = try value.defined() }
    let wantsList = options.removeValue(forKey: "wantlist")?.isTrue ?? wantsList
    let errors = options.removeValue(forKey: "errors")?.text ?? "strict"
    options.removeValue(forKey: "allow_unsafe")
    do throws(Diagnostic) {
      let terms = arguments.rest.dropFirst().map(\.withoutTuples)
      for term in terms { try term.requireDefined() }
      let found = try provider.lookup(plain, terms, options, scope: context.scope)
      return wantsList ? found : joined(found)
    } catch {
      if errors == "strict" || error.kind == .undefined { throw error }
      return wantsList ? [] : .null
    }
  }

  private static func plainName(_ name: String) -> String {
    for prefix in ["ansible.builtin.", "ansible.legacy."] where name.hasPrefix(prefix) {
      return String(name.dropFirst(prefix.count))
    }
    return name
  }

  /// Texts are joined by commas, one other value stands for itself, several are a list.
  private static func joined(_ found: Value) -> Value {
    guard let elements = found.list else { return found }
    let texts = elements.compactMap(\.string)
    if texts.count == elements.count { return .string(texts.joined(separator: ",")) }
    return elements.count == 1 ? elements[0] : found
  }
}
