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
      flags(ignoreCase: arguments.bool(2), multiLine: arguments.bool(3)))
    let (text, count) = try regex.replacing(
      in: input.text, with: try arguments.exactString(1), count: try arguments.int(4))
    let wanted = try arguments.optionalInt(5) ?? 0
    if wanted != 0, count != wanted {
      throw arguments.error(
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
    guard let match = try regex.firstMatch(in: bytes) else { return .null }
    if arguments.rest.isEmpty { return group(0, match, bytes) }
    var groups: [Value] = []
    for wanted in arguments.rest {
      groups.append(group(try number(of: wanted.text, regex, arguments), match, bytes))
    }
    return .list(groups)
  }

  private static func number(
    of reference: String, _ regex: Regex, _ arguments: Arguments
  ) throws(Diagnostic) -> Int {
    var name = reference.dropFirst(1)
    guard reference.hasPrefix("\\") else { throw arguments.error("Unknown argument") }
    if name.hasPrefix("g<"), name.hasSuffix(">") {
      name = name.dropFirst(2).dropLast()
      if let number = regex.groupNames[String(name)] { return number }
    } else if let number = Int(name), number <= regex.groupCount {
      return number
    }
    throw arguments.error("no such group '\(name)'")
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
      flags(ignoreCase: arguments.bool(2), multiLine: arguments.bool(1)))
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
    case let type: throw arguments.error("Invalid regex type (\(type))")
    }
    var out: [UInt8] = []
    for byte in input.text.utf8 {
      if special.utf8.contains(byte) { out.append(0x5C) }
      out.append(byte)
    }
    return .string(String(bytes: out))
  }
}
