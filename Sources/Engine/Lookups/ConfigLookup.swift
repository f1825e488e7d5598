import Core
import Jinja

/// `config`: settings of Ansible, as environment and `ansible.cfg` have them.
struct ConfigLookup: Lookup {
  let options = [
    LookupOption("on_missing", .any, "error"),
    LookupOption(
      "plugin_type", .text,
      choices: [
        "become", "cache", "callback", "cliconf", "connection", "httpapi", "inventory", "lookup",
        "netconf", "shell", "vars",
      ]), LookupOption("plugin_name", .text), LookupOption("show_origin", .bool, false),
  ]

  func run(_ terms: [Value], _ options: Map, _ scope: HostScope) throws(Diagnostic) -> [Value] {
    let reaction = try reaction(options["on_missing"] ?? "error")
    let plugin = try plugin(options)
    var found: [Value] = []
    for term in terms {
      guard case .string(let name) = term else {
        throw Diagnostic(
          .invalid,
          "Invalid setting identifier, \"\(term.text)\" is not a string, its a \(term.typeName)")
      }
      if plugin == nil, Self.functions.contains(name) {
        throw Diagnostic(.evaluation, "Invalid setting \"\(name)\" attempted")
      }
      let setting = plugin == nil ? try global(name, scope) : try plugin?.value(of: name, scope)
      guard let (value, origin) = setting else {
        try miss(name, reaction, scope)
        continue
      }
      found.append(options["show_origin"]?.isTrue == true ? [value, origin] : value)
    }
    return found
  }

  /// What stands among the settings in Python, but is none.
  private static let functions: Set = [
    "ConfigManager", "to_text", "Sequence", "add_internal_fqcns", "handle_config_noise",
    "set_constant",
  ]

  /// `on_missing`
  private func reaction(_ value: Value) throws(Diagnostic) -> String {
    if let text = value.string, ["error", "warn", "skip"].contains(text) { return text }
    throw Diagnostic(
      .invalid,
      "\"on_missing\" must be a string, valid values are: error, warn, skip, not \(value.text)")
  }

  private func plugin(_ options: Map) throws(Diagnostic) -> PluginSettings? {
    let names = [options["plugin_type"]?.string, options["plugin_name"]?.string].compactMap { $0 }
      .filter { !$0.isEmpty }
    if names.isEmpty { return nil }
    guard names.count == 2 else {
      throw Diagnostic(
        .invalid,
        "Both plugin_type and plugin_name are required, cannot use one without the other")
    }
    return try PluginSettings(type: names[0], name: names[1])
  }

  /// - Throws: where a missing setting is an error.
  private func miss(_ name: String, _ reaction: String, _ scope: HostScope) throws(Diagnostic) {
    if reaction == "error" {
      throw Diagnostic(
        .evaluation, "Unable to find setting \(name)",
        hint: Suggestion.hint(for: name, among: ConfigSetting.all.map(\.name)))
    }
    if reaction == "warn" {
      scope.run.sink.receive(
        .warning(Diagnostic(.invalid, "Skipping, did not find setting \(name)")))
    }
  }

  private func global(
    _ name: String, _ scope: HostScope
  ) throws(Diagnostic) -> (Value, Value)? {
    guard let setting = ConfigSetting.named(name) else { return nil }
    return (try setting.current(scope.run.settings.configured).value, .null)
  }
}

/// The options of one plugin, as the lookup `config` tells them.
private struct PluginSettings {
  private let options: [PluginOptions.Option]

  /// - Throws: `evaluation` for a plugin that is not here.
  init(type: String, name: String) throws(Diagnostic) {
    let short = PluginOptions.short(name)
    let plugins = (PluginOptions.all + PluginOptions.unheededOptions).filter {
      $0.type == type && $0.name == short
    }
    if plugins.isEmpty {
      throw Diagnostic(
        .evaluation, "Unable to load \(type) plugin \"\(name)\"",
        hint: Suggestion.hint(for: name, among: PluginOptions.ofType(type).map(\.name)))
    }
    options = plugins.flatMap(\.options)
  }

  /// The value of an option and who has set it; variables beat all else. nil for an option that is none.
  func value(of name: String, _ scope: HostScope) throws(Diagnostic) -> (Value, Value)? {
    guard let option = options.first(where: { $0.setting.name == name }) else { return nil }
    for variable in option.variables.reversed() {
      guard let value = try scope.definedValue(of: variable) else { continue }
      return (try option.setting.converted(value), .string("var: \(variable)"))
    }
    let (value, origin) = try option.setting.current(scope.run.settings.configured)
    switch origin {
    case .environment(let variable): return (value, .string("env: \(variable)"))
    case .file: return (value, "ansible.cfg")
    case .standard: return (value, "default")
    }
  }
}
