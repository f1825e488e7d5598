import Synchronization

/// A template as written, with its place. The compiled form is kept beside the text, so that each
/// text is compiled once and shared by all hosts.
package final class TemplateText: Sendable {
  /// The address of the compiled form, zero while there is none. It is kept alive as long as this object.
  private let form = Atomic<UInt>(0)

  package let source: String
  /// Where the text begins; for block scalars, the line after the indicator.
  package let location: SourceLocation?
  package init(_ source: String, at location: SourceLocation? = nil) {
    self.source = source
    self.location = location
  }

  deinit {
    Self.object(form.load(ordering: .acquiring))?.release()
  }

  /// The compiled form, if it was made already. It stays as long as the text does.
  package var compiled: Unmanaged<AnyObject>? { Self.object(form.load(ordering: .acquiring)) }

  /// Keeps a compiled form. The first one stays: two hosts that come at once may both make one, and both are equal.
  package func keep(_ made: some AnyObject & Sendable) {
    let made = Unmanaged<AnyObject>.passRetained(made)
    let (isKept, _) = form.compareExchange(
      expected: 0, desired: UInt(bitPattern: made.toOpaque()), ordering: .acquiringAndReleasing)
    if !isKept { made.release() }
  }

  private static func object(_ address: UInt) -> Unmanaged<AnyObject>? {
    UnsafeRawPointer(bitPattern: address).map(Unmanaged.fromOpaque)
  }

  /// Whether a text holds `{{`, `{%` or `{#`, and so must be rendered at all.
  package static func isTemplate(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      var brace = false
      for byte in bytes {
        if brace, byte == 0x7B || byte == 0x25 || byte == 0x23 { return true }
        brace = byte == 0x7B
      }
      return false
    }
  }
}

extension Value {
  /// The text as a template when it holds delimiters, as a plain string otherwise. Only for texts
  /// that people wrote in playbooks, inventories and on the command line.
  package static func trusted(_ text: String, at location: SourceLocation? = nil) -> Value {
    TemplateText.isTemplate(text) ? .template(TemplateText(text, at: location)) : .string(text)
  }
}
