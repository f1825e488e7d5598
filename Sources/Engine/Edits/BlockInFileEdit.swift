import Core
import Modules
import Regex

/// `blockinfile` (docs.ansible.com, `ansible.builtin.blockinfile`).
struct BlockInFileEdit: FileEdit {
  private let block: String
  private let begin: String
  private let end: String
  private let after: String?
  private let before: String?
  private let appendsNewline: Bool
  private let prependsNewline: Bool

  /// - Throws: `evaluation` for a wrong pattern.
  init(_ arguments: Modules.Arguments) throws(Diagnostic) {
    let marker = arguments["marker"].string ?? "# {mark} ANSIBLE MANAGED BLOCK"
    block = arguments["state"] == "absent" ? "" : arguments["block"].text
    begin = Self.mark(marker, arguments["marker_begin"].text)
    end = Self.mark(marker, arguments["marker_end"].text)
    before = arguments["insertbefore"].string
    after = arguments["insertafter"].string ?? (before == nil ? "EOF" : nil)
    appendsNewline = arguments["append_newline"].isTrue
    prependsNewline = arguments["prepend_newline"].isTrue
  }

  private static func mark(_ marker: String, _ word: String) -> String {
    marker.split(separator: "{mark}", omittingEmptySubsequences: false).joined(separator: word)
  }

  func edit(_ content: String?) throws(Diagnostic) -> EditOutcome? {
    if content == nil, block.isEmpty { return nil }
    var text = TextLines(content ?? "")
    let markers = indices(text.lines)
    var at: Int?
    if let markers {
      at = markers.lowerBound
      text.lines.removeSubrange(markers)
    }
    if block.isEmpty {
      return (text.text, markers == nil ? "" : "Block removed", Map())
    }
    let place = if let at { at } else { try insertion(text.lines) }
    if place == text.lines.count { text.endLastLine() }
    var new =
      [begin + "\n"] + TextLines(block.hasSuffix("\n") ? block : block + "\n").lines + [end + "\n"]
    if prependsNewline, place > 0, !TextLines.bare(text.lines[place - 1]).isEmpty {
      new.insert("\n", at: 0)
    }
    if appendsNewline, place < text.lines.count, !TextLines.bare(text.lines[place]).isEmpty {
      new.append("\n")
    }
    text.lines.insert(contentsOf: new, at: place)
    return (text.text, content == nil ? "File created" : "Block inserted", Map())
  }

  /// The lines from marker to marker; the last ones where there are several, as in Ansible.
  private func indices(_ lines: [String]) -> Range<Int>? {
    var first: Int?
    var last: Int?
    for (index, raw) in lines.enumerated() {
      let text = TextLines.bare(raw)
      if text == begin { first = index }
      if text == end { last = index }
    }
    guard let first, let last else { return nil }
    return min(first, last)..<(max(first, last) + 1)
  }

  private func insertion(_ lines: [String]) throws(Diagnostic) -> Int {
    let anchor = after ?? before ?? "EOF"
    if anchor == "EOF" { return lines.count }
    if anchor == "BOF" { return 0 }
    let pattern = try Regex.compiled(anchor)
    var found: Int?
    for (index, line) in lines.enumerated() where try pattern.search(TextLines.bare(line)) != nil {
      found = index
    }
    guard let found else { return lines.count }
    return after == nil ? found : found + 1
  }
}
