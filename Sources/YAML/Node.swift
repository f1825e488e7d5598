import Core

/// A YAML node with its place. Playbooks and inventories are read as nodes, so that every error
/// can point at what the user wrote; values for variables are made from them.
package struct Node: Sendable {
  package enum Content: Sendable {
    /// A scalar as Ansible's YAML 1.1 loader sees it: null, bool, int, float or string. Strings are
    /// plain here; `value` turns those with Jinja delimiters into templates.
    case scalar(Value)
    case list([Node])
    /// Entries in the order of the text, merge keys applied, the last of duplicate keys kept.
    case map([Entry])
  }

  package struct Entry: Sendable {
    package let key: Node
    package let value: Node

    package init(key: Node, value: Node) {
      self.key = key
      self.value = value
    }
  }

  /// How a scalar was written.
  package enum Style: Sendable { case plain, quoted, block }

  package let content: Content
  /// Where the node begins; for a block scalar (`|`, `>`) where its text begins.
  package let location: SourceLocation
  /// An explicit tag other than the core schema's: `!unsafe`, `!vault`; nil otherwise.
  package let tag: String?
  package let style: Style

  package init(
    _ content: Content, at location: SourceLocation, tag: String? = nil, style: Style = .plain
  ) {
    self.content = content
    self.location = location
    self.tag = tag
    self.style = style
  }

  /// A node for a value that was not read from YAML, all of it at one place.
  package init(_ value: Value, at location: SourceLocation) {
    switch value {
    case .list(let elements):
      self.init(.list(elements.map { Node($0, at: location) }), at: location)
    case .map(let map):
      let entries = map.map {
        Entry(key: Node($0.key, at: location), value: Node($0.value, at: location))
      }
      self.init(.map(entries), at: location)
    default:
      self.init(.scalar(value), at: location, style: .quoted)
    }
  }
}

extension Node {
  /// The string of a string scalar, nil for anything else.
  package var string: String? {
    if case .scalar(.string(let text)) = content { text } else { nil }
  }

  package var list: [Node]? { if case .list(let nodes) = content { nodes } else { nil } }
  package var entries: [Entry]? { if case .map(let entries) = content { entries } else { nil } }
  package var isNull: Bool { if case .scalar(.null) = content { true } else { false } }

  /// Whether a scalar was quoted or a block, so that `"yes"` can be told from `yes`.
  package var isQuoted: Bool { style != .plain }

  /// Where the text of a scalar begins: behind the quote.
  package var textLocation: SourceLocation {
    guard style == .quoted else { return location }
    return SourceLocation(file: location.file, line: location.line, column: location.column + 1)
  }

  /// The scalar as a plain value, null for lists and maps.
  var keyValue: Value { if case .scalar(let value) = content { value } else { .null } }

  /// The value of a key of a map.
  package subscript(key: String) -> Node? { entries?.last { $0.key.string == key }?.value }

  /// The value for a variable or an argument: strings with Jinja delimiters become templates that
  /// know their place, except under `!unsafe`.
  package var value: Value { value(trusted: true) }

  /// The value as plain data: no string of it is ever templated.
  package var plainValue: Value { value(trusted: false) }

  private func value(trusted: Bool) -> Value {
    if tag == "!vault", let string { return .object(EncryptedText(string, at: location)) }
    let trusted = trusted && tag != "!unsafe"
    switch content {
    case .scalar(.string(let text)):
      return trusted ? .trusted(text, at: textLocation) : .string(text)
    case .scalar(let value): return value
    case .list(let nodes): return .list(nodes.map { $0.value(trusted: trusted) })
    case .map(let entries):
      if let encrypted { return .object(encrypted) }
      var map = Map(minimumCapacity: entries.count)
      for entry in entries { map[entry.key.plainValue] = entry.value.value(trusted: trusted) }
      return .map(map)
    }
  }

  /// The form that an encrypted value has in JSON, which has no tags.
  private var encrypted: EncryptedText? {
    guard let entries, entries.count == 1, entries[0].key.string == "__ansible_vault",
      let text = entries[0].value.string, text.hasPrefix("$ANSIBLE_VAULT;")
    else { return nil }
    return EncryptedText(text, at: location)
  }
}
