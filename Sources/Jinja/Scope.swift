import Core

/// The variables that a template sees. Values come fully resolved: no `.template` is inside.
package protocol Scope: AnyObject {
  /// nil means that there is no such variable.
  func value(of name: String) throws(Diagnostic) -> Value?
  /// The same, but what is encrypted in it stays so: for tests and filters that want to know.
  func encryptedValue(of name: String) throws(Diagnostic) -> Value?
  /// The scope behind this one, for lookups that want to know whose variables these are.
  var enclosing: (any Scope)? { get }
  /// The names of the variables, asked for only when one was not found, to suggest another.
  var names: [String] { get }
}

extension Scope {
  package func encryptedValue(of name: String) throws(Diagnostic) -> Value? {
    try value(of: name)
  }
  package var enclosing: (any Scope)? { nil }
  package var names: [String] { enclosing?.names ?? [] }
}

/// Variables that stand in a map.
package final class MapScope: Scope, Sendable {
  private let variables: [String: Value]

  package init(_ variables: Map) {
    var named: [String: Value] = [:]
    for (key, value) in variables { if let name = key.string { named[name] = value } }
    self.variables = named
  }

  package func value(of name: String) throws(Diagnostic) -> Value? { variables[name] }
  package var names: [String] { variables.keys.sorted() }
}

/// Some variables in front of another scope: what an included template sees.
final class OverlayScope: Scope {
  let variables: [String: Value]
  let base: any Scope

  init(variables: [String: Value], base: any Scope) {
    self.variables = variables
    self.base = base
  }

  var enclosing: (any Scope)? { base }

  func value(of name: String) throws(Diagnostic) -> Value? {
    if let value = variables[name] { return value }
    return try base.value(of: name)
  }

  func encryptedValue(of name: String) throws(Diagnostic) -> Value? {
    if let value = variables[name] { return value }
    return try base.encryptedValue(of: name)
  }
}

/// No variables: what an imported template sees.
final class EmptyScope: Scope {
  func value(of name: String) throws(Diagnostic) -> Value? { nil }
}

/// The lookup plugins. They belong to the engine, since they read files and run commands.
package protocol LookupProvider: Sendable {
  /// Why there is no such lookup; nil where there is one.
  func missing(_ name: String) -> Diagnostic?
  /// The results, always as a `.list`.
  func lookup(
    _ name: String, _ terms: [Value], _ options: Map, scope: any Scope
  ) throws(Diagnostic) -> Value
  /// Tells of an error that `errors='warn'` made harmless.
  func warn(_ error: Diagnostic, scope: any Scope)
}

/// Finds the templates that `include`, `import` and `extends` name.
package protocol TemplateLoader: Sendable {
  /// nil when there is no such template.
  func load(_ name: String) throws(Diagnostic) -> TemplateText?
}
