import Core
import Synchronization
import Vault

/// Renders templates. One environment serves all hosts; compiled templates are kept in their
/// `TemplateText`.
package final class JinjaEnvironment: Sendable {
  let requested: SharedSettings
  let globals: [InternedName: Value]
  let lookups: (any LookupProvider)?
  let loader: (any TemplateLoader)?
  let limits: Limits
  /// Where included templates are looked for first.
  let folder: String?
  private let vault: Vault
  private let warn: (@Sendable (Diagnostic) -> Void)?
  /// A context that has done its work, for the next rendering.
  private let spare = Spare<Context>()
  let compiledTexts = Atomic<Int>(0)

  /// - Parameters:
  ///   - globals: names that every template sees, behind its variables; ours are added.
  ///   - vault: decrypts the values of `!vault`.
  ///   - warn: told about things that work but should not be written so.
  package init(
    settings: Settings = .ansible, globals: Map = [:], lookups: (any LookupProvider)? = nil,
    loader: (any TemplateLoader)? = nil, vault: Vault = Vault(), limits: Limits = Limits(),
    warn: (@Sendable (Diagnostic) -> Void)? = nil
  ) {
    requested = SharedSettings(settings)
    var all = Globals.all
    for (name, value) in globals { all[.of(name.text)] = value }
    self.globals = all
    self.lookups = lookups
    self.loader = loader
    self.vault = vault
    self.limits = limits
    self.warn = warn
    folder = nil
  }

  private init(_ other: JinjaEnvironment, _ settings: Settings, folder: String) {
    requested = SharedSettings(settings)
    self.folder = folder
    globals = other.globals
    lookups = other.lookups
    loader = other.loader
    vault = other.vault
    limits = other.limits
    warn = other.warn
  }

  /// The same environment for text that may have come from hosts: it looks nothing up.
  private init(withoutLookups other: JinjaEnvironment) {
    requested = other.requested
    folder = other.folder
    globals = other.globals
    lookups = nil
    loader = other.loader
    vault = other.vault
    limits = other.limits
    warn = other.warn
  }

  /// The same environment for a template file: with its settings, and its folder as the first place
  /// where included templates are looked for.
  package func with(_ settings: Settings, folder: String) -> JinjaEnvironment {
    JinjaEnvironment(self, settings, folder: folder)
  }

  var settings: Settings { requested.settings }

  /// How many texts it has compiled. That of a playbook is compiled once, however many hosts there are.
  package var compilations: Int { compiledTexts.load(ordering: .relaxed) }

  // MARK: Rendering

  /// The value of a playbook's template: of its expression where it consists of one, else text. Text
  /// that looks like a list, a dict or a bool becomes one, as in ansible-core up to 2.18.
  ///
  /// - Throws: `syntax` and `invalid` from compiling, `undefined` and `evaluation` from running; all
  ///   with the place in the file where the template has one.
  package func render(
    _ template: TemplateText, scope: any Scope
  ) throws(Diagnostic) -> Value {
    try value(template, scope).withoutTuples
  }

  /// As `render`; the value may have tuples in it.
  private func value(_ template: TemplateText, _ scope: any Scope) throws(Diagnostic) -> Value {
    let compiled = try compile(template, .literalInVariables)
    do throws(Diagnostic) {
      return try run(compiled, scope) { (context) throws(Diagnostic) in
        if let value = try context.run(compiled) { return finish(value, compiled, scope) }
        try context.finishText(compiled)
        restoreNewlines(&context.out, compiled)
        return LiteralReader.converted(context.out.text())
      }
    } catch { throw suggesting(scope, error) }
  }

  /// What text stands for that looks like a list, a dict or a bool, as templates of playbooks give it.
  package static func converted(_ text: String) -> Value {
    LiteralReader.converted(text).withoutTuples
  }

  /// The text of a template file.
  package func renderText(
    _ template: TemplateText, scope: any Scope
  ) throws(Diagnostic) -> String {
    let compiled = try compile(template, .python)
    do throws(Diagnostic) {
      return try run(compiled, scope) { (context) throws(Diagnostic) in
        try context.renderText(compiled)
        if compiled.trailingNewlines > 0 { restoreNewlines(&context.out, compiled) }
        return context.out.text()
      }
    } catch { throw suggesting(scope, error) }
  }

  /// The value of a bare expression: `when`, `until`, `failed_when`, `that`. An expression inside
  /// `{{ }}` is rendered first and its result is read as an expression.
  ///
  /// - Throws: as `render`; an undefined result is an error too.
  package func evaluate(
    _ expression: TemplateText, scope: any Scope
  ) throws(Diagnostic) -> Value {
    if let kept = Self.compiled(expression), let value = kept.expression {
      return try evaluate(value, kept, scope)
    }
    if TemplateText.isTemplate(expression.source) {
      return try evaluateRendered(expression, scope: scope)
    }
    let compiled = try compileExpression(expression)
    guard let value = compiled.expression else { return .null }
    return try evaluate(value, compiled, scope)
  }

  private func evaluate(
    _ value: Node, _ compiled: CompiledTemplate, _ scope: any Scope
  ) throws(Diagnostic) -> Value {
    do throws(Diagnostic) {
      return try run(compiled, scope) { (context) throws(Diagnostic) in
        try value(context).defined().withoutTuples
      }
    } catch { throw suggesting(scope, error) }
  }

  /// Runs something in a context for a template, one that was used before if there is one.
  @inline(__always)
  private func run<Result>(
    _ template: CompiledTemplate, _ scope: any Scope,
    _ body: (Context) throws(Diagnostic) -> Result
  ) throws(Diagnostic) -> Result {
    if StackSpace.left < StackSpace.reserve + template.stackNeed {
      throw Diagnostic(.evaluation, "nested too deeply", at: template.text.location)
    }
    var context = spare.take() ?? Context(self, template, scope: scope)
    context.begin(template, scope, limits)
    let result: Result
    do throws(Diagnostic) { result = try body(context) } catch {
      context.close()
      context.hold()
      throw error
    }
    context.close()
    if isKnownUniquelyReferenced(&context) { spare.put(context) } else { context.hold() }
    return withExtendedLifetime(template) { result }
  }

  private func evaluateRendered(
    _ expression: TemplateText, scope: any Scope
  ) throws(Diagnostic) -> Value {
    warn?(
      Diagnostic(
        .invalid,
        "conditional statements should not include jinja2 templating delimiters such as {{ }} or {% %}",
        at: expression.location))
    let value = try render(expression, scope: scope)
    guard let text = value.string else { return value }
    if StringMethods.strip(text).isEmpty { return .bool(false) }
    // What was inserted may be a host's own words, which must not reach the controller.
    return try JinjaEnvironment(withoutLookups: self)
      .evaluate(TemplateText(text, at: expression.location), scope: scope)
  }

  /// Renders every template inside a value, keys too, and decrypts what is encrypted.
  ///
  /// - Parameters:
  ///   - keepsEncrypted: leaves that as it is.
  ///   - keepsTuples: for what other templates will use; else lists stand in their place.
  /// - Throws: as `render`; undefined values anywhere are errors; what cannot be decrypted.
  package func resolve(
    _ value: Value, scope: any Scope, keepsEncrypted: Bool = false, keepsTuples: Bool = false
  ) throws(Diagnostic) -> Value {
    switch value {
    case .template(let template):
      let value = try self.value(template, scope)
      return keepsTuples ? value : value.withoutTuples
    case .object:
      guard !keepsEncrypted, let encrypted = value.encrypted else { return value }
      return .string(try vault.decrypt(encrypted))
    case .undefined(let undefined): throw undefined.diagnostic
    case .list(let elements):
      if !value.holdsTemplate { return value }
      var resolved: [Value] = []
      resolved.reserveCapacity(elements.count)
      for element in elements {
        resolved.append(
          try resolve(
            element, scope: scope, keepsEncrypted: keepsEncrypted, keepsTuples: keepsTuples))
      }
      return .list(resolved)
    case .map(let map):
      if !value.holdsTemplate { return value }
      var resolved = Map(minimumCapacity: map.count)
      for (key, element) in map {
        resolved[try resolve(key, scope: scope)] = try resolve(
          element, scope: scope, keepsEncrypted: keepsEncrypted, keepsTuples: keepsTuples)
      }
      return .map(resolved)
    default: return value
    }
  }

  /// Adds a similar name to the error about a variable that does not exist.
  private func suggesting(_ scope: any Scope, _ error: Diagnostic) -> Diagnostic {
    guard error.kind == .undefined, error.hint == nil, error.message.hasSuffix("' is undefined"),
      let name = error.message.dropFirst().split(separator: "'").first,
      let hint = Suggestion.hint(for: String(name), among: scope.names)
    else { return error }
    return Diagnostic(
      error.kind, error.message, at: error.location, hint: hint, notes: error.notes)
  }
}
