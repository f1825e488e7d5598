import Core

/// Explicit tags: what `!!int`, `!unsafe`, … make of a node.
struct Tags {
  /// Whether Ansible's own tags are known here, as in playbooks; `from_yaml` knows none of them.
  let knowsOwn: Bool

  /// The prefix behind `!!`.
  private static let core = "tag:yaml.org,2002:"

  /// Ansible's own tags; they stay on the node.
  static let own = ["!unsafe", "!vault", "!vault-encrypted"]

  /// A scalar with its tag, or with none: then plain text is resolved and other text is a string.
  ///
  /// - Throws: a `syntax` diagnostic for an unknown tag, and for text that its tag cannot take.
  func scalar(
    _ text: String, style: Node.Style, isPlainImplicit: Bool, tag: String?, at place: SourceLocation
  ) throws(Diagnostic) -> Node {
    guard let tag else {
      let value = isPlainImplicit ? try plain(text, at: place) : .string(text)
      return Node(.scalar(value), at: place, style: style)
    }
    if knowsOwn, Self.own.contains(tag) {
      return Node(
        .scalar(.string(text)), at: place, tag: tag == "!unsafe" ? tag : "!vault", style: style)
    }
    guard let value = try typed(text, tag, at: place) else { throw unknown(tag, at: place) }
    return Node(.scalar(value), at: place, style: style)
  }

  /// A list or map with its tag.
  ///
  /// - Throws: a `syntax` diagnostic for a tag that is unknown or of another kind of value.
  func collection(
    _ content: Node.Content, tag: String?, at place: SourceLocation
  ) throws(Diagnostic) -> Node {
    guard let tag else { return Node(content, at: place) }
    if tag == "!unsafe", knowsOwn { return Node(content, at: place, tag: tag) }
    switch (tag.hasPrefix(Self.core) ? tag.dropFirst(Self.core.count) : "", content) {
    case ("seq", .list), ("map", .map): return Node(content, at: place)
    case ("python/dict", .map) where knowsOwn: return Node(content, at: place)
    case ("set", .map(let entries)): return Node(.list(entries.map(\.key)), at: place)
    case ("omap", .list(let nodes)), ("pairs", .list(let nodes)):
      return Node(.list(try pairs(nodes)), at: place)
    default: throw unknown(tag, at: place)
    }
  }

  /// The one entry of each map as a list of key and value.
  private func pairs(_ nodes: [Node]) throws(Diagnostic) -> [Node] {
    var pairs: [Node] = []
    for node in nodes {
      guard let entry = node.entries?.first, node.entries?.count == 1 else {
        throw Diagnostic(.syntax, "a map with one entry is expected here", at: node.location)
      }
      pairs.append(Node(.list([entry.key, entry.value]), at: node.location))
    }
    return pairs
  }

  /// What plain text means; the tag `!` makes plain text of blocks, whose last line may end.
  ///
  /// - Throws: for texts that have the form of a value and are none, as PyYAML does.
  private func plain(_ text: String, at place: SourceLocation) throws(Diagnostic) -> Value {
    if text.utf8.last == UInt8(ascii: "\n"), text.utf8.count > 1 {
      let value = try plain(String(text.dropLast()), at: place)
      if case .string = value { return .string(text) }
      return value
    }
    let value = PlainScalar.resolve(text)
    if case .string = value, let problem = PlainScalar.problem(text) {
      throw Diagnostic(.syntax, problem, at: place, hint: "put it in quotes if it is text")
    }
    return value
  }

  /// The value of a scalar under one of YAML's own tags; nil for other tags.
  private func typed(
    _ text: String, _ tag: String, at place: SourceLocation
  ) throws(Diagnostic) -> Value? {
    guard tag.hasPrefix(Self.core) else { return nil }
    let name = tag.dropFirst(Self.core.count)
    let value: Value?
    switch name {
    case "str": value = .string(text)
    case "python/unicode" where knowsOwn: value = .string(text)
    case "null": value = .null
    case "int": value = PlainScalar.integer(text)
    case "float": value = PlainScalar.float(text).map { .float($0) }
    case "bool": value = PlainScalar.resolve(text.lowercased()).bool.map { .bool($0) }
    case "timestamp": value = PlainScalar.timestamp(text).map { .string($0) }
    case "binary": value = Base64.decode(text).map { .string(String(decoding: $0, as: UTF8.self)) }
    default: return nil
    }
    guard let value else {
      throw Diagnostic(.syntax, "'\(text)' is no value for the tag '!!\(name)'", at: place)
    }
    return value
  }

  private func unknown(_ tag: String, at place: SourceLocation) -> Diagnostic {
    let shown = tag.hasPrefix(Self.core) ? "!!" + tag.dropFirst(Self.core.count) : tag
    return Diagnostic(
      .syntax, "the YAML tag '\(shown)' is not known here", at: place,
      hint: (knowsOwn ? Suggestion.hint(for: shown, among: Self.own) : nil)
        ?? "text that begins with '!' must be quoted")
  }
}
