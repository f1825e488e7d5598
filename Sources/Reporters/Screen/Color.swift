/// A colour of the terminal, as the parameter of its escape sequence.
package struct Color: Sendable {
  private let parameter: String

  private init(_ parameter: String) { self.parameter = parameter }

  // Ansible's defaults of its settings `COLOR_OK`, `COLOR_CHANGED`, …
  package static let ok = Color("0;32")
  package static let changed = Color("0;33")
  package static let error = Color("0;31")
  package static let unreachable = Color("1;31")
  package static let skip = Color("0;36")
  package static let included = Color("0;36")
  package static let warning = Color("1;35")
  package static let deprecation = Color("0;35")
  package static let verbose = Color("0;34")
  package static let debug = Color("1;30")
  package static let diffAdd = Color("0;32")
  package static let diffRemove = Color("0;31")
  package static let diffLines = Color("0;36")

  /// The text in this colour. Every line is coloured by itself, so that nothing runs over where a
  /// line is cut out of the output.
  func paint(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { "\u{1B}[\(parameter)m\($0)\u{1B}[0m" }.joined(separator: "\n")
  }
}
