import Core
import Modules
import YAML

/// Documentation of modules and plugins of one's own, and of collections: the header of a script in our form, or the
/// YAML text `DOCUMENTATION` of a Python file, or the file `NAME.yml` beside it.
struct ForeignDocumentation {
  /// Folders with modules: `library`, `--module-path`.
  let library: [String]
  /// Folders `ansible_collections`.
  let collections: [String]

  /// Nil where no file has the name.
  ///
  /// - Throws: what is wrong with the file, with its place.
  func find(_ name: String, _ type: DocumentationType) throws(Diagnostic) -> Documentation? {
    for (path, qualified) in places(of: name, type) {
      if Files.isFile(path + ".sh") {
        let file = SourceFile(name: path + ".sh", text: try Files.read(path + ".sh"))
        return Documentation(try Script(file).spec)
      }
      for ending in [".py", ".yml", ".yaml", ""] where Files.isFile(path + ending) {
        let file = path + ending
        let text = try Files.text(file)
        let isYAML = ending.hasPrefix(".y")
        guard let documentation = isYAML ? text : Self.documentation(in: text) else { continue }
        let node = try YAMLReader.read(Array(documentation.utf8), name: file, warn: { _ in })
        let value = isYAML ? node?["DOCUMENTATION"]?.plainValue : node?.plainValue
        guard let value else { continue }
        return Documentation(value, type: type, name: qualified, file: file)
      }
    }
    return nil
  }

  /// Where the file may be, without its ending, and what it is called as a whole.
  private func places(of name: String, _ type: DocumentationType) -> [(String, String)] {
    let parts = name.split(separator: ".").map(String.init)
    if parts.count >= 3 {
      let folder = type == .module ? "modules" : type.rawValue
      let rest = "\(parts[0])/\(parts[1])/plugins/\(folder)/" + parts[2...].joined(separator: "/")
      return collections.map { (Path.join($0, rest), name) }
    }
    return type == .module && parts.count == 1 ? library.map { (Path.join($0, name), name) } : []
  }

  /// The text that Python gives the name `DOCUMENTATION`.
  private static func documentation(in text: String) -> String? {
    guard let start = text.firstRange(of: "\nDOCUMENTATION") else { return nil }
    let rest = text[start.upperBound...]
    for quotes in ["'''", "\"\"\""] {
      guard let open = rest.firstRange(of: quotes),
        rest[..<open.lowerBound].allSatisfy({ " =rR".contains($0) }),
        let close = rest[open.upperBound...].firstRange(of: quotes)
      else { continue }
      return String(rest[open.upperBound..<close.lowerBound])
    }
    return nil
  }
}

extension Documentation {
  /// From a document in the form of Ansible's plugins.
  init(_ value: Value, type: DocumentationType, name: String, file: String) {
    self.init(
      type: type, name: name, summary: value["short_description"]?.text ?? "", file: file,
      options: Option.all(value["options"]))
  }
}

extension Documentation.Option {
  /// The options of a document, of a role's specification, or of an option that is a dict.
  static func all(_ value: Value?) -> [Documentation.Option] {
    (value?.map ?? [:]).map { name, spec in
      var option = Documentation.Option(name: name.text, help: sentences(spec["description"]))
      option.type = spec["type"]?.text ?? "str"
      option.elements = spec["elements"]?.text
      option.isRequired = spec["required"]?.isTrue ?? false
      option.fallback = spec["default"] ?? .null
      let choices = spec["choices"]
      option.choices = (choices?.list ?? choices?.map.map { Array($0.keys) } ?? []).map(\.text)
      option.aliases = (spec["aliases"]?.list ?? []).map(\.text)
      option.options = all(spec["options"] ?? spec["suboptions"])
      return option
    }.sorted { $0.name < $1.name }
  }

  /// A text or a list of texts.
  static func sentences(_ value: Value?) -> [String] {
    guard let value, !value.isNull else { return [] }
    return (value.list ?? [value]).map(\.text)
  }
}
