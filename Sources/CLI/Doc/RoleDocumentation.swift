import Core
import YAML

/// The argument specifications of roles (`meta/argument_specs.yml`, or `argument_specs` in `meta/main.yml`), as
/// `ansible-doc -t role` shows them.
struct RoleDocumentation {
  struct EntryPoint {
    let name: String
    let summary: String
    let description: [String]
    let options: [Documentation.Option]
  }

  let name: String
  let path: String
  let entryPoints: [EntryPoint]

  /// All roles of these folders that have specifications; the first of a name counts.
  ///
  /// - Throws: what is wrong with a file, with its place.
  static func all(in folders: [String]) throws(Diagnostic) -> [RoleDocumentation] {
    var found: [RoleDocumentation] = []
    for folder in folders where Files.isFolder(folder) {
      for name in try Files.list(folder) where !found.contains(where: { $0.name == name }) {
        if let role = try role(name, Path.join(folder, name)) { found.append(role) }
      }
    }
    return found.sorted { $0.name < $1.name }
  }

  private static func role(
    _ name: String, _ path: String
  ) throws(Diagnostic) -> RoleDocumentation? {
    for file in ["argument_specs.yml", "argument_specs.yaml", "main.yml", "main.yaml"] {
      let file = Path.join(path, "meta/\(file)")
      guard Files.isFile(file),
        let node = try YAMLFile.read(file, by: SourceFile.read, warn: { _ in })
      else { continue }
      guard let specs = node.plainValue["argument_specs"]?.map else { continue }
      return RoleDocumentation(
        name: name, path: path, entryPoints: specs.map { entryPoint($0.key.text, $0.value) })
    }
    return nil
  }

  private static func entryPoint(_ name: String, _ spec: Value) -> EntryPoint {
    EntryPoint(
      name: name, summary: spec["short_description"]?.text ?? "",
      description: sentences(spec["description"]), options: options(spec["options"]))
  }

  private static func options(_ value: Value?) -> [Documentation.Option] {
    (value?.map ?? [:]).map { name, spec in
      var option = Documentation.Option(name: name.text, help: sentences(spec["description"]))
      option.type = spec["type"]?.text ?? "str"
      option.elements = spec["elements"]?.text
      option.isRequired = spec["required"]?.isTrue ?? false
      option.fallback = spec["default"] ?? .null
      option.choices = (spec["choices"]?.list ?? []).map(\.text)
      option.aliases = (spec["aliases"]?.list ?? []).map(\.text)
      option.options = options(spec["options"])
      return option
    }.sorted { $0.name < $1.name }
  }

  private static func sentences(_ value: Value?) -> [String] {
    guard let value, !value.isNull else { return [] }
    return (value.list ?? [value]).map(\.text)
  }

  /// The text of the whole role, or of one of its entry points.
  func text(_ wanted: String?) -> String {
    var text = "> ROLE: \(name) (\(path))\n"
    for entry in entryPoints where wanted == nil || entry.name == wanted {
      text +=
        "\nENTRY POINT: \(entry.name)" + (entry.summary.isEmpty ? "\n" : " - \(entry.summary)\n")
      if !entry.description.isEmpty {
        text += "\n" + entry.description.map { "  \($0)\n" }.joined(separator: "\n")
      }
      if !entry.options.isEmpty {
        text += "\nOPTIONS (= is mandatory):\n"
        text += entry.options.map { Documentation.text($0, 0) }.joined()
      }
    }
    return text
  }

  func json(_ wanted: String?) -> Value {
    var points = Map()
    for entry in entryPoints where wanted == nil || entry.name == wanted {
      points[entry.name] = [
        "short_description": .string(entry.summary),
        "description": .list(entry.description.map { .string($0) }),
        "options": .map(Documentation.json(entry.options)),
      ]
    }
    return ["collection": "", "path": .string(path), "entry_points": .map(points)]
  }
}
