import Core

extension Filters {
  /// ansible.utils: keys of dicts however deep. Those of community.general look at the first level.
  static let nestedKeysFilters: [String: Filter] = [
    "keep_keys": Filter(["target", "matching_parameter"], required: 1) {
      (input, arguments, _) throws(Diagnostic) in
      let matchers = try nestedMatchers(input, arguments)
      return try kept(input, matchers)
    },
    "remove_keys": Filter(["target", "matching_parameter"], required: 1) {
      (input, arguments, _) throws(Diagnostic) in
      let matchers = try nestedMatchers(input, arguments)
      return withoutEmpty(try removed(input, matchers))
    },
    "replace_keys": Filter(["target", "matching_parameter"], required: 1, replaceNestedKeys),
  ]

  private static func nestedParameter(
    _ input: Value, _ arguments: Arguments
  ) throws(Diagnostic) -> String {
    guard input.map != nil || input.list != nil else {
      throw arguments.error("a dict or list is needed, not \(input.typeName)")
    }
    let parameter = try arguments.string(1, default: "equality")
    guard ["equality", "starts_with", "ends_with", "regex"].contains(parameter),
      arguments[1] == nil || parameter != "equality"
    else { throw arguments.error("'matching_parameter' cannot be '\(parameter)'") }
    return parameter
  }

  /// A matcher for each target; `exact` finds the name itself, whatever the parameter is.
  private struct NestedMatcher {
    let exact: String
    let matcher: KeyMatcher
  }

  private static func nestedMatchers(
    _ input: Value, _ arguments: Arguments
  ) throws(Diagnostic) -> [NestedMatcher] {
    let parameter = try nestedParameter(input, arguments)
    var matchers: [NestedMatcher] = []
    for target in try arguments.list(arguments.value(0)) {
      guard let matcher = try KeyMatcher(parameter, [target.text]) else { continue }
      matchers.append(NestedMatcher(exact: target.text, matcher: matcher))
    }
    return matchers
  }

  private static func isEmptyCollection(_ value: Value) -> Bool {
    value.map?.isEmpty ?? value.list?.isEmpty ?? false
  }

  /// What has such a key, with the way to it. Lists and dicts are kept for their own name, or for what
  /// is in them.
  private static func kept(_ value: Value, _ matchers: [NestedMatcher]) throws(Diagnostic) -> Value
  {
    if let list = value.list {
      var results: [Value] = []
      for element in list { results.append(try kept(element, matchers)) }
      return .list(results)
    }
    guard let map = value.map else { return value }
    var result = Map()
    for (key, value) in map {
      if let found = try kept(key, value, matchers) { result[key] = found }
    }
    return .map(result)
  }

  /// The later targets win, as the reference has it.
  private static func kept(
    _ key: Value, _ value: Value, _ matchers: [NestedMatcher]
  ) throws(Diagnostic) -> Value? {
    let isCollection = value.map != nil || value.list != nil
    var result: Value?
    for matcher in matchers {
      if matcher.exact == key.text {
        result = value
      } else if !isCollection {
        if try matcher.matcher.matches(key.text) { result = value }
      } else {
        var inner = try kept(value, matchers)
        if let list = inner.list { inner = .list(list.filter { !isEmptyCollection($0) }) }
        if !isEmptyCollection(inner) { result = inner }
      }
    }
    if result != nil || !isCollection { return result }
    let inner = try kept(value, matchers)
    return isEmptyCollection(inner) ? Value?.none : inner
  }

  private static func removed(
    _ value: Value, _ matchers: [NestedMatcher]
  ) throws(Diagnostic) -> Value {
    if let list = value.list {
      var results: [Value] = []
      for element in list { results.append(try removed(element, matchers)) }
      return .list(results)
    }
    guard let map = value.map else { return value }
    var result = Map()
    for (key, value) in map {
      var isTarget = false
      for matcher in matchers where try matcher.matcher.matches(key.text) { isTarget = true }
      if !isTarget { result[key] = try removed(value, matchers) }
    }
    return .map(result)
  }

  /// Lists lose what is false in Python's eyes.
  private static func withoutEmpty(_ value: Value) -> Value {
    if let map = value.map { return .map(map.mapValues(withoutEmpty)) }
    guard let list = value.list else { return value }
    return .list(list.filter(\.isTrue).map(withoutEmpty))
  }

  private static func replaceNestedKeys(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    let parameter = try nestedParameter(input, arguments)
    guard let targets = arguments.value(0).list else {
      throw arguments.error("'target' must be a list")
    }
    var rules: [(matcher: KeyMatcher, after: Value)] = []
    for target in targets {
      guard let map = target.map, let before = map["before"], let after = map["after"],
        let matcher = try KeyMatcher(parameter, [before.text])
      else { throw arguments.error("the items of 'target' need 'before' and 'after'") }
      rules.append((matcher, .string(after.text)))
    }
    return try renamed(input, rules)
  }

  /// A renamed key moves to the end of its dict.
  private static func renamed(
    _ value: Value, _ rules: [(matcher: KeyMatcher, after: Value)]
  ) throws(Diagnostic) -> Value {
    if let list = value.list {
      var results: [Value] = []
      for element in list { results.append(try renamed(element, rules)) }
      return .list(results)
    }
    guard var map = value.map else { return value }
    for rule in rules {
      for key in Array(map.keys) where try rule.matcher.matches(key.text) {
        if let value = map.removeValue(forKey: key) { map[rule.after] = value }
      }
    }
    for key in Array(map.keys) {
      if let value = map[key] { map[key] = try renamed(value, rules) }
    }
    return .map(map)
  }
}
