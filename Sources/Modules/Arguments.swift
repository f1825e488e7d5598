import Core

/// The arguments of a call, checked against the module's specification.
package struct Arguments: Sendable {
  /// In the order of the specification, under the parameters' own names.
  package private(set) var values: [(parameter: ModuleSpec.Parameter, value: Value, given: Bool)] =
    []
  /// Texts that must not be shown: the values of `no_log` parameters.
  package private(set) var secrets: [String] = []

  /// Checks names, types, choices and rules, and fills in defaults.
  ///
  /// - Parameters:
  ///   - map: names as written, values fully rendered; null counts as not given, as in Ansible.
  ///   - engine: names beginning with `_`, which only the engine gives.
  /// - Throws: `invalid` with Ansible's words; all wrong names at once.
  package init(_ map: Map, for spec: ModuleSpec, engine: Map = [:]) throws(Diagnostic) {
    try Self.checkNames(map.keys.map(\.text), for: spec)
    var given: [String: Value] = [:]
    for (key, value) in map where !value.isNull {
      guard let parameter = spec.parameter(named: key.text) else { continue }
      given[parameter.name] = try Conversion.convert(value, to: parameter)
    }
    for (key, value) in engine { given[key.text] = value }
    try RuleCheck(spec: spec, given: given).check()
    values.reserveCapacity(spec.parameters.count)
    for parameter in spec.parameters {
      if let value = given[parameter.name] {
        values.append((parameter, value, true))
        if parameter.noLog { secrets += Self.texts(value) }
      } else {
        values.append((parameter, parameter.defaultValue, false))
      }
    }
  }

  /// The value of a parameter; null where it has none.
  package subscript(name: String) -> Value {
    values.first { $0.parameter.name == name }?.value ?? .null
  }

  /// Whether the task gave the parameter.
  package func isGiven(_ name: String) -> Bool {
    values.contains { $0.parameter.name == name && $0.given }
  }

  /// The parameter that a name or alias means.
  ///
  /// - Throws: `invalid` with the names that there are.
  package static func parameter(
    named name: String, of spec: ModuleSpec
  ) throws(Diagnostic) -> ModuleSpec.Parameter {
    try checkNames([name], for: spec)
    guard let parameter = spec.parameter(named: name) else {
      throw Diagnostic(.internal, "no parameter '\(name)' in \(spec.name)")
    }
    return parameter
  }

  /// Checks one value that is known before the run.
  ///
  /// - Throws: `invalid` when it does not fit the type or the choices.
  package static func check(
    _ value: Value, for parameter: ModuleSpec.Parameter
  ) throws(Diagnostic) {
    if !value.isNull { _ = try Conversion.convert(value, to: parameter) }
  }

  /// What Ansible's own actions give to its modules `file` and `copy`; here it means nothing.
  package static let internals: Set = ["_diff_peek", "_original_basename"]

  private static func checkNames(
    _ names: [String], for spec: ModuleSpec
  ) throws(Diagnostic) {
    if spec.takesAnything { return }
    let unknown = names.filter {
      ($0.hasPrefix("_") || spec.parameter(named: $0) == nil) && !internals.contains($0)
    }
    guard let first = unknown.first else { return }
    let known = spec.parameters.filter { !$0.name.hasPrefix("_") }
    let supported = known.map { parameter in
      parameter.aliases.isEmpty
        ? parameter.name : "\(parameter.name) (\(parameter.aliases.joined(separator: ", ")))"
    }
    let name = spec.name.replacing("ansible.builtin.", with: "")
    throw Diagnostic(
      .invalid,
      "Unsupported parameters for (\(name)) module: \(unknown.joined(separator: ", ")). "
        + "Supported parameters include: \(supported.sorted().joined(separator: ", ")).",
      hint: Suggestion.hint(for: first, among: known.flatMap { [$0.name] + $0.aliases }))
  }

  private static func texts(_ value: Value) -> [String] {
    switch value {
    case .list(let elements): elements.flatMap(texts)
    case .map(let map): map.values.flatMap(texts)
    case .null, .bool: []
    default: value.text.isEmpty ? [] : [value.text]
    }
  }
}
