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
    if arguments.bool(1) { flags.insert(.ignoreCase) }
    if arguments.bool(2) { flags.insert(.multiLine) }
    let pattern = try arguments.exactString(0)
    guard ["search", "match", "fullmatch", "findall", "finditer"].contains(type) else {
      throw arguments.error("there is no match_type '\(type)'")
    }
    let text = Array(input.text.utf8)
    let isWhole = type == "fullmatch"
    let regex = try Regex.compiled(isWhole ? "(?:\(pattern))\\Z" : pattern, flags)
    return try regex.firstMatch(in: text, anchored: isWhole || type == "match") != nil
  }
}
