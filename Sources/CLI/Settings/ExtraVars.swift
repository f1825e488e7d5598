import Core
import Playbooks
import YAML

/// `--extra-vars`: `key=value` pairs, a YAML or JSON map, or `@` and a file that holds one.
/// (Rules: ansible-core's `load_extra_vars`.)
enum ExtraVars {
  /// The variables of all options, later ones over earlier ones.
  ///
  /// - Throws: `usage` for text that is none of these, and what reading a file throws.
  static func read(
    _ options: [String], by readFile: FileReading = SourceFile.read, mergesHashes: Bool = false,
    warn: (Diagnostic) -> Void
  ) throws(Diagnostic) -> Map {
    var variables = Map()
    for option in options {
      variables.add(try read(option, by: readFile, warn: warn), mergesHashes: mergesHashes)
    }
    return variables
  }

  private static func read(
    _ option: String, by readFile: FileReading, warn: (Diagnostic) -> Void
  ) throws(Diagnostic) -> Map {
    if option.hasPrefix("@") {
      let path = Path.expandingHome(String(option.dropFirst()))
      guard let node = try YAMLFile.read(path, by: readFile, warn: warn) else { return [:] }
      return try map(node, "the file of extra variables")
    }
    if option.hasPrefix("/") || option.hasPrefix(".") {
      throw Diagnostic(.usage, "Please prepend extra_vars filename '\(option)' with '@'")
    }
    if option.hasPrefix("{") || option.hasPrefix("[") {
      let node = try YAMLFile.read(
        SourceFile(name: "<extra vars>", text: Array(option.utf8)), warn: warn)
      guard let node else { return [:] }
      return try map(node, "extra variables")
    }
    let line = try KeyValues.parse(option, onlyCommandOptions: false)
    if let rest = line.rest {
      throw Diagnostic(
        .usage, "'\(rest)' in --extra-vars is no variable",
        hint: "write key=value, a JSON or YAML map, or @ and the name of a file")
    }
    return Map(uniqueKeysWithValues: line.pairs.map { (.string($0.key), .trusted($0.value)) })
  }

  private static func map(_ node: Node, _ what: String) throws(Diagnostic) -> Map {
    if let map = node.value.map { return map }
    throw Diagnostic(.invalid, "\(what) must be a map of names and values", at: node.location)
  }
}
