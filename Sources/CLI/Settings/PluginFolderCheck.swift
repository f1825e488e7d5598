import Core
import Engine

/// Plugins in Python that somebody has put where Ansible looks for them: Bosun runs none, and says so.
struct PluginFolderCheck {
  let configuration: Configuration

  /// Settings with folders of plugins, by kind. Filters, tests, lookups and action plugins are told of where
  /// they are used.
  static let settings = [
    "become": "BECOME_PLUGIN_PATH", "cache": "DEFAULT_CACHE_PLUGIN_PATH",
    "callback": "DEFAULT_CALLBACK_PLUGIN_PATH", "cliconf": "DEFAULT_CLICONF_PLUGIN_PATH",
    "connection": "DEFAULT_CONNECTION_PLUGIN_PATH", "doc_fragments": "DOC_FRAGMENT_PLUGIN_PATH",
    "httpapi": "DEFAULT_HTTPAPI_PLUGIN_PATH", "inventory": "DEFAULT_INVENTORY_PLUGIN_PATH",
    "netconf": "DEFAULT_NETCONF_PLUGIN_PATH", "strategy": "DEFAULT_STRATEGY_PLUGIN_PATH",
    "terminal": "DEFAULT_TERMINAL_PLUGIN_PATH", "vars": "DEFAULT_VARS_PLUGIN_PATH",
  ]

  /// Kinds that work without being named anywhere: also their usual folders are looked at.
  private static let unasked = ["callback", "vars"]

  /// One for each folder that has plugins.
  ///
  /// - Throws: `usage` for a value that does not fit.
  var warnings: [Diagnostic] {
    get throws(Diagnostic) {
      var warnings: [Diagnostic] = []
      for (kind, name) in Self.settings.sorted(by: { $0.key < $1.key }) {
        let isUnasked = Self.unasked.contains(kind)
        guard let paths = try isUnasked ? configuration.current(name) : configuration.changed(name)
        else { continue }
        for path in paths.list ?? [] { warnings += Self.warning(of: kind, in: path.text) }
      }
      for name in try configuration.variablePlugins where !["host_group_vars", ""].contains(name) {
        warnings.append(
          Diagnostic(
            .usage, "the vars plugin '\(name)' of vars_plugins_enabled is not part of Bosun"))
      }
      return warnings
    }
  }

  /// The same for `callback_plugins` and `vars_plugins` beside playbooks.
  static func warnings(beside folders: Set<String>) -> [Diagnostic] {
    folders.sorted().flatMap { folder in
      unasked.flatMap { warning(of: $0, in: Path.join(folder, "\($0)_plugins")) }
    }
  }

  private static func warning(of kind: String, in folder: String) -> [Diagnostic] {
    let files = ((try? Files.list(folder)) ?? []).sorted().filter {
      $0.hasSuffix(".py") && $0 != "__init__.py"
    }
    guard let first = files.first else { return [] }
    let others = files.count > 1 ? " (and \(files.count - 1) more of that folder)" : ""
    return [
      Diagnostic(
        .file,
        "'\(Path.join(folder, first))'\(others) is a plugin of the kind '\(kind)' in Python, which Bosun "
          + "does not run")
    ]
  }
}
