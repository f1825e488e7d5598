import Core
import Regex

/// Which keys the filters `keep_keys`, `remove_keys`, `replace_keys` mean.
enum KeyMatcher: Sendable {
  case equal([String])
  case startsWith([String])
  case endsWith([String])
  case regex([Regex])

  func matches(_ key: String) throws(Diagnostic) -> Bool {
    switch self {
    case .equal(let names): return names.contains(key)
    case .startsWith(let starts): return starts.contains { key.utf8.starts(with: $0.utf8) }
    case .endsWith(let ends):
      return ends.contains { key.utf8.reversed().starts(with: $0.utf8.reversed()) }
    case .regex(let expressions):
      for regex in expressions
      where try regex.firstMatch(in: Array(key.utf8), .beginning) != nil {
        return true
      }
      return false
    }
  }

  /// The matcher of a `matching_parameter`, nil for an unknown one.
  init?(_ parameter: String, _ targets: [String]) throws(Diagnostic) {
    switch parameter {
    case "equal", "equality": self = .equal(targets)
    case "starts_with": self = .startsWith(targets)
    case "ends_with": self = .endsWith(targets)
    case "regex":
      var expressions: [Regex] = []
      for target in targets { expressions.append(try Regex.compiled(target)) }
      self = .regex(expressions)
    default: return nil
    }
  }
}

extension Filters {
  /// community.general: keys of the dicts in a list. Those of ansible.utils go deeper.
  static let keysFilters: [String: Filter] = [
    "keep_keys": Filter(["target", "matching_parameter"]) {
      (input, arguments, _) throws(Diagnostic) in
      try choose(input, arguments, keeping: true)
    },
    "remove_keys": Filter(["target", "matching_parameter"]) {
      (input, arguments, _) throws(Diagnostic) in
      try choose(input, arguments, keeping: false)
    },
    "replace_keys": Filter(["target", "matching_parameter"], replaceKeys),
  ]

  private static func matcher(
    _ arguments: Arguments, _ targets: [String]
  ) throws(Diagnostic) -> KeyMatcher {
    let parameter = try arguments.string(1, default: "equal")
    guard parameter != "equality", let matcher = try KeyMatcher(parameter, targets) else {
      throw arguments.error("'matching_parameter' cannot be '\(parameter)'")
    }
    return matcher
  }

  /// The dicts, whose keys must be texts.
  private static func dicts(_ input: Value, _ arguments: Arguments) throws(Diagnostic) -> [Map] {
    guard let elements = input.sequence else {
      throw arguments.error("First argument must be a list, not \(input.typeName)")
    }
    var maps: [Map] = []
    for element in elements {
      guard let map = element.map, map.keys.allSatisfy({ $0.string != nil }) else {
        throw arguments.error(
          "The items must be dictionaries with strings for keys: \(element.repr)")
      }
      maps.append(map)
    }
    return maps
  }

  private static func choose(
    _ input: Value, _ arguments: Arguments, keeping: Bool
  ) throws(Diagnostic) -> Value {
    let maps = try dicts(input, arguments)
    let target = arguments.value(0)
    let targets = (target.sequence ?? [target]).compactMap(\.string)
    guard !targets.isEmpty, targets != [""], targets.count == (target.sequence ?? [target]).count
    else { throw arguments.error("'target' must be a string or a list of strings") }
    let matcher = try matcher(arguments, targets)
    if case .regex(let expressions) = matcher, expressions.count > 1 {
      throw arguments.error("'target' must be a single expression")
    }
    var results: [Value] = []
    for map in maps {
      var result = Map()
      for (key, value) in map where try matcher.matches(key.text) == keeping { result[key] = value }
      results.append(.map(result))
    }
    return .list(results)
  }

  private static func replaceKeys(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    let maps = try dicts(input, arguments)
    guard let targets = arguments.value(0).list, !targets.isEmpty else {
      throw arguments.error("'target' must be a list that is not empty")
    }
    var rules: [(matcher: KeyMatcher, after: String)] = []
    for target in targets {
      guard let before = target["before"]?.string, let after = target["after"]?.string else {
        throw arguments.error("the items of 'target' need the strings 'before' and 'after'")
      }
      rules.append((try matcher(arguments, [before]), after))
    }
    _ = try matcher(arguments, [])
    var results: [Value] = []
    for map in maps {
      var result = Map()
      for (key, value) in map {
        var name = key.text
        for rule in rules where try rule.matcher.matches(key.text) {
          name = rule.after
          break
        }
        result[name] = value
      }
      results.append(.map(result))
    }
    return .list(results)
  }
}
