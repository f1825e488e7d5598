import Core
import YAML

/// YAML out as `yaml.dump` with Ansible's dumper, and in as PyYAML's safe loader.
extension Filters {
  static let yamlFilters: [String: Filter] = [
    "to_yaml": Filter(["*", "**"], givesText: true) { (input, arguments, _) throws(Diagnostic) in
      var writer = YAMLWriter()
      writer.defaultFlowStyle = arguments.keyword("default_flow_style").map(flow) ?? nil
      return try yaml(input, arguments, writer)
    },
    "to_nice_yaml": Filter(["indent", "*", "**"], givesText: true) {
      (input, arguments, _) throws(Diagnostic) in
      var writer = YAMLWriter()
      writer.indent = try number(arguments[0] ?? 4, "indent", arguments)
      return try yaml(input, arguments, writer, fixed: ["default_flow_style"])
    },
    "from_yaml": Filter(fromYAML),
    "from_yaml_all": Filter(fromYAMLAll),
  ]

  /// - Parameter fixed: names that the filter itself gives, so that a second value is an error.
  private static func yaml(
    _ input: Value, _ arguments: Arguments, _ start: YAMLWriter, fixed: Set<String> = []
  ) throws(Diagnostic) -> Value {
    var writer = start
    for (name, value) in arguments.keywords {
      if fixed.contains(name) || name == "allow_unicode" || name == "Dumper" {
        throw arguments.error("got several values for the argument '\(name)'")
      }
      try set(name, to: value, in: &writer, arguments)
    }
    do throws(Diagnostic) {
      return .string(try writer.write(try input.serializable()))
    } catch {
      throw error.kind == .undefined ? error : arguments.error(error.message)
    }
  }

  private static func set(
    _ name: String, to value: Value, in writer: inout YAMLWriter, _ arguments: Arguments
  ) throws(Diagnostic) {
    switch name {
    case "default_flow_style": break
    case "indent": writer.indent = try number(value, name, arguments)
    case "width": writer.width = try number(value, name, arguments)
    case "sort_keys": writer.sortKeys = value.isTrue
    case "default_style": writer.defaultStyle = value.string ?? (value.isTrue ? "plain" : "")
    case "explicit_start": writer.explicitStart = value.isTrue
    case "explicit_end": writer.explicitEnd = value.isTrue
    case "canonical": writer.canonical = value.isTrue
    case "line_break": writer.lineBreak = value.string ?? "\n"
    case "version":
      guard let numbers = value.sequence, numbers.count == 2, let major = numbers[0].asInteger,
        let minor = numbers[1].asInteger
      else {
        if value.isNull { break }
        throw arguments.error("'version' must be two integers, not \(value.repr)")
      }
      writer.version = (major, minor)
    // Ansible makes text of the bytes again.
    case "encoding": break
    case "tags", "stream":
      guard value.isNull else { throw arguments.error("'\(name)' is not supported") }
    default: throw arguments.error("has no argument '\(name)'")
    }
  }

  private static func flow(_ value: Value) -> Bool? { value.isNull ? nil : value.isTrue }

  /// An integer as Python's C interface takes it: floats without their fraction, no texts.
  private static func number(
    _ value: Value, _ name: String, _ arguments: Arguments
  ) throws(Diagnostic) -> Int? {
    if value.isNull { return nil }
    guard let number = value.asDouble, let whole = Int32(exactly: number.rounded(.towardZero))
    else {
      throw arguments.error("'\(name)' must be an integer, not \(value.typeName) \(value.repr)")
    }
    return Int(whole)
  }

  private static func fromYAML(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    guard let text = input.string else { return input }
    do throws(Diagnostic) {
      return try YAMLReader.read(Array(text.utf8), name: "<from_yaml>", ownTags: false)?.plainValue
        ?? .null
    } catch {
      throw arguments.error("the text is not YAML", because: error)
    }
  }

  private static func fromYAMLAll(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    guard let text = input.string else { return input }
    do throws(Diagnostic) {
      let documents = try YAMLReader.documents(
        Array(text.utf8), name: "<from_yaml_all>", ownTags: false)
      return .list(documents.map(\.plainValue))
    } catch {
      throw arguments.error("the text is not YAML", because: error)
    }
  }
}
