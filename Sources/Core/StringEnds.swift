/// White space at the ends of texts, as Python's `strip`, `lstrip` and `rstrip` see it.
package enum StringEnds {
  package static func trimmed(_ text: String) -> String {
    withoutTrailing(withoutLeading(text))
  }

  package static func withoutTrailing(_ text: String) -> String {
    var scalars = text.unicodeScalars[...]
    while let last = scalars.last, isBlank(last) { scalars.removeLast() }
    return String(String.UnicodeScalarView(scalars))
  }

  package static func withoutLeading(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.drop(while: isBlank)))
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    // Python counts the four separators of ASCII as white space too.
    scalar.properties.isWhitespace || (0x1C...0x1F).contains(scalar.value)
  }
}
