import Core

/// An argument specification as data: what roles have in `meta/argument_specs.yml`, and the
/// `argument_spec` of `validate_argument_spec`.
package struct ArgumentSpec: Sendable {
  private let options: [(parameter: ModuleSpec.Parameter, inner: ArgumentSpec?)]

  /// - Parameter map: parameters by name, each a map with Ansible's keys (`type`, `required`,
  ///   `choices`, `elements`, `options`, …); what is of no use for checking is left aside.
  /// - Throws: `invalid` for a type that does not exist.
  package init(_ map: Map) throws(Diagnostic) {
    var options: [(ModuleSpec.Parameter, ArgumentSpec?)] = []
    for (name, value) in map {
      let entry = value.map ?? [:]
      let inner = try entry["options"]?.map.map { map throws(Diagnostic) in try ArgumentSpec(map) }
      options.append((try Self.parameter(name.text, entry), inner))
    }
    self.options = options
  }

  private static func parameter(
    _ name: String, _ entry: Map
  ) throws(Diagnostic) -> ModuleSpec.Parameter {
    func texts(_ key: String) -> [String] { (entry[.string(key)]?.list ?? []).map(\.text) }
    func flag(_ key: String) -> Bool { entry[.string(key)]?.isTrue ?? false }
    return ModuleSpec.Parameter(
      name: name, kind: try kind(entry["type"], of: name),
      elements: try kind(entry["elements"], of: name),
      isRequired: flag("required"), defaultText: nil, choices: texts("choices"),
      aliases: texts("aliases"), noLog: flag("no_log"), help: "")
  }

  private static func kind(
    _ value: Value?, of name: String
  ) throws(Diagnostic) -> ModuleSpec.Parameter.Kind {
    guard let text = value?.string else { return .str }
    if let kind = ModuleSpec.Parameter.Kind(rawValue: text) { return kind }
    // Types that are texts with a meaning to some modules.
    if ["bytes", "bits", "jsonarg"].contains(text) { return .raw }
    throw Diagnostic(.invalid, "the parameter '\(name)' has the unknown type '\(text)'")
  }

  /// The names and aliases of all parameters.
  package var names: [String] { options.flatMap { [$0.parameter.name] + $0.parameter.aliases } }

  /// The values of secret parameters.
  package func secrets(in values: Map) -> [String] {
    options.filter(\.parameter.noLog).compactMap { values[.string($0.parameter.name)]?.string }
  }

  /// All that is wrong with some values, in Ansible's words; none when they fit.
  ///
  /// - Parameter place: the parameters that lead here, for nested specifications.
  package func errors(in values: Map, place: [String] = []) -> [String] {
    let found = place.isEmpty ? "" : " found in \(place.joined(separator: " -> "))"
    var errors: [String] = []
    let missing = options.map(\.parameter).filter { $0.isRequired && given($0, values) == nil }
    if !missing.isEmpty {
      errors.append(
        "missing required arguments: \(missing.map(\.name).sorted().joined(separator: ", "))"
          + found)
    }
    for (parameter, inner) in options {
      guard let value = given(parameter, values) else { continue }
      if value.isNull {
        if let problem = Self.problem(ofNullFor: parameter) { errors.append(problem + found) }
        continue
      }
      do throws(Diagnostic) {
        let converted = try Conversion.convert(value, to: parameter)
        errors += inner?.nested(converted, place + [parameter.name]) ?? []
      } catch {
        errors.append(error.message + found)
      }
    }
    let unknown = values.keys.map(\.text).filter { !names.contains($0) }
    if !unknown.isEmpty {
      let known = options.map(\.parameter.name).sorted().joined(separator: ", ")
      let wrong = unknown.sorted().map { (place + [$0]).joined(separator: ".") }
      errors.append("\(wrong.joined(separator: ", ")). Supported parameters include: \(known).")
    }
    return errors
  }

  private func given(_ parameter: ModuleSpec.Parameter, _ values: Map) -> Value? {
    let given = ([parameter.name] + parameter.aliases).compactMap { values[.string($0)] }
    return given.first { !$0.isNull } ?? given.first
  }

  /// Null counts as given: a required parameter of another type than `raw` does not take it.
  private static func problem(ofNullFor parameter: ModuleSpec.Parameter) -> String? {
    guard parameter.isRequired, parameter.kind != .raw else { return nil }
    let kind = parameter.kind.rawValue
    let reason =
      switch kind {
      case "str": "'None' is not a string and conversion is not allowed"
      case "int": "\"None\" cannot be converted to an int"
      case "float": "\"None\" cannot be converted to a float"
      default: "<class 'NoneType'> cannot be converted to a \(kind)"
      }
    return "argument '\(parameter.name)' is of type <class 'NoneType'> and we were unable to convert to "
      + "\(kind): \(reason)"
  }

  private func nested(_ value: Value, _ place: [String]) -> [String] {
    (value.list ?? [value]).flatMap { element in
      element.map.map { errors(in: $0, place: place) } ?? []
    }
  }
}
