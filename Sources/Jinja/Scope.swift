import Core

/// The variables that a template sees. Values come fully resolved: no `.template` is inside. Tuples may be, where templates of
/// variables gave them.
package protocol Scope: AnyObject {
  /// nil means that there is no such variable.
  func value(of name: String) throws(Diagnostic) -> Value?
  /// The same, as templates ask.
  func value(of name: InternedName) throws(Diagnostic) -> Value?
  /// The same, but what is encrypted in it stays so: for tests and filters that want to know.
  func encryptedValue(of name: String) throws(Diagnostic) -> Value?
  /// The value as it stands in its file, with its templates; nil where that is not known.
  func written(_ name: String) -> Value?
  /// The scope behind this one, for lookups that want to know whose variables these are.
  var enclosing: (any Scope)? { get }
  /// The names of the variables, asked for only when one was not found, to suggest another.
  var names: [String] { get }
}

extension Scope {
  package func value(of name: InternedName) throws(Diagnostic) -> Value? {
    try value(of: name.text)
  }
  package func encryptedValue(of name: String) throws(Diagnostic) -> Value? {
    try value(of: name)
  }
  package func written(_ name: String) -> Value? { nil }
  package var enclosing: (any Scope)? { nil }
  package var names: [String] { enclosing?.names ?? [] }
}

/// Variables that stand in a map.
package final class MapScope: Scope, Sendable {
  private let variables: [InternedName: Value]

  package init(_ variables: Map) {
    var named: [InternedName: Value] = [:]
    for (key, value) in variables { if let name = key.string { named[.of(name)] = value } }
    self.variables = named
  }

  package func value(of name: String) throws(Diagnostic) -> Value? { variables[.of(name)] }
  package func value(of name: InternedName) throws(Diagnostic) -> Value? { variables[name] }
  package var names: [String] { variables.keys.map(\.text).sorted() }
}

/// Variables in layers, before a run: those made of others are rendered when they are asked for.
package final class LayeredScope: Scope {
  private let layers: [Map]
  private let jinja: JinjaEnvironment
  private var underWay: Set<String> = []

  /// - Parameter layers: lowest precedence first.
  package init(_ layers: [Map], _ jinja: JinjaEnvironment) {
    self.layers = layers
    self.jinja = jinja
  }

  package var names: [String] { layers.flatMap { $0.keys.map(\.text) } }

  package func value(of name: String) throws(Diagnostic) -> Value? {
    guard let raw = layers.reversed().lazy.compactMap({ $0[name] }).first else { return nil }
    guard raw.holdsTemplate else { return raw }
    guard underWay.insert(name).inserted else {
      throw Diagnostic(.evaluation, "recursive loop detected in template: \(name)")
    }
    defer { underWay.remove(name) }
    return try jinja.resolve(raw, scope: self, keepsTuples: true)
  }
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

  /// - Throws: `undefined` where the template around has set the name to something undefined, as ansible-core does, which
  ///   also makes lists of tuples here.
  func value(of name: String) throws(Diagnostic) -> Value? {
    if let value = variables[name] { return try value.defined().withoutTuples }
    return try base.value(of: name)
  }

  func encryptedValue(of name: String) throws(Diagnostic) -> Value? {
    if let value = variables[name] { return value }
    return try base.encryptedValue(of: name)
  }

  func written(_ name: String) -> Value? { variables[name] == nil ? base.written(name) : nil }
}

/// No variables: what an imported template sees. Its lookups are those of the host all the same.
final class EmptyScope: Scope {
  let enclosing: (any Scope)?

  init(within base: any Scope) { enclosing = base }

  var names: [String] { [] }

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

/// Renders variables that hold templates, when they are asked for.
package final class VariableRenderer {
  private let environment: JinjaEnvironment
  /// The variables whose templates are being rendered, outermost first: a name that comes again is
  /// a cycle.
  private var underWay: [String] = []

  package init(_ environment: JinjaEnvironment) { self.environment = environment }

  package func isRendering(_ name: String) -> Bool { underWay.contains(name) }

  /// A variable's value from what was written; undefined where it is made of something undefined, so that it fails
  /// where it is used, and `default` and `is defined` can answer.
  ///
  /// - Throws: as `JinjaEnvironment.resolve`; a variable that is made of itself.
  package func value(
    of name: String, _ written: Value, _ scope: any Scope, keepsEncrypted: Bool = false
  ) throws(Diagnostic) -> Value {
    if underWay.contains(name) {
      let chain = (underWay + [name]).joined(separator: " -> ")
      throw Diagnostic(
        .evaluation, "recursive loop detected in template: \(chain)",
        hint: "a variable cannot be made of itself")
    }
    underWay.append(name)
    defer { underWay.removeLast() }
    do {
      return try environment.resolve(
        written, scope: scope, keepsEncrypted: keepsEncrypted, keepsTuples: true)
    } catch {
      guard error.kind == .undefined else { throw error }
      return .undefined(Undefined(name: name, cause: error))
    }
  }
}

/// Variables that may hold templates, each rendered when it is first asked for.
package final class LazyScope: Scope {
  private let variables: Map
  private let renderer: VariableRenderer
  private var rendered: [String: Value] = [:]
  package let enclosing: (any Scope)?

  /// - Parameter enclosing: for lookups; its variables are not seen.
  package init(
    _ variables: Map, in environment: JinjaEnvironment, enclosing: (any Scope)? = nil
  ) {
    self.variables = variables
    self.enclosing = enclosing
    renderer = VariableRenderer(environment)
  }

  package func value(of name: String) throws(Diagnostic) -> Value? {
    if let known = rendered[name] { return known }
    guard let written = variables[.string(name)] else { return nil }
    let value = try renderer.value(of: name, written, self)
    rendered[name] = value
    return value
  }

  package func written(_ name: String) -> Value? { variables[.string(name)] }
  package var names: [String] { variables.keys.compactMap(\.string) }
}

extension Value {
  /// What JSON stands for where a playbook has it: texts with delimiters are templates, and
  /// `{"__ansible_unsafe": text}` is `!unsafe`.
  package var asWritten: Value {
    switch self {
    case .string(let text):
      return TemplateText.isTemplate(text) ? .template(TemplateText(text)) : self
    case .list(let elements): return .list(elements.map(\.asWritten))
    case .map(let map):
      if map.count == 1, let text = map["__ansible_unsafe"] { return text }
      return .map(map.mapValues(\.asWritten))
    default: return self
    }
  }
}
