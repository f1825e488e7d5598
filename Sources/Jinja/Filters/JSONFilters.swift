import Core

extension Filters {
  static let jsonFilters: [String: Filter] = [
    "to_json": Filter(["*", "**"], givesText: true) { (input, arguments, _) throws(Diagnostic) in
      try json(input, arguments, indent: nil, sortKeys: false)
    },
    "to_nice_json": Filter(["indent", "sort_keys", "*", "**"], givesText: true, niceJSON),
    "tojson": Filter(["indent"], htmlSafeJSON),
    "from_json": Filter(fromJSON),
  ]

  private static func json(
    _ input: Value, _ arguments: Arguments, indent: Int?, sortKeys: Bool
  ) throws(Diagnostic) -> Value {
    try input.requireDefined()
    let indent =
      try arguments.keyword("indent").map { (value) throws(Diagnostic) in value.asInteger }
      ?? indent
    if let indent, indent > 1_000 { throw arguments.error("the indentation is too wide") }
    let writer = JSONWriter(
      indent: indent, sortKeys: arguments.keyword("sort_keys")?.isTrue ?? sortKeys,
      escapesNonASCII: arguments.keyword("ensure_ascii")?.isTrue ?? true)
    return .string(writer.write(input.withoutTuples))
  }

  private static func niceJSON(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    try json(
      input, arguments, indent: try arguments.optionalInt(0) ?? 4,
      sortKeys: arguments.bool(1, default: true))
  }

  /// Jinja2's own, which is safe inside HTML.
  private static func htmlSafeJSON(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    let writer = JSONWriter(
      indent: try arguments.optionalInt(0), sortKeys: true, escapesNonASCII: true)
    var bytes = Array(writer.write(input.withoutTuples).utf8)
    for (character, escape) in [
      ("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"), ("'", "\\u0027"),
    ] {
      bytes = Bytes.replace(bytes, Array(character.utf8), Array(escape.utf8))
    }
    return .string(String(bytes: bytes))
  }

  private static func fromJSON(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    guard let text = input.string else {
      throw arguments.error(
        "the JSON object must be str, bytes or bytearray, not \(input.typeName)")
    }
    do throws(Diagnostic) {
      return try JSONReader.read(Array(text.utf8), name: "<from_json>")
    } catch {
      throw arguments.error("the text is not JSON", because: error)
    }
  }
}
