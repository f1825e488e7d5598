import Core

/// The first line `#jinja2: trim_blocks: False, …` of a template, which changes the settings.
enum Header {
  private static let mark = Array("#jinja2:".utf8)

  /// Reads the line if there is one; `start` becomes the offset after it.
  static func read(
    _ text: TemplateText, _ settings: inout Settings, _ start: inout Int
  ) throws(Diagnostic) {
    guard text.source.hasPrefix("#jinja2:") else { return }
    let bytes = Array(text.source.utf8)
    let end = bytes.firstIndex(of: 0x0A) ?? bytes.count
    start = min(end + 1, bytes.count)
    let line = bytes[mark.count..<end]
    for pair in line.split(separator: UInt8(ascii: ",")) {
      guard let colon = pair.firstIndex(of: UInt8(ascii: ":")) else {
        throw Diagnostic(
          .syntax,
          "failed to parse jinja2 override '\(StringMethods.strip(String(bytes: pair)))'. Did you use "
            + "something different from colon as key-value separator?",
          at: text.location(at: pair.startIndex))
      }
      let key = StringMethods.strip(String(bytes: pair[..<colon]))
      let word = StringMethods.strip(String(bytes: pair[(colon + 1)...]))
      try set(key, word, &settings, at: text.location(at: pair.startIndex))
    }
  }

  private static func set(
    _ key: String, _ word: String, _ settings: inout Settings, at location: SourceLocation?
  ) throws(Diagnostic) {
    guard let value = LiteralReader.read(word) else {
      throw Diagnostic(.syntax, "'\(word)' is no value for the setting '\(key)'", at: location)
    }
    let delimiter = Array((value.string ?? "").utf8)
    switch key {
    case "trim_blocks": settings.trimBlocks = value.isTrue
    case "lstrip_blocks": settings.lstripBlocks = value.isTrue
    case "keep_trailing_newline": settings.keepTrailingNewline = value.isTrue
    case _ where delimiter.isEmpty: break
    case "variable_start_string": settings.variableStart = delimiter
    case "variable_end_string": settings.variableEnd = delimiter
    case "block_start_string": settings.blockStart = delimiter
    case "block_end_string": settings.blockEnd = delimiter
    case "comment_start_string": settings.commentStart = delimiter
    case "comment_end_string": settings.commentEnd = delimiter
    case "line_statement_prefix": settings.lineStatement = delimiter
    case "line_comment_prefix": settings.lineComment = delimiter
    default: break
    }
  }
}
