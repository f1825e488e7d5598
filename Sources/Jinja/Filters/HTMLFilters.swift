import Core

extension Filters {
  static let htmlFilters: [String: Filter] = [
    "escape": Filter { (input, _, _) in .string(escapeHTML(input.text)) },
    "e": Filter { (input, _, _) in .string(escapeHTML(input.text)) },
    "forceescape": Filter { (input, _, _) in .string(escapeHTML(input.text)) },
    "striptags": Filter { (input, _, _) in .string(stripTags(input.text)) },
    "xmlattr": Filter(["autospace"], xmlAttributes),
    "urlize": Filter(
      ["trim_url_limit", "nofollow", "target", "rel", "extra_schemes"], urlize),
  ]

  private static let entities: [(String, String)] = [
    ("&", "&amp;"), (">", "&gt;"), ("<", "&lt;"), ("'", "&#39;"), ("\"", "&#34;"),
  ]

  static func escapeHTML(_ text: String) -> String {
    var bytes = Array(text.utf8)
    for (character, entity) in entities {
      bytes = Bytes.replace(bytes, Array(character.utf8), Array(entity.utf8))
    }
    return String(bytes: bytes)
  }

  /// Without tags and comments, blanks folded, the common entities as characters.
  private static func stripTags(_ text: String) -> String {
    var out: [UInt8] = []
    let bytes = Array(text.utf8)
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "<") {
        let isComment = bytes[index...].starts(with: Array("<!--".utf8))
        let end = Bytes.find(Array((isComment ? "-->" : ">").utf8), in: bytes, from: index)
        if let end {
          index = end + (isComment ? 3 : 1)
          continue
        }
      }
      out.append(bytes[index])
      index += 1
    }
    let folded = StringMethods.split(String(bytes: out), nil).joined(separator: " ")
    return HTMLEntities.decode(folded)
  }

  private static func xmlAttributes(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    guard let map = input.map else { throw arguments.error("the input must be a dict") }
    let entries = map.filter { !$0.value.isNull && !$0.value.isUndefined }
    for key in entries.keys {
      guard let name = key.string,
        !name.utf8.contains(where: { " \t\n\r\u{C}/>=".utf8.contains($0) })
      else { throw arguments.error("Invalid character in attribute name: \(key.repr)") }
    }
    let text = entries.map { "\(escapeHTML($0.key.text))=\"\(escapeHTML($0.value.text))\"" }
      .joined(separator: " ")
    let hasBlank = try arguments.bool(0, default: true)
    return .string(hasBlank && !text.isEmpty ? " " + text : text)
  }
}
