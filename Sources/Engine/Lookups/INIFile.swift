import Core

/// A file of sections as Python's `configparser` reads it, strictly: no section or key comes twice.
struct INIFile {
  struct Section {
    var keys: [String] = []
    /// nil for a key without a value.
    var values: [String: String?] = [:]
  }

  private(set) var sections: [String: Section] = [:]
  /// The sections in the order of the text.
  private(set) var names: [String] = []
  /// The section `DEFAULT`, which stands behind all others.
  private(set) var defaults = Section()
  private let interpolates: Bool
  private let keepsCase: Bool

  /// - Throws: `syntax` for a line that is neither section nor key, `invalid` for duplicates.
  init(
    _ text: String, keepsCase: Bool, allowsNoValue: Bool, interpolates: Bool
  ) throws(Diagnostic) {
    self.interpolates = interpolates
    self.keepsCase = keepsCase
    var name: String?
    var key: String?
    var keyIndent = 0
    var number = 0
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      number += 1
      let content = StringEnds.trimmed(String(line))
      if content.hasPrefix("#") || content.hasPrefix(";") { continue }
      let indent = line.prefix { $0 == " " || $0 == "\t" }.count
      if content.isEmpty {
        // An empty line inside a value of several lines belongs to it.
        if let name, let key { append("", to: key, of: name) }
        continue
      }
      if let name, let key, indent > keyIndent {
        append(content, to: key, of: name)
        continue
      }
      keyIndent = indent
      if content.hasPrefix("["), let end = content.lastIndex(of: "]") {
        let title = String(content[content.index(after: content.startIndex)..<end])
        guard !title.isEmpty else { throw Self.error("a section without a name", number) }
        if title != "DEFAULT" {
          guard sections[title] == nil else {
            throw Self.error("section '\(title)' already exists", number)
          }
          sections[title] = Section()
          names.append(title)
        }
        (name, key) = (title, nil)
        continue
      }
      guard let name else { throw Self.error("File contains no section headers.", number) }
      let (option, value) = Self.parts(of: content)
      guard !option.isEmpty, value != nil || allowsNoValue else {
        throw Self.error("Source contains parsing errors: '\(content)'", number)
      }
      let plain = keepsCase ? option : option.lowercased()
      try add(plain, value, to: name, number)
      key = plain
    }
    trimEnds()
  }

  private static func error(_ words: String, _ line: Int) -> Diagnostic {
    Diagnostic(.evaluation, "\(words) (line \(line))")
  }

  private static func parts(of line: String) -> (String, String?) {
    guard let divider = line.firstIndex(where: { $0 == "=" || $0 == ":" }) else {
      return (line, nil)
    }
    return (
      StringEnds.withoutTrailing(String(line[..<divider])),
      StringEnds.trimmed(String(line[line.index(after: divider)...]))
    )
  }

  private mutating func change(_ name: String, _ body: (inout Section) -> Void) {
    if name == "DEFAULT" { body(&defaults) } else { body(&sections[name, default: Section()]) }
  }

  private mutating func add(
    _ key: String, _ value: String?, to name: String, _ line: Int
  ) throws(Diagnostic) {
    let section = name == "DEFAULT" ? defaults : sections[name] ?? Section()
    guard section.values[key] == nil else {
      throw Self.error("option '\(key)' in section '\(name)' already exists", line)
    }
    change(name) {
      $0.keys.append(key)
      $0.values[key] = .some(value)
    }
  }

  private mutating func append(_ line: String, to key: String, of name: String) {
    change(name) {
      if case .some(.some(let value)) = $0.values[key] { $0.values[key] = value + "\n" + line }
    }
  }

  private mutating func trimEnds() {
    for name in sections.keys + ["DEFAULT"] {
      change(name) { section in
        section.values = section.values.mapValues { $0.map(StringEnds.withoutTrailing) }
      }
    }
  }
}

extension INIFile {
  /// The value of a key, nil where there is none; `.some(nil)` for a key without a value.
  ///
  /// - Throws: `evaluation` for a section that does not exist and for a broken `%(name)s`.
  func value(_ key: String, in section: String) throws(Diagnostic) -> String?? {
    let table = try values(of: section)
    guard let raw = table[keepsCase ? key : key.lowercased()] else { return nil }
    guard interpolates, let raw else { return raw }
    return .some(try interpolated(raw, table, depth: 1))
  }

  /// All keys of a section and of `DEFAULT`, with their values.
  func items(of section: String) throws(Diagnostic) -> [(key: String, value: String?)] {
    var keys = OrderedSet(defaults.keys)
    for key in sections[section]?.keys ?? [] { keys.append(key) }
    var items: [(key: String, value: String?)] = []
    for key in keys { items.append((key, try value(key, in: section) ?? nil)) }
    return items
  }

  private func values(of section: String) throws(Diagnostic) -> [String: String?] {
    if section == "DEFAULT" { return defaults.values }
    guard let own = sections[section] else {
      throw Diagnostic(
        .invalid, "No section: '\(section)'",
        hint: Suggestion.hint(for: section, among: sections.keys.sorted()))
    }
    return defaults.values.merging(own.values) { _, own in own }
  }

  /// `%(name)s` is another key's value, `%%` a percent sign.
  private func interpolated(
    _ text: String, _ table: [String: String?], depth: Int
  ) throws(Diagnostic) -> String {
    guard depth <= 10 else {
      throw Diagnostic(.evaluation, "Recursion limit exceeded in value substitution: \(text)")
    }
    var out = ""
    var rest = text[...]
    while let percent = rest.firstIndex(of: "%") {
      out += rest[..<percent]
      rest = rest[rest.index(after: percent)...]
      if rest.hasPrefix("%") {
        out += "%"
        rest = rest.dropFirst()
      } else if rest.hasPrefix("("), let end = rest.firstRange(of: ")s") {
        let name = String(rest[rest.index(after: rest.startIndex)..<end.lowerBound])
        guard let value = table[keepsCase ? name : name.lowercased()] else {
          throw Diagnostic(
            .evaluation, "Bad value substitution: the key '\(name)' does not exist")
        }
        out += try interpolated(value ?? "", table, depth: depth + 1)
        rest = rest[end.upperBound...]
      } else {
        throw Diagnostic(
          .evaluation, "'%' must be followed by '%' or '(', found: '%\(rest.prefix(20))'",
          hint: "`interpolation=false` reads values as they stand")
      }
    }
    return out + rest
  }
}
