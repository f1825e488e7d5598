import Core
import Regex

extension Tests {
  static let regexTests: [String: Test] = [
    "match": Test(["pattern", "ignorecase", "multiline"]) {
      (input, arguments, _) throws(Diagnostic) in
      try matches(input, arguments, "match")
    },
    "search": Test(["pattern", "ignorecase", "multiline"]) {
      (input, arguments, _) throws(Diagnostic) in
      try matches(input, arguments, "search")
    },
    "regex": Test(["pattern", "ignorecase", "multiline", "match_type"]) {
      (input, arguments, _) throws(Diagnostic) in
      try matches(input, arguments, try arguments.string(3, default: "search"))
    },
  ]

  private static func matches(
    _ input: Value, _ arguments: Arguments, _ type: String
  ) throws(Diagnostic) -> Bool {
    var flags: Regex.Flags = []
    if try arguments.bool(1) { flags.insert(.ignoreCase) }
    if try arguments.bool(2) { flags.insert(.multiLine) }
    let pattern = try arguments.exactString(0)
    let regex = try Regex.compiled(pattern, flags)
    let text = Array(input.text.utf8)
    switch type {
    case "search", "findall": return try regex.firstMatch(in: text) != nil
    case "match": return try regex.firstMatch(in: text, .beginning) != nil
    case "fullmatch": return try regex.firstMatch(in: text, .whole) != nil
    // What Python's methods of these names give is never empty.
    case "finditer", "split", "scanner": return true
    default: throw arguments.error("there is no match_type '\(type)'")
    }
  }
}
