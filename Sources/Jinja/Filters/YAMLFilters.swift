import Core
import YAML

extension Filters {
  static let yamlFilters: [String: Filter] = [
    "to_yaml": Filter(["**"], givesText: true) { (input, arguments, _) throws(Diagnostic) in
      try yaml(input, arguments, indent: nil, flow: nil)
    },
    "to_nice_yaml": Filter(["indent", "**"], givesText: true) {
      (input, arguments, _) throws(Diagnostic) in
      try yaml(input, arguments, indent: try arguments.optionalInt(0) ?? 4, flow: false)
    },
    "from_yaml": Filter(fromYAML),
    "from_yaml_all": Filter(fromYAMLAll),
  ]

  private static func yaml(
    _ input: Value, _ arguments: Arguments, indent: Int?, flow: Bool?
  ) throws(Diagnostic) -> Value {
    var writer = YAMLWriter()
    writer.indent = indent
    writer.defaultFlowStyle = flow
    for (name, value) in arguments.keywords {
      switch name {
      case "indent": writer.indent = value.asInteger
      case "width": writer.width = Conversion.int(value)
      case "sort_keys": writer.sortKeys = value.isTrue
      case "allow_unicode": writer.allowUnicode = value.isTrue
      case "default_flow_style": writer.defaultFlowStyle = value.isNull ? nil : value.isTrue
      case "default_style":
        writer.defaultStyle = value.string?.first.flatMap { .init(rawValue: $0) }
      case "explicit_start": writer.explicitStart = value.isTrue
      case "explicit_end": writer.explicitEnd = value.isTrue
      default:
        throw arguments.error("has no argument '\(name)'")
      }
    }
    return .string(try writer.write(input.withoutTuples))
  }

  private static func fromYAML(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    guard let text = input.string else { return input }
    do throws(Diagnostic) {
      return try YAMLReader.read(Array(text.utf8), name: "<from_yaml>")?.plainValue ?? .null
    } catch {
      throw arguments.error("the text is not YAML", because: error)
    }
  }

  private static func fromYAMLAll(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    guard let text = input.string else { return input }
    do throws(Diagnostic) {
      let documents = try YAMLReader.documents(Array(text.utf8), name: "<from_yaml_all>")
      return .list(documents.map(\.plainValue))
    } catch {
      throw arguments.error("the text is not YAML", because: error)
    }
  }
}
