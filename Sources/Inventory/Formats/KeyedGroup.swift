import Core
import YAML

/// An entry of `keyed_groups`: groups that are named by the value of an expression.
struct KeyedGroup {
  let key: TemplateText
  /// The group above them.
  let parent: TemplateText?
  private let prefix: String
  private let separator: String
  /// Stands for an empty value.
  private let fallback: String?
  /// `trailing_separator: false`: an empty value of a map has no separator before it.
  private let dropsTrailing: Bool
  private let location: SourceLocation

  private static let keys = [
    "key", "prefix", "separator", "parent_group", "default_value", "trailing_separator",
  ]

  var hasDefault: Bool { fallback != nil }

  /// - Parameter leads: whether the separator stands before a name without prefix.
  /// - Throws: `invalid` for an entry that is none.
  init(_ node: Node, leads: Bool) throws(Diagnostic) {
    guard let entries = node.entries, !entries.isEmpty else {
      throw Diagnostic(.invalid, "an entry of 'keyed_groups' must be a map", at: node.location)
    }
    for entry in entries where !Self.keys.contains(entry.key.value.text) {
      throw Diagnostic(
        .invalid, "an entry of 'keyed_groups' has no key '\(entry.key.value.text)'",
        at: entry.key.location,
        hint: Suggestion.hint(for: entry.key.value.text, among: Self.keys)
          ?? "the keys are \(Self.keys.joined(separator: ", "))")
    }
    guard let key = node["key"] else {
      throw Diagnostic(
        .invalid, "an entry of 'keyed_groups' needs a 'key'", at: node.location)
    }
    let text = { (key: String) in node[key].flatMap { $0.isNull ? nil : $0.plainValue.text } }
    let trailing = node["trailing_separator"]
    if let trailing, !trailing.isNull, text("default_value") != nil {
      throw Diagnostic(
        .invalid, "'default_value' and 'trailing_separator' exclude each other",
        at: trailing.location)
    }
    self.key = key.expression(braced: true)
    parent = node["parent_group"].flatMap {
      $0.plainValue.isTrue ? $0.expression(braced: false) : nil
    }
    prefix = node["prefix"].map { $0.plainValue.text } ?? ""
    let separator = node["separator"].map { $0.plainValue.text } ?? "_"
    self.separator = separator
    self.leading = prefix.isEmpty && !leads ? "" : separator
    fallback = text("default_value")
    dropsTrailing = trailing?.value.bool == false
    location = node.location
  }

  private let leading: String

  /// The names of the groups for a value of the key, before they are made valid.
  ///
  /// - Throws: `invalid` for a value that is neither text nor list nor map.
  func groups(_ value: Value) throws(Diagnostic) -> [String] {
    let names: [String]
    switch value {
    case .string(let text): names = [orDefault(text)]
    case .list(let elements):
      names = elements.map { $0.string.map(orDefault) ?? $0.text }
    case .map(let map): names = map.map { pair($0.key.text, $0.value) }
    default:
      throw Diagnostic(
        .invalid,
        "the key of a group must be text, a list or a map, not \(value.typeName)", at: location)
    }
    return names.map { prefix + leading + $0 }
  }

  private func orDefault(_ text: String) -> String {
    text.isEmpty ? fallback ?? "" : text
  }

  private func pair(_ name: String, _ value: Value) -> String {
    if value.string == "" {
      if let fallback { return name + separator + fallback }
      if dropsTrailing { return name }
    }
    return name + separator + value.text
  }
}
