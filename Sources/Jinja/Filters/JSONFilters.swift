import Core

/// JSON out as `json.dumps` with Ansible's encoder, and in as `json.loads`.
extension Filters {
  static let jsonFilters: [String: Filter] = [
    "to_json": Filter(["**"], givesText: true) { (input, arguments, _) throws(Diagnostic) in
      try json(input, arguments, JSONWriter(escapesNonASCII: true))
    },
    "to_nice_json": Filter(["indent", "sort_keys", "**"], givesText: true) {
      (input, arguments, _) throws(Diagnostic) in
      var writer = JSONWriter(
        indentation: try indentation(arguments[0] ?? 4, arguments), escapesNonASCII: true)
      writer.sortKeys = try arguments.bool(1, default: true)
      writer.separators = (",", ": ")
      return try json(input, arguments, writer, fixed: ["separators"])
    },
    "tojson": Filter(["indent"], htmlSafeJSON),
    "from_json": Filter(["**"], fromJSON),
  ]

  /// - Parameter fixed: names that the filter itself gives, and that it ignores in the call.
  private static func json(
    _ input: Value, _ arguments: Arguments, _ start: JSONWriter, fixed: Set<String> = []
  ) throws(Diagnostic) -> Value {
    var writer = start
    for (name, value) in arguments.keywords where !fixed.contains(name) {
      try set(name, to: value, in: &writer, arguments)
    }
    // Without separators of the caller's, those of an indented text have no blank at the line's end.
    let separators = fixed.isEmpty ? arguments.keyword("separators") : nil
    if let separators, !separators.isNull {
      writer.separators = try pair(separators, arguments)
    } else if writer.indentation != nil {
      writer.separators.item = ","
    }
    return .string(try checked(input, writer, arguments))
  }

  /// - Parameter dates: whether dates are written, which is Ansible's addition to `json.dumps`.
  private static func checked(
    _ input: Value, _ writer: JSONWriter, _ arguments: Arguments, dates: Bool = true
  ) throws(Diagnostic) -> String {
    let value = try input.serializable(datesAsText: dates)
    do throws(Diagnostic) { try writer.check(value) } catch {
      throw error.kind == .undefined ? error : arguments.error(error.message)
    }
    return writer.write(value)
  }

  private static func set(
    _ name: String, to value: Value, in writer: inout JSONWriter, _ arguments: Arguments
  ) throws(Diagnostic) {
    switch name {
    case "indent": writer.indentation = try indentation(value, arguments)
    case "sort_keys": writer.sortKeys = value.isTrue
    case "ensure_ascii": writer.escapesNonASCII = value.isTrue
    case "skipkeys": writer.skipsKeys = value.isTrue
    case "allow_nan": writer.allowsNaN = value.isTrue
    // Ours are trees without marks of unsafe text, and what cannot be written has no form anyway.
    case "check_circular", "vault_to_text", "preprocess_unsafe", "separators": break
    case "default" where value.isNull: break
    default: throw arguments.error("has no argument '\(name)'")
    }
  }

  private static func indentation(
    _ value: Value, _ arguments: Arguments
  ) throws(Diagnostic) -> String? {
    if value.isNull { return nil }
    if let text = value.string { return text }
    guard let count = value.asInteger else {
      throw arguments.error("'indent' must be a number of blanks or a text, not \(value.repr)")
    }
    return String(repeating: " ", count: min(max(0, count), 10_000))
  }

  private static func pair(
    _ value: Value, _ arguments: Arguments
  ) throws(Diagnostic) -> (item: String, key: String) {
    let parts = value.string?.unicodeScalars.map { Value.string(String($0)) } ?? value.sequence
    guard let texts = parts, texts.count == 2, let item = texts[0].string,
      let key = texts[1].string
    else { throw arguments.error("'separators' must be two texts, not \(value.repr)") }
    return (item, key)
  }

  /// Jinja2's own, which is safe inside HTML.
  private static func htmlSafeJSON(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    let indentation = try indentation(arguments.value(0), arguments)
    let writer = JSONWriter(indentation: indentation, sortKeys: true, escapesNonASCII: true)
    var bytes: [UInt8] = []
    for byte in try checked(input, writer, arguments, dates: false).utf8 {
      switch byte {
      case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), UInt8(ascii: "'"):
        bytes += ("\\u" + PythonText.hex(UInt32(byte), width: 4)).utf8
      default: bytes.append(byte)
      }
    }
    return .string(String(bytes: bytes))
  }

  private static func fromJSON(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    try input.requireDefined()
    for (name, value) in arguments.keywords where name != "strict" && !value.isNull {
      throw arguments.error("has no argument '\(name)'")
    }
    guard let text = input.string else {
      throw arguments.error(
        "the JSON object must be str, bytes or bytearray, not \(input.typeName)")
    }
    do throws(Diagnostic) {
      return try JSONReader.read(
        Array(text.utf8), name: "<from_json>", strict: arguments.keyword("strict")?.isTrue ?? true)
    } catch {
      throw arguments.error("the text is not JSON", because: error)
    }
  }
}
