import Core
import Jinja
import Playbooks

/// An option of a lookup, as `ansible-doc -t lookup` documents it, with the places that may set it.
struct LookupOption: Sendable {
  /// The types of Ansible's plugin options (`ensure_type` of its configuration manager).
  enum Kind: Sendable { case any, bool, int, float, text, list, map }

  let name: String
  let kind: Kind
  var fallback: Value = .null
  var choices: [String] = []
  var aliases: [String] = []
  /// The variable that sets it, and the variable of the environment.
  var variable: String?
  var environment: String?
  /// Section and key of `ansible.cfg`.
  var setting: (section: String, key: String)?

  init(
    _ name: String, _ kind: Kind = .any, _ fallback: Value = .null, choices: [String] = [],
    aliases: [String] = []
  ) {
    self.name = name
    self.kind = kind
    self.fallback = fallback
    self.choices = choices
    self.aliases = aliases
  }

  /// The same option, also set by a variable, the environment and `ansible.cfg`.
  func also(
    variable: String? = nil, environment: String, section: String, key: String
  ) -> LookupOption {
    var option = self
    option.variable = variable
    option.environment = environment
    option.setting = (section, key)
    return option
  }

  /// The value converted to the option's type.
  ///
  /// - Throws: `invalid`, which `errors=` does not cover.
  func converted(_ value: Value) throws(Diagnostic) -> Value {
    if value.isNull { return value }
    guard let converted = kind.converted(value) else {
      throw Diagnostic(
        .invalid, "the option '\(name)' must be \(kind.wanted), not \(value.repr)")
    }
    if !choices.isEmpty, !choices.contains(converted.text) {
      throw Diagnostic(
        .invalid,
        "Invalid value \(converted.repr) for the option '\(name)', valid values are: "
          + choices.joined(separator: ", "),
        hint: Suggestion.hint(for: converted.text, among: choices))
    }
    return converted
  }
}

extension LookupOption.Kind {
  var wanted: String {
    switch self {
    case .any: "a value"
    case .bool: "a boolean"
    case .int: "a whole number"
    case .float: "a number"
    case .text: "text"
    case .list: "a list"
    case .map: "a map"
    }
  }

  private static let decimal = Set("0123456789+-.eE".utf8)

  /// nil where Ansible refuses the value.
  func converted(_ value: Value) -> Value? {
    switch self {
    case .any: return value
    // What is neither true nor false counts as false.
    case .bool: return .bool(KeywordType.bool.converted(value)?.bool ?? false)
    case .int:
      if case .bool(let flag) = value { return .int(flag ? 1 : 0) }
      if case .float(let number) = value { return Int(exactly: number).map { .int($0) } }
      if case .int = value { return value }
      let text = StringEnds.trimmed(value.text)
      // Other notations than decimal are none, as for Python's `Decimal`.
      guard text.utf8.allSatisfy(Self.decimal.contains) else { return nil }
      return (Int(text) ?? Double(text).flatMap { Int(exactly: $0) }).map { .int($0) }
    case .float:
      if case .int(let number) = value { return .float(Double(number)) }
      if case .float = value { return value }
      return Double(value.text).map { .float($0) }
    case .text:
      switch value {
      case .list, .map, .object: return nil
      default: return .string(value.text)
      }
    case .list:
      if let text = value.string {
        return .list(
          text.split(separator: ",", omittingEmptySubsequences: false).map {
            .string(StringEnds.trimmed(String($0)))
          })
      }
      return value.list.map { .list($0) }
    case .map: return value.map.map { .map($0) }
    }
  }
}

extension [LookupOption] {
  /// The values of all options, whether given or not: keywords beat variables, these the environment,
  /// this `ansible.cfg`.
  ///
  /// - Throws: `invalid` for a value of a wrong type, `undefined` for an undefined one.
  func resolved(_ given: Map, _ scope: HostScope) throws(Diagnostic) -> Map {
    var values = Map()
    for option in self {
      var value: Value?
      // `none` is as good as nothing.
      for name in [option.name] + option.aliases where value == nil {
        value = given[name].flatMap { $0.isNull ? nil : $0 }
      }
      if value == nil { value = try option.configured(scope) }
      // `default` may be undefined, so that it fails only where it is needed.
      if case .undefined(let undefined)? = value {
        guard option.name == "default" else { throw undefined.diagnostic }
        values[option.name] = value
      } else {
        values[option.name] = try option.converted(value ?? option.fallback)
      }
    }
    return values
  }

  func contains(named name: String) -> Bool {
    contains { $0.name == name || $0.aliases.contains(name) }
  }
}

extension LookupOption {
  fileprivate func configured(_ scope: HostScope) throws(Diagnostic) -> Value? {
    if let variable, let value = try scope.definedValue(of: variable) { return value }
    if let environment, let text = ProcessEnvironment[environment] { return .string(text) }
    guard let (section, key) = setting else { return nil }
    return scope.run.settings.configured[section]?[key].map { .string($0) }
  }
}
