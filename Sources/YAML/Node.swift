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

  package let content: Content
  package let location: SourceLocation
  /// An explicit tag other than the core schema's: `!unsafe`, `!vault`; nil otherwise.
  package let tag: String?
  /// Whether a scalar was quoted or a block, so that `"yes"` can be told from `yes`.
  package let isQuoted: Bool

  package init(_ content: Content, at location: SourceLocation, tag: String? = nil, isQuoted: Bool = false) {
    self.content = content
    self.location = location
    self.tag = tag
    self.isQuoted = isQuoted
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

  /// The value of a key of a map.
  package subscript(key: String) -> Node? { entries?.last { $0.key.string == key }?.value }

  /// The value for a variable or an argument: strings with Jinja delimiters become templates that
  /// know their place, except under `!unsafe`.
  package var value: Value { value(trusted: true) }

  /// The value as plain data: no string of it is ever templated.
  package var plainValue: Value { value(trusted: false) }

  private func value(trusted: Bool) -> Value {
    let trusted = trusted && tag != "!unsafe"
    switch content {
    case .scalar(.string(let text)): return trusted ? .trusted(text, at: location) : .string(text)
    case .scalar(let value): return value
    case .list(let nodes): return .list(nodes.map { $0.value(trusted: trusted) })
    case .map(let entries):
      var map = Map(minimumCapacity: entries.count)
      for entry in entries { map[entry.key.plainValue] = entry.value.value(trusted: trusted) }
      return .map(map)
    }
  }
}
