import Core

/// Compiled templates, kept with their texts; templates that others name.
extension JinjaEnvironment {
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

  func compiled(
    _ template: TemplateText, isExpression: Bool
  ) throws(Diagnostic) -> CompiledTemplate {
    guard isExpression, !TemplateText.isTemplate(template.source) else {
      return try compile(template, .literalInVariables)
    }
    return try compileExpression(template)
  }

  static func compiled(_ text: TemplateText) -> CompiledTemplate? {
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

  func compileExpression(_ text: TemplateText) throws(Diagnostic) -> CompiledTemplate {
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
}
