/// Takes the lines of an `INIFile`.
struct INIReader {
  private let form: INIFile.Form
  private var sections: [INIFile.Section] = []
  private var defaults = INIFile.Section(name: "DEFAULT")
  /// The section under way: a number, -1 for the defaults.
  private var current: Int?
  /// The key under way, to whose value lines that are indented more belong.
  private var key: (name: String, lines: [String]?, line: Int)?
  private var indent = 0

  init(_ form: INIFile.Form) { self.form = form }

  mutating func take(_ text: String, _ line: Int) throws(INIFile.Failure) {
    let (plain, hasComment) = withoutComment(text)
    let content = StringEnds.trimmed(plain)
    if content.isEmpty {
      // An empty line inside a value belongs to it; one with a comment does not.
      if !hasComment { key?.lines?.append("") }
      return
    }
    let depth = text.unicodeScalars.count - StringEnds.withoutLeading(text).unicodeScalars.count
    if key?.lines != nil, depth > indent {
      key?.lines?.append(content)
      return
    }
    indent = depth
    if let title = Self.title(content) { return try begin(title, line) }
    guard current != nil else {
      throw INIFile.Failure(
        kind: .noSection, words: "File contains no section headers.", line: line)
    }
    try begin(key: content, line)
  }

  mutating func finish() -> (sections: [INIFile.Section], defaults: INIFile.Section) {
    endKey()
    return (sections, defaults)
  }

  /// Lines that begin with `#` or `;` are comments.
  private func withoutComment(_ text: String) -> (text: String, hasComment: Bool) {
    let start = StringEnds.withoutLeading(text).utf8.first
    if start == UInt8(ascii: "#") || start == UInt8(ascii: ";") { return ("", true) }
    guard form.hasInlineComments else { return (text, false) }
    let bytes = Array(text.utf8)
    for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: ";") {
      let isBehindBlank = index == 0 || bytes[index - 1] == 0x20 || bytes[index - 1] == 0x09
      if isBehindBlank { return (String(decoding: bytes[..<index], as: UTF8.self), true) }
    }
    return (text, false)
  }

  /// `[title]`, up to the last bracket.
  private static func title(_ content: String) -> String? {
    guard content.utf8.first == UInt8(ascii: "["), let end = content.lastIndex(of: "]") else {
      return nil
    }
    let title = content[content.utf8.index(after: content.startIndex)..<end]
    return title.isEmpty ? nil : String(title)
  }

  private mutating func begin(_ title: String, _ line: Int) throws(INIFile.Failure) {
    endKey()
    if title == defaults.name {
      current = -1
    } else if sections.contains(where: { $0.name == title }) {
      throw INIFile.Failure(
        kind: .sectionTwice, words: "section '\(title)' already exists", line: line)
    } else {
      current = sections.count
      sections.append(INIFile.Section(name: title))
    }
  }

  private mutating func begin(key content: String, _ line: Int) throws(INIFile.Failure) {
    endKey()
    let sign = content.utf8.firstIndex { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ":") }
    let written = StringEnds.withoutTrailing(String(content[..<(sign ?? content.endIndex)]))
    guard !written.isEmpty, sign != nil || form.allowsNoValue else {
      throw INIFile.Failure(
        kind: .noKey, words: "Source contains parsing errors: '\(content)'", line: line)
    }
    let name = form.keepsCase ? written : written.lowercased()
    let known = current.map { $0 < 0 ? defaults : sections[$0] }
    if let known, known[name] != nil {
      throw INIFile.Failure(
        kind: .keyTwice, words: "option '\(name)' in section '\(known.name)' already exists",
        line: line)
    }
    let value = sign.map {
      StringEnds.trimmed(String(content[content.utf8.index(after: $0)...]))
    }
    key = (name, value.map { [$0] }, line)
  }

  /// Puts the key under way into its section.
  private mutating func endKey() {
    guard let key, let current else { return }
    self.key = nil
    let value = key.lines.map { StringEnds.withoutTrailing($0.joined(separator: "\n")) }
    let entry = INIFile.Key(name: key.name, value: value, line: key.line)
    if current < 0 { defaults.set(entry) } else { sections[current].set(entry) }
  }
}
