import Core
import Engine
import Inventory

// Names as in ansible-core's `config/base.yml` and its inventory plugins.
extension ConfigurationKey {
  static let inventoryKeys: [ConfigurationKey] = [
    inventoryEnabled, inventoryIgnore, inventoryIgnoreOfDefaults, inventoryIgnorePatterns,
    inventoryIgnorePatternsOfDefaults, inventoryUnparsedFailed, inventoryAnyUnparsedFailed,
    inventoryYAMLExtensions, inventoryYAMLExtensionsOfDefaults, hostPatternMismatch, groupNames,
    scriptErrors, inventoryUsesExtraVars, inventoryExport, precedence,
  ]

  static let inventoryEnabled = inventory("ANSIBLE_INVENTORY_ENABLED", "enable_plugins")
  static let inventoryIgnore = inventory("ANSIBLE_INVENTORY_IGNORE", "ignore_extensions")
  static let inventoryIgnoreOfDefaults = Self(name: "inventory_ignore_extensions")
  static let inventoryIgnorePatterns = inventory(
    "ANSIBLE_INVENTORY_IGNORE_REGEX", "ignore_patterns")
  static let inventoryIgnorePatternsOfDefaults = Self(name: "inventory_ignore_patterns")
  static let inventoryUnparsedFailed = inventory(
    "ANSIBLE_INVENTORY_UNPARSED_FAILED", "unparsed_is_failed")
  static let inventoryAnyUnparsedFailed = inventory(
    "ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED", "any_unparsed_is_failed")
  static let inventoryYAMLExtensions = Self(
    "ANSIBLE_YAML_FILENAME_EXT", "ANSIBLE_INVENTORY_PLUGIN_EXTS",
    section: "inventory_plugin_yaml", name: "yaml_valid_extensions")
  static let inventoryYAMLExtensionsOfDefaults = Self(name: "yaml_valid_extensions")
  static let hostPatternMismatch = inventory(
    "ANSIBLE_HOST_PATTERN_MISMATCH", "host_pattern_mismatch")
  static let groupNames = Self(
    "ANSIBLE_TRANSFORM_INVALID_GROUP_CHARS", name: "force_valid_group_names")
  static let scriptErrors = Self(
    "ANSIBLE_INVENTORY_PLUGIN_SCRIPT_STDERR", section: "inventory_plugin_script",
    name: "always_show_stderr")
  static let inventoryUsesExtraVars = Self(
    "ANSIBLE_INVENTORY_USE_EXTRA_VARS", section: "inventory_plugins", name: "use_extra_vars")
  static let inventoryExport = inventory("ANSIBLE_INVENTORY_EXPORT", "export")

  static let precedence = Self("ANSIBLE_PRECEDENCE", name: "precedence")

  private static func inventory(_ environment: String, _ name: String) -> Self {
    Self(environment, section: "inventory", name: name)
  }
}

extension Configuration {
  /// What environment and `ansible.cfg` say of inventories.
  ///
  /// - Throws: `usage` for a value that a setting cannot have.
  func inventorySettings(extraVars: Map) throws(Diagnostic) -> InventorySettings {
    var settings = InventorySettings()
    settings.extraVars = extraVars
    settings.mergesHashes = try mergesHashes
    settings.readsFiles = try variablePlugins.contains("host_group_vars")
    if text(.precedence) != nil { settings.precedence = try precedence }
    settings.formats = list(.inventoryEnabled, or: settings.formats)
    settings.ignoredEndings = list(
      .inventoryIgnore, .inventoryIgnoreOfDefaults, or: settings.ignoredEndings)
    settings.ignoredPatterns = list(
      .inventoryIgnorePatterns, .inventoryIgnorePatternsOfDefaults, or: [])
    settings.yamlExtensions = list(
      .inventoryYAMLExtensions, .inventoryYAMLExtensionsOfDefaults, or: settings.yamlExtensions)
    settings.failsOnBrokenSource = try flag(.inventoryAnyUnparsedFailed) ?? false
    settings.failsWithoutInventory = try flag(.inventoryUnparsedFailed) ?? false
    settings.showsScriptErrors = try flag(.scriptErrors) ?? true
    settings.usesExtraVars = try flag(.inventoryUsesExtraVars) ?? false
    settings.onMismatch = try choice(.hostPatternMismatch) ?? settings.onMismatch
    settings.groupNames = try choice(.groupNames) ?? settings.groupNames
    return settings
  }

  /// `vars_plugins_enabled`, by short names.
  ///
  /// - Throws: `usage` for a value that does not fit.
  var variablePlugins: [String] {
    get throws(Diagnostic) {
      (try current("VARIABLE_PLUGINS_ENABLED").list ?? []).map { PluginOptions.short($0.text) }
    }
  }

  private func list(_ keys: ConfigurationKey..., or fallback: [String]) -> [String] {
    for key in keys where text(key) != nil { return list(key) }
    return fallback
  }

  /// - Throws: `usage` for a word that names no place of variables.
  private var precedence: [GroupVariables] {
    get throws(Diagnostic) {
      var entries: [GroupVariables] = []
      for word in list(.precedence) {
        guard let entry = GroupVariables(rawValue: word) else {
          let known = GroupVariables.allCases.map(\.rawValue)
          throw Diagnostic(
            .usage, "the setting 'precedence' cannot have '\(word)'",
            hint: Suggestion.hint(for: word, among: known)
              ?? "its words are \(known.joined(separator: ", "))")
        }
        entries.append(entry)
      }
      return entries
    }
  }

  /// - Throws: `usage` for a word that is none of the choices.
  func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ key: ConfigurationKey
  ) throws(Diagnostic) -> Choice? {
    guard let text = text(key) else { return nil }
    if let choice = Choice(rawValue: text) { return choice }
    let known = Choice.allCases.map(\.rawValue)
    throw Diagnostic(
      .usage, "the setting '\(key.name)' cannot be '\(text)'",
      hint: Suggestion.hint(for: text, among: known)
        ?? "it is one of \(known.joined(separator: ", "))")
  }
}
