import ArgumentParser
import Core
import Engine

/// `bosun config`, as `ansible-config`: settings, their values, and who has set them.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Show settings and who has set them.",
    subcommands: [
      ListConfig.self, DumpConfig.self, ViewConfig.self, InitConfig.self, ValidateConfig.self,
    ])
}

/// Which configuration is looked at, and which part of it.
struct ConfigOptions: ParsableArguments {
  @Option(
    name: [.customShort("c", allowingJoined: true), .long],
    help: ArgumentHelp("This file in place of the one that counts.", valueName: "file"),
    completion: .file(extensions: ["cfg"]))
  var config: String?

  @Option(
    name: [.customShort("t", allowingJoined: true), .long],
    help: ArgumentHelp(
      "Settings of this kind: base, all, \(PluginOptions.types.joined(separator: ", ")).",
      valueName: "type"),
    completion: Completions.settingTypes)
  var type = "base"

  @ArgumentParser.Argument(help: "Only these plugins of the type.") var names: [String] = []
  @OptionGroup(title: "Output") var common: CommonOptions

  func validate() throws {
    let types = ["base", "all"] + PluginOptions.types
    guard types.contains(type) else {
      throw ValidationError(
        "argument -t/--type: invalid choice: '\(type)' (choose from \(types.joined(separator: ", ")))"
      )
    }
  }

  func session() throws(Diagnostic) -> Session {
    try Session(common, configuration: config.map { Path.absolute(Path.expandingHome($0)) })
  }

  /// Whether the settings that are no plugin's are asked for.
  var showsBase: Bool { type == "base" || type == "all" }

  /// The plugins that are asked for, by type.
  ///
  /// - Throws: `usage` for a name that the type does not have.
  func plugins() throws(Diagnostic) -> [(type: String, plugins: [PluginOptions])] {
    if type == "base" { return [] }
    let types = type == "all" ? PluginOptions.types : [type]
    let all = types.map { ($0, PluginOptions.ofType($0)) }
    guard !names.isEmpty else { return all }
    let known = all.flatMap { $0.1.map(\.name) }
    for name in names where !known.contains(PluginOptions.short(name)) {
      throw Diagnostic(
        .usage, "there is no plugin '\(name)' of the type \(type)",
        hint: Suggestion.hint(for: name, among: known))
    }
    let wanted = Set(names.map(PluginOptions.short))
    return all.map { type, plugins in (type, plugins.filter { wanted.contains($0.name) }) }
  }
}

/// The form in which `list` and `dump` print.
enum ConfigFormat: String, CaseIterable, ExpressibleByArgument {
  case display, json, yaml

  /// - Throws: what the writer of YAML throws.
  func write(_ value: Value) throws(Diagnostic) -> String {
    if self == .json { return JSONWriter(indent: 4, sortKeys: true).write(value) + "\n" }
    return try YAMLText.write(value)
  }
}
