import Core

extension Filters {
  /// Defaults, conversions and choices.
  static let basicFilters: [String: Filter] = [
    "default": Filter(["default_value", "boolean"], takesUndefined: true, standard),
    "d": Filter(["default_value", "boolean"], takesUndefined: true, standard),
    "mandatory": Filter(["msg"], takesUndefined: true, mandatory),
    "ternary": Filter(
      ["true_val", "false_val", "none_val"], required: 2, takesUndefined: true, ternary),
    "bool": Filter(bool),
    "string": Filter(givesText: true) { (input, _, _) in .string(input.text) },
    "type_debug": Filter(takesUndefined: true) { (input, _, _) in .string(input.typeName) },
    "list": Filter { (input, _, _) throws(Diagnostic) in .list(try Iteration.elements(of: input)) },
    "attr": Filter(["name"], required: 1, attribute),
    "pprint": Filter { (input, _, _) in .string(PrettyPrinter.format(input)) },
    "safe": Filter { (input, _, _) in .string(input.text) },
    "extract": Filter(["container", "morekeys"], required: 1, takesUndefined: true, extract),
    "quote": Filter { (input, _, _) in .string(ShellText.quote(input.isNull ? "" : input.text)) },
  ]

  /// `default(value, boolean)`: for undefined, or with `boolean` for anything false.
  private static func standard(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    if input.isUndefined { return arguments[0] ?? "" }
    let replacesFalse = try arguments.bool(1)
    return replacesFalse && !input.isTrue ? arguments[0] ?? "" : input
  }

  private static func mandatory(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    guard case .undefined(let undefined) = input else { return input }
    if let message = arguments[0], !message.isNull {
      throw Diagnostic(.evaluation, message.text, at: undefined.location)
    }
    throw Diagnostic(
      .evaluation, "Mandatory variable '\(undefined.name)'  not defined.", at: undefined.location)
  }

  private static func ternary(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    _ = try input.defined()
    if input.isNull, let third = arguments[2], !third.isNull { return third }
    return arguments.value(input.isTrue ? 0 : 1)
  }

  /// Ansible's truth words.
  private static func bool(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    switch input {
    case .null, .bool: return input
    case .string(let text): return .bool(["yes", "on", "1", "true"].contains(text.lowercased()))
    default: return .bool(Ordering.equal(input, 1))
    }
  }

  private static func attribute(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    let name = try arguments.exactString(0)
    if case .object(let object) = input, let found = try object.attribute(name) { return found }
    if input.map == nil, let found = try Attributes.attribute(input, name, key: .null) {
      return found
    }
    if let method = Methods.candidates(name)?.method(for: input) {
      return .object(BoundMethod(input, method))
    }
    return .undefined(Undefined(name: name, message: Attributes.missing(input, name)))
  }

  /// `key | extract(container, morekeys)`
  private static func extract(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    var keys = [input]
    if let more = arguments[1], !more.isNull { keys += more.sequence ?? [more] }
    var value = arguments.value(0)
    for key in keys {
      guard let next = try Attributes.item(value, key) else {
        return .undefined(
          Undefined(name: key.text, message: Attributes.missing(value, element: key)))
      }
      value = next
    }
    return value
  }
}

/// Text for a POSIX shell.
enum ShellText {
  /// Python's `shlex.quote`.
  static func quote(_ text: String) -> String {
    if text.isEmpty { return "''" }
    let isSafe = text.utf8.allSatisfy { byte in
      Lexer.isDigit(byte) || (byte < 0x80 && Lexer.isNameStart(byte))
        || "@%+=:,./-".utf8.contains(byte)
    }
    if isSafe { return text }
    let inner = Bytes.replace(Array(text.utf8), Array("'".utf8), Array(#"'"'"'"#.utf8))
    return "'\(String(bytes: inner))'"
  }
}
