import Core

/// What a template leaves behind, in the form that Ansible gives it.
extension JinjaEnvironment {
  /// What a template that is one expression gives.
  func finish(_ value: Value, _ compiled: CompiledTemplate, _ scope: any Scope) -> Value {
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
  func restoreNewlines(_ text: inout TextBuffer, _ compiled: CompiledTemplate) {
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
