import Core
import Modules
import Regex

/// `lineinfile` (docs.ansible.com, `ansible.builtin.lineinfile`).
struct LineInFileEdit: FileEdit {
  private let line: String
  private let pattern: Regex?
  private let search: String?
  private let isAbsent: Bool
  private let usesGroups: Bool
  private let after: String?
  private let before: String?
  private let firstMatch: Bool

  /// - Throws: `invalid` for a combination that makes no sense, `evaluation` for a wrong pattern.
  init(_ arguments: Modules.Arguments) throws(Diagnostic) {
    line = arguments["line"].string ?? ""
    pattern = try arguments["regexp"].string.map { text throws(Diagnostic) in
      try Regex.compiled(text)
    }
    search = arguments["search_string"].string
    isAbsent = arguments["state"] == "absent"
    usesGroups = arguments["backrefs"].isTrue
    after = arguments["insertafter"].string
    before = arguments["insertbefore"].string
    firstMatch = arguments["firstmatch"].isTrue
    if usesGroups, pattern == nil {
      throw Diagnostic(.invalid, "regexp is required with backrefs=true")
    }
    if isAbsent, pattern == nil, search == nil, arguments["line"].isNull {
      throw Diagnostic(
        .invalid, "one of line, search_string, or regexp is required with state=absent")
    }
  }

  func edit(_ content: String?) throws(Diagnostic) -> EditOutcome? {
    if isAbsent { return try content.map { text throws(Diagnostic) in try remove(from: text) } }
    var text = TextLines(content ?? "")
    let place = try find(text.lines)
    if let index = place.match {
      return try replace(&text, at: index, content)
    }
    // With backrefs there is nothing to insert: the groups come from a match.
    if usesGroups { return (content ?? "", "", Map()) }
    if place.hasExactLine { return (content ?? "", "", Map()) }
    insert(&text, at: place.insertion)
    return (text.text, "line added", Map())
  }

  private struct Place {
    var match: Int?
    var hasExactLine = false
    var insertion: Insertion = .end
  }

  private enum Insertion { case beginning, end, at(Int) }

  private func find(_ lines: [String]) throws(Diagnostic) -> Place {
    var place = Place()
    let anchor =
      after.flatMap { $0 == "EOF" || $0 == "BOF" ? nil : $0 }
      ?? before.flatMap { $0 == "BOF" || $0 == "EOF" ? nil : $0 }
    let anchorPattern = try anchor.map { text throws(Diagnostic) in try Regex.compiled(text) }
    for (index, raw) in lines.enumerated() {
      let text = TextLines.bare(raw)
      let isMatch = try matches(text)
      if isMatch, place.match == nil || !firstMatch { place.match = index }
      if text == line { place.hasExactLine = true }
      if let anchorPattern, try anchorPattern.search(text) != nil {
        if case .at = place.insertion, firstMatch { continue }
        place.insertion = .at(after != nil ? index + 1 : index)
      }
    }
    if case .end = place.insertion, before == "BOF" || after == "BOF" {
      place.insertion = .beginning
    }
    return place
  }

  private func matches(_ text: String) throws(Diagnostic) -> Bool {
    if let pattern { return try pattern.search(text) != nil }
    if let search { return text.contains(search) }
    return false
  }

  private func replace(
    _ text: inout TextLines, at index: Int, _ content: String?
  ) throws(Diagnostic) -> EditOutcome {
    let old = text.lines[index]
    var new = line
    if usesGroups, let pattern {
      let bytes = Array(TextLines.bare(old).utf8)
      if let match = try pattern.firstMatch(in: bytes) {
        new = try pattern.expand(line, match, in: bytes)
      }
    }
    let end = old.hasSuffix("\r\n") ? "\r\n" : old.hasSuffix("\n") ? "\n" : "\n"
    if TextLines.bare(old) == new || old == new { return (content ?? "", "", Map()) }
    text.lines[index] = new.hasSuffix("\n") ? new : new + end
    return (text.text, "line replaced", Map())
  }

  private func insert(_ text: inout TextLines, at insertion: Insertion) {
    let new = line + "\n"
    switch insertion {
    case .beginning: text.lines.insert(new, at: 0)
    case .end:
      text.endLastLine()
      text.lines.append(new)
    case .at(let index):
      if index == text.lines.count { text.endLastLine() }
      text.lines.insert(new, at: index)
    }
  }

  private func remove(from content: String) throws(Diagnostic) -> EditOutcome {
    let text = TextLines(content)
    var kept: [String] = []
    for raw in text.lines {
      let bare = TextLines.bare(raw)
      let isFound = pattern == nil && search == nil ? bare == line : try matches(bare)
      if !isFound { kept.append(raw) }
    }
    let found = text.lines.count - kept.count
    let message = found > 0 ? "\(found) line(s) removed" : ""
    return (kept.joined(), message, ["found": .int(found)])
  }
}
