import Core

/// What a keyword's value must be. Static values are checked when a playbook is loaded, templated
/// ones by whoever renders them, with the same `converted`.
package enum KeywordType: Sendable, Equatable {
  case string
  /// The name of a variable.
  case identifier
  case int
  /// A whole number that is not below zero.
  case count
  case number
  case bool
  /// A number with or without `%`.
  case percent
  /// One of these words.
  case choice([String])
  /// One string or a list of them.
  case strings
  /// A list, or one string with commas between its parts.
  case commaStrings
  /// A list; anything else is a list of one.
  case list
  case map
  /// A map or a list of maps, merged in order.
  case maps
  /// An expression, a boolean, or a list of them.
  case conditions
  /// Anything: its own parser says more.
  case any
}

extension KeywordType {
  /// The value in the form that the keyword's reader expects, nil when it is of the wrong type.
  /// Null means "not set" for every type and stays null; since `nil` is also a way to write it, the
  /// wrong type is `.none` here. (Rules: ansible-core's
  /// `FieldAttributeBase.get_validated_value`.)
  package func converted(_ value: Value) -> Value? {
    if value.isNull { return .null }
    switch self {
    case .string:
      guard Self.isScalar(value) else { return .none }
      return .string(value.text)
    case .identifier:
      guard let text = value.string, VariableName.isValid(text) else { return .none }
      return .string(text)
    case .int: return Self.int(value).map(Value.int)
    case .count: return Self.int(value).flatMap { $0 < 0 ? nil : .int($0) }
    case .number: return Self.number(value).map(Value.float)
    case .bool: return Self.bool(value).map(Value.bool)
    case .percent: return Self.percent(value).map(Value.float)
    case .choice(let words):
      guard let text = value.string, words.contains(text) else { return .none }
      return .string(text)
    case .strings: return Self.strings(value.list ?? [value])
    case .commaStrings:
      if let list = value.list { return Self.strings(list) }
      guard let text = value.string else { return value.int.map { .list([.int($0)]) } }
      return .list(text.split(separator: ",").map { .string(Self.trimmed($0)) })
    case .list: return .list(value.list ?? [value])
    case .map: return value.map.map(Value.map)
    case .maps:
      let maps = value.list ?? [value]
      guard maps.allSatisfy(Self.isMap) else { return .none }
      return .list(maps)
    case .conditions, .any: return value
    }
  }

  var isIdentifier: Bool { if case .identifier = self { true } else { false } }

  /// What is wanted, for errors: `must be a boolean`.
  package var wanted: String {
    switch self {
    case .string: "a string"
    case .identifier:
      "the name of a variable (letters, digits and underscores, not beginning with a digit)"
    case .int: "a whole number"
    case .count: "a whole number, zero or more"
    case .number: "a number"
    case .bool: "a boolean (yes or no)"
    case .percent: "a number, with or without '%'"
    case .choice(let words):
      "one of: \(words.filter { !$0.hasPrefix("ansible.builtin.") }.joined(separator: ", "))"
    case .strings: "a string or a list of strings"
    case .commaStrings: "a list of strings, or one string with commas"
    case .list: "a list"
    case .map: "a map"
    case .maps: "a map or a list of maps"
    case .conditions: "an expression or a list of expressions"
    case .any: "a value"
    }
  }

  private static func isScalar(_ value: Value) -> Bool {
    switch value {
    case .string, .template, .int, .float, .bool: true
    default: false
    }
  }

  /// Whether a part of `maps` is a map, or a template that may give one.
  private static func isMap(_ value: Value) -> Bool {
    switch value {
    case .map, .null, .template: true
    default: false
    }
  }

  private static func strings(_ values: [Value]) -> Value? {
    guard values.allSatisfy(isScalar) else { return .none }
    return .list(
      values.map { value in
        if case .template = value { value } else { .string(value.text) }
      })
  }

  private static func int(_ value: Value) -> Int? {
    switch value {
    case .int(let number): number
    case .bool(let flag): flag ? 1 : 0
    case .float(let number): Int(exactly: number)
    case .string(let text): Int(trimmed(text)) ?? Double(trimmed(text)).flatMap(Int.init(exactly:))
    default: nil
    }
  }

  private static func number(_ value: Value) -> Double? {
    value.asDouble ?? value.string.flatMap { Double(trimmed($0)) }
  }

  private static func percent(_ value: Value) -> Double? {
    guard let text = value.string else { return value.asDouble }
    return Double(trimmed(text.hasSuffix("%") ? text.dropLast() : text[...]))
  }

  /// Ansible's words for true and false, in any case.
  package static func bool(_ value: Value) -> Bool? {
    if let number = value.asDouble { return number == 1 ? true : number == 0 ? false : nil }
    switch value.string.map({ trimmed($0).lowercased() }) {
    case "y", "yes", "on", "1", "true", "t", "1.0": return true
    case "n", "no", "off", "0", "false", "f", "0.0": return false
    default: return nil
    }
  }

  static func trimmed(_ text: some StringProtocol) -> String {
    let bytes = Array(text.utf8)
    let isBlank: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
    guard let first = bytes.firstIndex(where: { !isBlank($0) }),
      let last = bytes.lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(decoding: bytes[first...last], as: UTF8.self)
  }
}

/// What may be the name of a variable: Python's identifiers in ASCII, but none of its keywords.
package enum VariableName {
  static let reserved: Set<String> = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
    "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import",
    "in",
    "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with",
    "yield",
  ]

  /// Names that mean something else to plays and templates (ansible-core's `vars/reserved.py`).
  static let taken = Set(Keyword.allCases.map(\.rawValue))
    .subtracting(["vars", "gather_subset", "import_playbook", "role", "run_ahead", "user"])
    .union([
      "cycler", "dict", "joiner", "lipsum", "lookup", "namespace", "now", "q", "query", "range",
      "undef",
    ])

  package static func isValid(_ name: String) -> Bool {
    guard let first = name.utf8.first, !(0x30...0x39).contains(first) else { return false }
    let isWord: (UInt8) -> Bool = {
      (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
        || $0 == 0x5F
    }
    return name.utf8.allSatisfy(isWord) && !reserved.contains(name)
  }
}
