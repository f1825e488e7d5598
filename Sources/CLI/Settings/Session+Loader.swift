import Core
import Engine
import Playbooks
import YAML

extension Session {
  /// - Parameter isForListing: whether only lists of tasks, tags or hosts are wanted.
  func loader(
    _ settings: RunSettings, sink: any EventSink, isForListing: Bool = false
  ) -> Loader {
    var services = Templating.loaderServices(
      extraVars: settings.extraVars,
      rolesPath: configuration.paths(.rolesPath, separator: ":").map { $0.map(Path.absolute) },
      vault: settings.vault, sink: sink)
    addFolders(to: &services, settings)
    services.keywordDefaults = (try? configuration.keywordDefaults) ?? [:]
    services.failsOnUnknownKeywords =
      (try? configuration.changed("INVALID_TASK_ATTRIBUTE_FAILED")?.bool) ?? true
    services.mergesHashes = settings.mergesHashes
    services.rolesArePublic = settings.rolesArePublic
    services.refusedModules = refusedModules
    services.onVersionMismatch = settings.onVersionMismatch
    services.isForListing = isForListing
    return Loader(services: services)
  }

  /// Where collections and modules of the user's own are.
  private func addFolders(to services: inout LoaderServices, _ settings: RunSettings) {
    func set(_ folders: inout [String], _ key: ConfigurationKey) {
      if let paths = configuration.paths(key, separator: ":") {
        folders = paths.map(Path.absolute)
      }
    }
    set(&services.collectionsPath, .collectionsPath)
    set(&services.library, .library)
    set(&services.moduleUtils, .moduleUtils)
    set(&services.actionPlugins, .actionPlugins)
    for (kind, key) in ConfigurationKey.pluginFolders {
      services.pluginFolders[kind] =
        configuration.paths(key, separator: ":")?.map(Path.absolute)
        ?? ["~/.ansible/plugins/\(kind)", "/usr/share/ansible/plugins/\(kind)"]
        .map(Path.expandingHome)
    }
    services.modulePath = settings.modulePath
    services.moduleFolders = ModuleFolders(
      ignoring: (try? configuration.changed("MODULE_IGNORE_EXTS"))??.list?.map(\.text))
    services.duplicateKeys =
      configuration.text(.duplicateKeys).flatMap(DuplicateKeys.init) ?? .warn
    let finder = settings.ansibleCore
    services.ansibleCore = { finder.core?.folder }
  }

  /// What the file of `plugin_filters_cfg` refuses; one that cannot be used is a warning.
  private var refusedModules: (names: Set<String>, file: String) {
    let chosen = (try? configuration.changed("PLUGIN_FILTERS_CFG"))??.string
    let path = chosen ?? "/etc/ansible/plugin_filters.yml"
    func skip(_ why: String) -> (names: Set<String>, file: String) {
      warn(Diagnostic(.file, "The plugin filter file, \(path) \(why). Skipping."))
      return ([], "")
    }
    guard Files.isFile(path) else { return chosen == nil ? ([], "") : skip("does not exist") }
    guard let node = try? YAMLFile.read(path, by: SourceFile.read, warn: { _ in }) else {
      return skip("was not parsable")
    }
    guard let version = node["filter_version"]?.plainValue.text else { return skip("was invalid") }
    guard version.trimmingBlanks == "1.0" else {
      return skip("was a version not recognized by this version of Ansible")
    }
    guard let names = node["module_rejectlist"]?.list else {
      return skip("as module_rejectlist is not a list")
    }
    return (Set(names.map { PluginOptions.short($0.plainValue.text) }), path)
  }
}
