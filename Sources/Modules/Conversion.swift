import Core

/// Ansible's conversion of argument values to the types of parameters
/// (`ansible.module_utils.common.validation`).
enum Conversion {
  /// The value as the parameter's type has it.
  ///
  /// - Throws: `invalid` with Ansible's words for a value that does not fit.
  static func convert(
    _ value: Value, to parameter: ModuleSpec.Parameter
  ) throws(Diagnostic) -> Value {
    let converted: Value
    if parameter.kind == .list {
      var elements: [Value] = []
      for element in try list(value, parameter.name) {
        elements.append(try convert(element, to: parameter.elements, parameter.name))
      }
      converted = .list(elements)
    } else {
      converted = try convert(value, to: parameter.kind, parameter.name)
    }
    if !parameter.choices.isEmpty { return try choose(converted, of: parameter) }
    return converted
  }

  private static func convert(
    _ value: Value, to kind: ModuleSpec.Parameter.Kind, _ name: String
  ) throws(Diagnostic) -> Value {
    switch kind {
    case .str, .path: try string(value, name)
    case .bool: try bool(value, name)
    case .int: try int(value, name)
    case .float: try float(value, name)
    case .dict: try map(value, name)
    case .list: .list(try list(value, name))
    case .mode: try mode(value, name)
    case .raw, .json: value
    }
  }

  private static func wrong(_ value: Value, _ name: String, _ wanted: String) -> Diagnostic {
    Diagnostic(
      .invalid,
      "argument '\(name)' is of type \(value.typeName) and we were unable to convert to \(wanted): "
        + "\(value.repr) cannot be converted to \(wanted)")
  }

  private static func string(_ value: Value, _ name: String) throws(Diagnostic) -> Value {
    switch value {
    case .string, .int, .bool, .float: .string(value.text)
    case .list, .map: .string(value.text)
    default: throw wrong(value, name, "str")
    }
  }

  private static let yes: Set = ["yes", "on", "1", "true", "t", "y", "1.0"]
  private static let no: Set = ["no", "off", "0", "false", "f", "n", "0.0"]

  private static func bool(_ value: Value, _ name: String) throws(Diagnostic) -> Value {
    if case .bool = value { return value }
    let text = value.text.lowercased()
    if yes.contains(text) { return true }
    if no.contains(text) { return false }
    throw Diagnostic(
      .invalid,
      "argument '\(name)' is of type \(value.typeName) and we were unable to convert to bool: "
        + "The value '\(value.text)' is not a valid boolean.",
      hint: "Valid booleans include: yes, no, true, false, on, off, 1, 0")
  }

  private static func int(_ value: Value, _ name: String) throws(Diagnostic) -> Value {
    switch value {
    case .int: return value
    case .bool(let flag): return .int(flag ? 1 : 0)
    case .float(let number):
      if let whole = Int(exactly: number) { return .int(whole) }
    case .string(let text):
      if let number = Int(text.filter { $0 != " " && $0 != "_" }) { return .int(number) }
    default: break
    }
    throw wrong(value, name, "int")
  }

  private static func float(_ value: Value, _ name: String) throws(Diagnostic) -> Value {
    if let number = value.asDouble { return .float(number) }
    if case .string(let text) = value, let number = Double(text) { return .float(number) }
    throw wrong(value, name, "float")
  }

  /// A list as it is; a string is split at commas; any other scalar is a list of one.
  private static func list(_ value: Value, _ name: String) throws(Diagnostic) -> [Value] {
    switch value {
    case .list(let elements): return elements
    case .string(let text):
      return text.split(separator: ",", omittingEmptySubsequences: false).map {
        .string(String($0.drop { $0 == " " }))
      }.filter { $0 != .string("") || text.contains(",") }
    case .int, .float, .bool: return [.string(value.text)]
    default: throw wrong(value, name, "list")
    }
  }

  /// A dict as it is; a string is JSON or `k=v` pairs divided by commas or blanks.
  private static func map(_ value: Value, _ name: String) throws(Diagnostic) -> Value {
    switch value {
    case .map: return value
    case .string(let text):
      if text.drop(while: { $0 == " " }).hasPrefix("{") {
        do { return try JSONReader.read(Array(text.utf8), name: name) } catch {
          throw wrong(value, name, "dict").prefixed(error.message)
        }
      }
      var map = Map()
      for pair in text.split(whereSeparator: { $0 == "," || $0 == " " }) {
        let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard halves.count == 2 else { throw wrong(value, name, "dict") }
        map[String(halves[0])] = .string(String(halves[1]))
      }
      return .map(map)
    default: throw wrong(value, name, "dict")
    }
  }

  /// YAML reads `0644` as the number 420; the script wants the digits back.
  private static func mode(_ value: Value, _ name: String) throws(Diagnostic) -> Value {
    switch value {
    case .int(let number) where number >= 0:
      let digits = String(number, radix: 8)
      return .string(String(repeating: "0", count: max(0, 4 - digits.count)) + digits)
    case .string: return value
    default: throw wrong(value, name, "mode")
    }
  }

  private static func choose(
    _ value: Value, of parameter: ModuleSpec.Parameter
  ) throws(Diagnostic) -> Value {
    func check(_ value: Value) throws(Diagnostic) -> Value {
      if parameter.choices.contains(value.text) { return value }
      // YAML turns yes and no into booleans before anybody can say that they are words.
      // By now they are the strings that Python makes of them.
      let words: Set<String> =
        switch value.text {
        case "True": yes
        case "False": no
        default: []
        }
      let candidates = parameter.choices.filter { words.contains($0.lowercased()) }
      if candidates.count == 1 { return .string(candidates[0]) }
      let several = if case .list = parameter.kind { "one or more of" } else { "one of" }
      throw Diagnostic(
        .invalid,
        "value of \(parameter.name) must be \(several): "
          + "\(parameter.choices.joined(separator: ", ")), got: \(value.text)",
        hint: Suggestion.hint(for: value.text, among: parameter.choices))
    }
    guard case .list(let elements) = value else { return try check(value) }
    for element in elements { _ = try check(element) }
    return value
  }
}
