import Core

extension [LookupOption] {
  /// Sets options that stand in a term itself, as `option=value`.
  ///
  /// - Parameter words: what to say of a name that is no option.
  /// - Throws: `evaluation` for such a name, `invalid` for a value of a wrong type.
  func set(
    _ name: String, _ value: String, in options: inout Map, otherwise words: (String) -> String
  ) throws(Diagnostic) {
    guard let option = first(where: { $0.name == name }) else {
      throw Diagnostic(
        .evaluation, words(name), hint: Suggestion.hint(for: name, among: map(\.name)))
    }
    options[.string(name)] = try option.converted(.string(value))
  }
}
