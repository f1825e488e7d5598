/// A colour of the terminal, as the parameter of its escape sequence.
package struct Color: Sendable {
  /// The setting that changes it: `COLOR_OK`.
  package let setting: String
  private let parameter: String

  private init(_ parameter: String, _ setting: String) {
    self.parameter = parameter
    self.setting = "COLOR_\(setting)"
  }

  // Ansible's defaults of its settings `COLOR_OK`, `COLOR_CHANGED`, …
  package static let ok = Color("0;32", "OK")
  package static let changed = Color("0;33", "CHANGED")
  package static let error = Color("0;31", "ERROR")
  package static let unreachable = Color("1;31", "UNREACHABLE")
  package static let skip = Color("0;36", "SKIP")
  package static let included = Color("0;36", "INCLUDED")
  package static let warning = Color("1;35", "WARN")
  package static let deprecation = Color("0;35", "DEPRECATE")
  package static let verbose = Color("0;34", "VERBOSE")
  package static let debug = Color("1;30", "DEBUG")
  package static let diffAdd = Color("0;32", "DIFF_ADD")
  package static let diffRemove = Color("0;31", "DIFF_REMOVE")
  package static let diffLines = Color("0;36", "DIFF_LINES")
  package static let consolePrompt = Color("1;37", "CONSOLE_PROMPT")

  /// The text in this colour. Every line is coloured by itself, so that nothing runs over where a
  /// line is cut out of the output.
  ///
  /// - Parameter palette: parameters of escape sequences in place of the standard ones, by setting.
  func paint(_ text: String, _ palette: [String: String] = [:]) -> String {
    let parameter = palette[setting] ?? parameter
    return text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { "\u{1B}[\(parameter)m\($0)\u{1B}[0m" }.joined(separator: "\n")
  }
}
