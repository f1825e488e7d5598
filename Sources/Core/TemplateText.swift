import Synchronization

/// A template as written, with its place. The compiled form is kept beside the text, so that each
/// text is compiled once and shared by all hosts.
package final class TemplateText: Sendable {
  package let source: String
  /// Where the text begins; for block scalars, the line after the indicator.
  package let location: SourceLocation?
  private let slot = Mutex<(any AnyObject & Sendable)?>(nil)

  package init(_ source: String, at location: SourceLocation? = nil) {
    self.source = source
    self.location = location
  }

  /// The compiled form, made by `make` at the first call. Two hosts that come at once may both
  /// make it; both results are equal and one of them stays.
  package func compiled<Compiled: AnyObject & Sendable>(
    _ make: (TemplateText) throws(Diagnostic) -> Compiled
  ) throws(Diagnostic) -> Compiled {
    if let ready = slot.withLock({ $0 }), type(of: ready) == Compiled.self {
      return unsafeDowncast(ready, to: Compiled.self)
    }
    let made = try make(self)
    slot.withLock { $0 = made }
    return made
  }

  /// Whether a text holds `{{`, `{%` or `{#`, and so must be rendered at all.
  package static func isTemplate(_ text: String) -> Bool {
    var brace = false
    for byte in text.utf8 {
      if brace, byte == 0x7B || byte == 0x25 || byte == 0x23 { return true }
      brace = byte == 0x7B
    }
    return false
  }
}

extension Value {
  /// The text as a template when it holds delimiters, as a plain string otherwise. Only for texts
  /// that people wrote in playbooks, inventories and on the command line.
  package static func trusted(_ text: String, at location: SourceLocation? = nil) -> Value {
    TemplateText.isTemplate(text) ? .template(TemplateText(text, at: location)) : .string(text)
  }
}
