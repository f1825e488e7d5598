extension INIFile {
  /// The value of a key of a section, with what `%(name)s` in it stands for.
  ///
  /// - Throws: `evaluation` for a name that is none of the section's, and for other signs behind `%`.
  package func interpolated(_ key: Key, of section: Section) throws(Diagnostic) -> String? {
    guard let value = key.value else { return nil }
    return try interpolated(value, section, depth: 1)
  }

  /// `%(name)s` is another key's value, `%%` a percent sign.
  private func interpolated(
    _ text: String, _ section: Section, depth: Int
  ) throws(Diagnostic) -> String {
    guard depth <= 10 else {
      throw Diagnostic(.evaluation, "Recursion limit exceeded in value substitution: \(text)")
    }
    var out = ""
    var rest = text[...]
    while let percent = rest.firstIndex(of: "%") {
      out += rest[..<percent]
      rest = rest[rest.index(after: percent)...]
      if rest.hasPrefix("%") {
        out += "%"
        rest = rest.dropFirst()
      } else if rest.hasPrefix("("), let end = rest.firstRange(of: ")s") {
        let name = String(rest[rest.index(after: rest.startIndex)..<end.lowerBound])
        guard let key = key(name, of: section) else {
          throw Diagnostic(
            .evaluation, "Bad value substitution: the key '\(name)' does not exist")
        }
        out += try interpolated(key.value ?? "", section, depth: depth + 1)
        rest = rest[end.upperBound...]
      } else {
        throw Diagnostic(
          .evaluation, "'%' must be followed by '%' or '(', found: '%\(rest.prefix(20))'",
          hint: "`interpolation=false` reads values as they stand")
      }
    }
    return out + rest
  }
}
