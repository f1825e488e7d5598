import Core

/// Where variables of groups come from, in the default order (ansible-core's `VARIABLE_PRECEDENCE`).
package enum GroupVariables: String, Sendable, CaseIterable {
  case allInventory = "all_inventory"
  case groupsInventory = "groups_inventory"
  case allFilesOfInventory = "all_plugins_inventory"
  case allFilesOfPlay = "all_plugins_play"
  case groupsFilesOfInventory = "groups_plugins_inventory"
  case groupsFilesOfPlay = "groups_plugins_play"
}

/// What configuration and command line say of inventories; the defaults are ansible-core's.
package struct InventorySettings: Sendable {
  /// What becomes of a pattern that matches nothing.
  package enum Mismatch: String, Sendable, CaseIterable { case error, warning, ignore }
  /// What becomes of names of groups that are no variable names.
  package enum GroupNames: String, Sendable, CaseIterable { case always, never, ignore, silently }

  /// `enable_plugins`: formats by name, in the order in which they are tried.
  package var formats = ["host_list", "script", "auto", "yaml", "ini", "toml"]
  /// `ignore_extensions`: endings of files in a folder that are no sources.
  package var ignoredEndings = [
    ".pyc", ".pyo", ".swp", ".bak", "~", ".rpm", ".md", ".txt", ".rst", ".orig", ".ini", ".cfg",
    ".retry",
  ]
  /// `ignore_patterns`: regular expressions that are found in the names of such files.
  package var ignoredPatterns: [String] = []
  /// `yaml_valid_extensions`
  package var yamlExtensions = [".yaml", ".yml", ".json"]
  /// `any_unparsed_is_failed`: whether a source that cannot be read is an error, not a warning.
  package var failsOnBrokenSource = false
  /// `unparsed_is_failed`: whether sources of which none can be read are an error.
  package var failsWithoutInventory = false
  /// `host_pattern_mismatch`
  package var onMismatch = Mismatch.warning
  /// `force_valid_group_names`
  package var groupNames = GroupNames.never
  /// `always_show_stderr` of scripts: whether what they say is shown when they succeed.
  package var showsScriptErrors = true
  /// `use_extra_vars` of plugins, where their own configuration does not say.
  package var usesExtraVars = false
  /// Whether `vars_plugins_enabled` has `host_group_vars`: whether `group_vars` and `host_vars` are read.
  package var readsFiles = true
  /// `precedence`: the order of the variables of groups, weakest first.
  package var precedence = GroupVariables.allCases
  /// `hash_behaviour = merge`: whether maps of several sources and levels are merged.
  package var mergesHashes = false
  /// Whether the inventory keeps who set which variable.
  package var keepsRecords = false
  /// Takes what is only said at a verbosity.
  package var tell: @Sendable (_ level: Int, _ text: String) -> Void = { _, _ in }
  /// `--extra-vars`
  package var extraVars = Map()

  package init() {}
}
