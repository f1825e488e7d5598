import Core

/// The text of a result's `diff`: one map or a list of them with `before`, `after` and their
/// headers, or with `prepared` text. (Rules: ansible-core's `CallbackBase._get_diff`.)
struct DiffText {
  let screen: Screen
  /// Lines around each difference, and how maps are shown.
  let settings: ReporterSettings

  /// Empty where there is nothing to show.
  func text(_ diff: Value) -> String {
    (diff.list ?? [diff]).compactMap(\.map).map(text).joined()
  }

  private func text(_ diff: Map) -> String {
    var out = ""
    if diff["dst_binary"] != nil { out += "diff skipped: destination file appears to be binary\n" }
    if diff["src_binary"] != nil { out += "diff skipped: source file appears to be binary\n" }
    for (key, word) in [("dst_larger", "destination"), ("src_larger", "source")] {
      guard let size = diff[key] else { continue }
      out += "diff skipped: \(word) file size is greater than \(size.text)\n"
    }
    if let before = diff["before"], let after = diff["after"] {
      out += unified(
        lines(before), lines(after),
        from: header("before", diff["before_header"]), to: header("after", diff["after_header"]))
    }
    return out + (diff["prepared"]?.text ?? "")
  }

  private func header(_ word: String, _ name: Value?) -> String {
    name.map { "\(word): \($0.text)" } ?? word
  }

  private func unified(
    _ before: [String], _ after: [String], from: String, to: String
  ) -> String {
    let lines = UnifiedDiff(before, after).lines(from: from, to: to, context: settings.diffContext)
    if lines.isEmpty { return "" }
    return lines.map { screen.painted($0, color($0)) }.joined() + "\n"
  }

  private func color(_ line: String) -> Color? {
    if line.hasPrefix("+") { return .diffAdd }
    if line.hasPrefix("-") { return .diffRemove }
    return line.hasPrefix("@@") ? .diffLines : nil
  }

  /// A map as JSON, or as YAML where results are.
  private func serialized(_ value: Map) -> String {
    guard let yaml = settings.yaml else {
      return JSONWriter(indent: 4, sortKeys: true, escapesNonASCII: true).write(.map(value)) + "\n"
    }
    return ResultText.indented(yaml(value, settings.prettyResults ?? true)) + "\n"
  }

  /// The lines with their ends.
  private func lines(_ value: Value) -> [String] {
    let text: String
    switch value {
    case .null: text = ""
    case .map(let map): text = serialized(map)
    default: text = value.text
    }
    var lines = Self.split(text)
    if let last = lines.last, last.utf8.last != UInt8(ascii: "\n") {
      lines[lines.count - 1] += "\n\\ No newline at end of file\n"
    }
    return lines
  }

  private static func split(_ text: String) -> [String] {
    var lines: [String] = []
    var line: [UInt8] = []
    for byte in text.utf8 {
      line.append(byte)
      guard byte == UInt8(ascii: "\n") else { continue }
      lines.append(String(decoding: line, as: UTF8.self))
      line = []
    }
    return line.isEmpty ? lines : lines + [String(decoding: line, as: UTF8.self)]
  }
}
