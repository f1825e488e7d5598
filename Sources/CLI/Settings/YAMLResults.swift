import Core
import YAML

/// Results as YAML (ansible-core's `result_format = yaml`).
enum YAMLResults {
  /// - Parameter isPretty: whether it is for reading rather than for programs: texts of several lines stand as
  ///   blocks, even if that changes the blanks in them.
  @Sendable static func text(_ values: Map, isPretty: Bool) -> String {
    var writer = YAMLWriter()
    writer.indent = isPretty ? 4 : nil
    writer.textStyle = { text in
      guard text.unicodeScalars.contains(where: isBreak) else { return (text, "") }
      return (isPretty ? readable(text) : text, "|")
    }
    return (try? writer.write(.map(values))) ?? JSONWriter(sortKeys: true).write(.map(values))
  }

  private static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
    ["\n", "\u{85}", "\u{2028}", "\u{2029}"].contains(scalar)
  }

  /// The text as libyaml lets it be a block: without tabs, characters that it would escape, and blanks at the ends
  /// of lines and of all.
  private static func readable(_ text: String) -> String {
    var lines: [String.UnicodeScalarView] = []
    var line = String.UnicodeScalarView()
    for scalar in StringEnds.withoutTrailing(text).unicodeScalars {
      if isBreak(scalar) {
        while line.last == " " { line.removeLast() }
        line.append(scalar)
        lines.append(line)
        line = String.UnicodeScalarView()
      } else if scalar == "\t" {
        line.append(contentsOf: String(repeating: " ", count: 8 - line.count % 8).unicodeScalars)
      } else if scalar.value >= 32, !(127..<160).contains(scalar.value), scalar != "\u{FEFF}" {
        line.append(scalar)
      }
    }
    return (lines + [line]).map { String($0) }.joined()
  }
}
