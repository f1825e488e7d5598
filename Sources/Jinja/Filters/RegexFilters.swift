import Core
import Regex

extension Filters {
  /// Python's `re`.
  static let regexFilters: [String: Filter] = [
    "regex_replace": Filter(
      ["pattern", "replacement", "ignorecase", "multiline", "count", "mandatory_count"],
      replaceMatches),
    "regex_search": Filter(["regex", "*", "**"], required: 1, searchMatch),
    "regex_findall": Filter(["regex", "multiline", "ignorecase"], required: 1, findAll),
    "regex_escape": Filter(["re_type"], escapeRegex),
  ]

  private static func flags(ignoreCase: Bool, multiLine: Bool) -> Regex.Flags {
    var flags: Regex.Flags = []
    if ignoreCase { flags.insert(.ignoreCase) }
    if multiLine { flags.insert(.multiLine) }
    return flags
  }

  private static func replaceMatches(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    let regex = try Regex.compiled(
      try arguments.exactString(0),
      flags(ignoreCase: try arguments.bool(2), multiLine: arguments.bool(3)))
    let (text, count) = try regex.replacing(
      in: input.text, with: try arguments.exactString(1), count: try arguments.int(4))
    let wanted = try arguments.optionalInt(5) ?? 0
    if wanted != 0, count != wanted {
      throw arguments.told(
        "'\(regex.pattern)' should match \(wanted) times, but matches \(count) times in \(input.repr)"
      )
    }
    return .string(text)
  }

  /// The match, or with `'\\1'`, `'\\g<name>'` a list of groups; `none` without a match.
  private static func searchMatch(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    let regex = try Regex.compiled(
      try arguments.exactString(0),
      flags(
        ignoreCase: arguments.keyword("ignorecase")?.isTrue ?? false,
        multiLine: arguments.keyword("multiline")?.isTrue ?? false))
    let bytes = Array(input.text.utf8)
    let references = try arguments.rest.map { wanted throws(Diagnostic) in
      try reference(wanted, arguments)
    }
    guard let match = try regex.firstMatch(in: bytes) else { return .null }
    if references.isEmpty { return group(0, match, bytes) }
    var groups: [Value] = []
    for reference in references {
      groups.append(group(try number(of: reference, regex, arguments), match, bytes))
    }
    return .list(groups)
  }

  /// The number of `\1` or the name of `\g<name>`; Ansible does not look at what follows.
  private static func reference(
    _ wanted: Value, _ arguments: Arguments
  ) throws(Diagnostic) -> Value {
    if let text = wanted.string, text.hasPrefix("\\g<"), let end = text.lastIndex(of: ">") {
      return .string(String(text[..<end].dropFirst(3)))
    }
    if let text = wanted.string, text.hasPrefix("\\") {
      let digits = text.dropFirst(1).prefix { $0.isASCII && $0.isNumber }
      if let number = Int(digits) { return .int(number) }
    }
    throw arguments.error(
      "Unknown argument \(wanted.repr), where '\\\\1' or '\\\\g<name>' is needed")
  }

  private static func number(
    of reference: Value, _ regex: Regex, _ arguments: Arguments
  ) throws(Diagnostic) -> Int {
    if let number = reference.int, number <= regex.groupCount { return number }
    if let name = reference.string, let number = regex.groupNames[name] { return number }
    throw arguments.error("no such group \(reference.repr)")
  }

  private static func group(_ index: Int, _ match: Regex.Match, _ bytes: [UInt8]) -> Value {
    match.groups[index].map { .string(String(bytes: bytes[$0])) } ?? .null
  }

  /// Texts, or the group where there is one, or tuples of groups.
  private static func findAll(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    let regex = try Regex.compiled(
      try arguments.exactString(0),
      flags(ignoreCase: try arguments.bool(2), multiLine: arguments.bool(1)))
    let bytes = Array(input.text.utf8)
    func text(_ index: Int, _ match: Regex.Match) -> Value {
      let value = group(index, match, bytes)
      return value.isNull ? "" : value
    }
    return .list(
      try regex.matches(in: bytes).map { match in
        switch regex.groupCount {
        case 0: text(0, match)
        case 1: text(1, match)
        default: .object(Tuple((1...regex.groupCount).map { text($0, match) }))
        }
      })
  }

  private static func escapeRegex(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    let special: String
    switch try arguments.string(0, default: "python") {
    case "python": special = "()[]{}?*+-|^$\\.&~# \t\n\r\u{B}\u{C}"
    case "posix_basic": special = "[].^$*\\"
    case "posix_extended":
      throw arguments.told("Regex type (posix_extended) not yet implemented")
    case let type: throw arguments.told("Invalid regex type (\(type))")
    }
    var out: [UInt8] = []
    for byte in input.text.utf8 {
      if special.utf8.contains(byte) { out.append(0x5C) }
      out.append(byte)
    }
    return .string(String(bytes: out))
  }
}
