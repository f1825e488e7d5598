import Core

extension Filters {
  static let commentFilters: [String: Filter] = ["comment": Filter(["style", "**"], comment)]

  /// The parts of a comment that a style sets.
  private static let styles: [String: [String: String]] = [
    "plain": ["decoration": "# "], "erlang": ["decoration": "% "], "c": ["decoration": "// "],
    "cblock": ["beginning": "/*", "decoration": " * ", "end": " */"],
    "xml": ["beginning": "<!--", "decoration": " - ", "end": "-->"],
  ]

  /// `text | comment(style, decoration=, prefix=, …)`
  private static func comment(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    let style = try arguments.string(0, default: "plain")
    guard let standard = styles[style] else {
      throw arguments.error(
        "there is no comment style '\(style)'; there are \(styles.keys.sorted().joined(separator: ", "))"
      )
    }
    let ends = try count("postfix_count")
    if ends > 0, let given = arguments.keyword("postfix"), given.string == nil {
      throw arguments.error("'postfix' must be text, not \(given.repr)")
    }
    func part(_ name: String, _ fallback: String = "") -> String {
      // What is false is as good as nothing.
      arguments.keyword(name).map { $0.isTrue ? $0.text : "" } ?? standard[name] ?? fallback
    }
    func count(_ name: String) throws(Diagnostic) -> Int {
      guard let given = arguments.keyword(name) else { return 1 }
      guard let number = Conversion.int(given) else {
        throw arguments.error("'\(name)' must be a number, not \(given.repr)")
      }
      return min(max(0, number), 1000)
    }
    for name in ["decoration", "newline", "postfix"] {
      guard let given = arguments.keyword(name), given.string == nil else { continue }
      throw arguments.error("'\(name)' must be text, not \(given.repr)")
    }
    let decoration = part("decoration")
    let bare = StringMethods.strip(decoration, left: false)
    let newline = part("newline", "\n")
    let prefix = part("prefix", bare)
    let postfix = part("postfix", bare)
    func replace(_ text: String, _ old: String, _ new: String) -> String {
      String(bytes: Bytes.replace(Array(text.utf8), Array(old.utf8), Array(new.utf8)))
    }
    // A line that holds nothing but the decoration loses its trailing blanks.
    let lines = replace(
      decoration + replace(try arguments.text(of: input), newline, newline + decoration),
      decoration + newline,
      bare + newline)
    let beginning = part("beginning")
    let end = part("end")
    let first = beginning.isEmpty ? "" : beginning + newline
    let before = prefix.isEmpty ? "" : prefix == newline ? newline : prefix + newline
    return .string(
      first + String(repeating: before, count: try count("prefix_count")) + lines
        + String(repeating: newline + postfix, count: ends)
        + (end.isEmpty ? "" : newline + end))
  }
}
