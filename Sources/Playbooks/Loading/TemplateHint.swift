import Core

/// What people write in templates who think of another language, and what it is called here.
enum TemplateHint {
  /// The error with a hint, where it has none and the text shows what was meant.
  static func added(to error: Diagnostic, in text: String) -> Diagnostic {
    guard error.hint == nil, let hint = hint(error.message, text) else { return error }
    return Diagnostic(error.kind, error.message, at: error.location, hint: hint, notes: error.notes)
  }

  private static func hint(_ message: String, _ text: String) -> String? {
    func says(_ words: String) -> Bool { message.hasSuffix(words) }
    if says("unexpected '='") || says("got '='") { return "'==' compares" }
    if says("unexpected char '&'") { return "write 'and' in place of '&&'" }
    if says("got '|'"), text.contains("||") { return "write 'or' in place of '||'" }
    if says("unexpected char '!'") { return "write 'not' in place of '!'" }
    if says("unexpected char '$'") { return "variables have no '$'" }
    if says("unexpected '}'") { return "what begins with '{{' ends with '}}'" }
    if says("got '}'"), text.contains("{{ {{") || text.contains("{{{{") {
      return "names stand without braces inside of {{ }}"
    }
    return nil
  }
}
