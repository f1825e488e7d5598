import Core
import Synchronization
import Vault

/// Renders templates. One environment serves all hosts; compiled templates are kept in their
/// `TemplateText`.
package final class JinjaEnvironment: Sendable {
  private let requested: SharedSettings
  let globals: [InternedName: Value]
  let lookups: (any LookupProvider)?
  let loader: (any TemplateLoader)?
  let limits: Limits
  /// Where included templates are looked for first.
  private let folder: String?
  private let vault: Vault
  private let warn: (@Sendable (Diagnostic) -> Void)?
  /// A context that has done its work, for the next rendering.
  private let spare = Spare<Context>()
  private let compiledTexts = Atomic<Int>(0)

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

  // MARK: Before the run

  /// Compiles only.
  ///
  /// - Parameter isFile: the text is that of a template file, as for `renderText`.
  /// - Throws: `syntax`, or `invalid` for a filter, test or lookup that does not exist.
  package func check(
    _ template: TemplateText, isExpression: Bool, isFile: Bool = false
  ) throws(Diagnostic) {
    let compiled =
      try isFile ? compile(template, .python) : compiled(template, isExpression: isExpression)
    guard let lookups else { return }
    for (name, location) in compiled.lookups {
      if let missing = lookups.missing(name) { throw missing.at(location) }
    }
  }

  /// The names of the variables that a template may ask for.
  package func names(
    in template: TemplateText, isExpression: Bool
  ) throws(Diagnostic) -> Set<String> {
    Set(try compiled(template, isExpression: isExpression).freeNames)
      .filter { globals[.of($0)] == nil }
  }

  private func compiled(
    _ template: TemplateText, isExpression: Bool
  ) throws(Diagnostic) -> CompiledTemplate {
    guard isExpression, !TemplateText.isTemplate(template.source) else {
      return try compile(template, .literalInVariables)
    }
    return try compileExpression(template)
  }

  // MARK: Parts

  private static func compiled(_ text: TemplateText) -> CompiledTemplate? {
    text.compiled?._withUnsafeGuaranteedRef { object in
      type(of: object) == CompiledTemplate.self
        ? unsafeDowncast(object, to: CompiledTemplate.self) : nil
    }
  }

  @inline(__always)
  func compile(_ text: TemplateText, _ escapes: Escapes) throws(Diagnostic) -> CompiledTemplate {
    try compile(text, escapes, requested)
  }

  private func compile(
    _ text: TemplateText, _ escapes: Escapes, _ requested: SharedSettings
  ) throws(Diagnostic) -> CompiledTemplate {
    // One text is nearly always used in one way; another way is compiled anew each time.
    if let kept = Self.compiled(text), !kept.isExpression, kept.escapes == escapes,
      kept.requested == requested
    {
      return kept
    }
    compiledTexts.add(1, ordering: .relaxed)
    let made = try Compiler.template(text, requested, escapes)
    text.keep(made)
    return made
  }

  private func compileExpression(_ text: TemplateText) throws(Diagnostic) -> CompiledTemplate {
    if let kept = Self.compiled(text), kept.isExpression { return kept }
    compiledTexts.add(1, ordering: .relaxed)
    let made = try Compiler.expression(text, requested)
    text.keep(made)
    return made
  }

  /// The first of the named templates that exists, with the settings of the one that names it.
  func load(
    _ name: Value, _ settings: Settings, _ escapes: Escapes, ignoresMissing: Bool
  ) throws(Diagnostic) -> CompiledTemplate? {
    let names = try name.defined().sequence ?? [name]
    for name in names {
      guard let name = name.string else {
        throw Diagnostic(.evaluation, "a template name must be text, not \(name.typeName)")
      }
      if let text = try find(name) {
        let shares = settings == self.settings
        return try compile(text, escapes, shares ? requested : SharedSettings(settings))
      }
    }
    if ignoresMissing { return nil }
    let words = names.map { "'\($0.text)'" }.joined(separator: ", ")
    throw Diagnostic(.file, "cannot find the template \(words)")
  }

  private func find(_ name: String) throws(Diagnostic) -> TemplateText? {
    if let folder, let text = try loader?.load(Path.join(folder, name)) { return text }
    return try loader?.load(name)
  }

  /// What a template that is one expression gives.
  private func finish(_ value: Value, _ compiled: CompiledTemplate, _ scope: any Scope) -> Value {
    switch value {
    case .undefined: return .string(settings.native ? "" : restoringNewlines("", compiled))
    case .null:
      let stays = settings.native ? compiled.isBareVariable : isPlain(compiled, scope)
      if stays { return settings.null }
      if !settings.hidesNone { return value }
      return .string(settings.native ? "" : restoringNewlines("", compiled))
    case .string(let text):
      let converted = compiled.givesText ? value : LiteralReader.converted(text)
      if converted.string == nil, !passesText(compiled, scope) { return converted }
      return compiled.trailingNewlines == 0 ? value : .string(restoringNewlines(text, compiled))
    case .int, .float, .object(is BigInteger):
      if settings.native || isPlain(compiled, scope) { return value }
      return .string(restoringNewlines(value.text, compiled))
    case .object(let object as Row) where !settings.native:
      return .string(restoringNewlines(object.text, compiled))
    case .object(let object as Namespace):
      return .string(restoringNewlines(object.text, compiled))
    // Dates leave templates as text.
    case .object(let object as any ArithmeticObject): return .string(object.text)
    // ansible-core reads the text again; what is no literal stays text.
    case .list, .map:
      return settings.native || compiled.isBareVariable || value.isLiteral
        ? value : .string(restoringNewlines(value.text, compiled))
    default: return value
    }
  }

  /// Whether a template is one variable, which was not written as a template itself.
  private func isPlain(_ compiled: CompiledTemplate, _ scope: any Scope) -> Bool {
    guard compiled.isBareVariable else { return false }
    if case .template? = compiled.sources.first.flatMap({ scope.written($0.name) }) { return false }
    return true
  }

  /// Newlines at the end of a template stay, though the lexer and `trim_blocks` drop some.
  private func restoreNewlines(_ text: inout TextBuffer, _ compiled: CompiledTemplate) {
    if compiled.trailingNewlines == 0 { return }
    for _ in 0..<max(0, compiled.trailingNewlines - text.trailing(0x0A)) { text.append(0x0A) }
  }

  private func restoringNewlines(_ text: String, _ compiled: CompiledTemplate) -> String {
    var buffer = TextBuffer(capacity: text.utf8.count + compiled.trailingNewlines)
    buffer.append(text)
    restoreNewlines(&buffer, compiled)
    return buffer.text()
  }
}
