import Core

/// Explicit tags: what `!!int`, `!unsafe`, … make of a node.
enum Tags {
  /// The prefix behind `!!`.
  private static let core = "tag:yaml.org,2002:"

  /// Ansible's own tags; they stay on the node.
  static let own = ["!unsafe", "!vault", "!vault-encrypted"]

  /// A scalar with its tag, or with none: then plain text is resolved and other text is a string.
  ///
  /// - Throws: a `syntax` diagnostic for an unknown tag, and for text that its tag cannot take.
  static func scalar(
    _ text: String, style: Node.Style, isPlainImplicit: Bool, tag: String?, at place: SourceLocation
  ) throws(Diagnostic) -> Node {
    guard let tag else {
      let value = isPlainImplicit ? PlainScalar.resolve(text) : .string(text)
      return Node(.scalar(value), at: place, style: style)
    }
    if own.contains(tag) {
      return Node(
        .scalar(.string(text)), at: place, tag: tag == "!unsafe" ? tag : "!vault", style: style)
    }
    guard let value = try typed(text, tag, at: place) else { throw unknown(tag, at: place) }
    return Node(.scalar(value), at: place, style: style)
  }

  /// A list or map with its tag.
  static func collection(
    _ content: Node.Content, tag: String?, at place: SourceLocation
  ) throws(Diagnostic) -> Node {
    switch (tag, content) {
    case (nil, _), ("tag:yaml.org,2002:seq", .list), ("tag:yaml.org,2002:map", .map):
      return Node(content, at: place)
    case ("!unsafe", _):
      return Node(content, at: place, tag: tag)
    case ("tag:yaml.org,2002:set", .map(let entries)):
      return Node(.list(entries.map(\.key)), at: place)
    case (let tag?, _):
      throw unknown(tag, at: place)
    }
  }

  /// The value of a scalar under one of YAML's own tags; nil for other tags.
  private static func typed(
    _ text: String, _ tag: String, at place: SourceLocation
  ) throws(Diagnostic) -> Value? {
    guard tag.hasPrefix(core) else { return nil }
    let name = tag.dropFirst(core.count)
    let value: Value?
    switch name {
    case "str", "python/unicode", "python/str", "timestamp": value = .string(text)
    case "null": value = .null
    case "int": value = PlainScalar.integer(text).map { .int($0) }
    case "float": value = PlainScalar.float(text).map { .float($0) }
    case "bool": value = PlainScalar.resolve(text.lowercased()).bool.map { .bool($0) }
    case "binary": value = Base64.decode(text).map { .string(String(decoding: $0, as: UTF8.self)) }
    default: return nil
    }
    guard let value else {
      throw Diagnostic(.syntax, "'\(text)' is no value for the tag '!!\(name)'", at: place)
    }
    return value
  }

  private static func unknown(_ tag: String, at place: SourceLocation) -> Diagnostic {
    let shown = tag.hasPrefix(core) ? "!!" + tag.dropFirst(core.count) : tag
    return Diagnostic(
      .syntax, "the YAML tag '\(shown)' is not known here", at: place,
      hint: Suggestion.hint(for: shown, among: own) ?? "text that begins with '!' must be quoted")
  }
}

/// RFC 4648 base 64, for `!!binary`.
private enum Base64 {
  /// The bytes; blanks and line ends are skipped. Nil for any other character.
  static func decode(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for byte in text.utf8 where byte > 0x20 && byte != UInt8(ascii: "=") {
      guard let value = value(of: byte) else { return nil }
      bits = bits << 6 | value
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    return bytes
  }

  private static func value(of byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte) - 65
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte) - 97 + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte) - 48 + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
