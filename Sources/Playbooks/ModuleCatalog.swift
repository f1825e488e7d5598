import Core

/// What the playbook loader must know about modules; the engine gives it.
package protocol ModuleCatalog: Sendable {
  /// What a module's name means, short or whole.
  func resolve(_ name: String) -> Resolution
  /// The names to suggest for a misspelt one.
  var names: [String] { get }
  /// The errors in the arguments of a task: unknown options, missing ones, values out of the
  /// choices. Values that are templates are taken as they are.
  ///
  /// - Parameter hasDefaults: `module_defaults` may give what is missing.
  func check(_ action: Action, hasDefaults: Bool) -> [Diagnostic]
}

/// What the engine lends to the loader, besides modules.
package struct LoaderServices: Sendable {
  package var catalog: any ModuleCatalog
  /// Whether a lookup of this name exists, for `with_NAME`.
  package var isLookup: @Sendable (String) -> Bool
  /// The error in a template's syntax. The flag says that the text is a bare expression.
  package var checkTemplate: @Sendable (TemplateText, _ isExpression: Bool) -> Diagnostic?
  /// The same for a template file, by its path.
  package var checkTemplateFile: @Sendable (String) -> Diagnostic? = { _ in nil }
  /// Renders what must be known before the run: names of imported files and roles. The layers are the
  /// variables that are known then, weakest first; extra variables come on top.
  package var render: @Sendable (TemplateText, [Map]) throws(Diagnostic) -> Value
  /// Reads a file; decrypts vault files.
  package var read: FileReading
  /// `roles_path`: folders with roles.
  package var rolesPath: [String]
  /// `collections_path`: folders that hold `ansible_collections`.
  package var collectionsPath: [String]
  /// `library`: folders with modules of the user's own.
  package var library: [String]
  /// `--module-path`: folders with modules that are searched before all others.
  package var modulePath: [String] = []
  /// `module_utils`: folders with what Python modules of the user's own import.
  package var moduleUtils: [String] = []
  /// `action_plugins`: folders with plugins, which are Python and only told of.
  package var actionPlugins: [String] = []
  /// `invalid_task_attribute_failed`: whether an unknown keyword of a task is an error, or a warning.
  package var failsOnUnknownKeywords = true
  /// `hash_behaviour = merge`: whether maps of several files of one role are merged.
  package var mergesHashes = false
  /// `filter_plugins`, `test_plugins`, `lookup_plugins`, by `filter`, `test` and `lookup`: the same of these.
  package var pluginFolders: [String: [String]] = [:]
  /// `private_role_vars`: whether plays see the variables of roles; nil is Ansible's default, which is true.
  package var rolesArePublic: Bool?
  /// The modules that `plugin_filters_cfg` refuses, by short names, and the file that says so.
  package var refusedModules: (names: Set<String>, file: String) = ([], "")
  /// What is wrong with the value of `connection` or `become_method`, and whether it is known elsewhere.
  package var missingPlugin: @Sendable (Keyword, String) -> (error: Diagnostic, isKnown: Bool)? = {
    _, _ in nil
  }
  /// The version of ansible-core that is followed.
  package var version = ""
  /// `collections_on_ansible_version_mismatch`
  package var onVersionMismatch = VersionMismatch.warning
  /// `duplicate_dict_key`
  package var duplicateKeys = DuplicateKeys.warn
  /// The folder of ansible-core's package `ansible` on the controller, where there is one.
  package var ansibleCore: @Sendable () -> String? = { nil }
  /// What plays say that do not say it themselves: settings such as `any_errors_fatal`.
  package var keywordDefaults: [Keyword: Value] = [:]
  package var moduleFolders = ModuleFolders()

  package init(
    catalog: any ModuleCatalog,
    isLookup: @escaping @Sendable (String) -> Bool = { WellKnownLookups.names.contains($0) },
    checkTemplate: @escaping @Sendable (TemplateText, Bool) -> Diagnostic? = { _, _ in nil },
    render: @escaping @Sendable (TemplateText, [Map]) throws(Diagnostic) -> Value = {
      (text, _) throws(Diagnostic) in
      throw Diagnostic(
        .invalid, "'\(text.source)' cannot be known before the run", at: text.location)
    },
    read: @escaping FileReading = SourceFile.read,
    rolesPath: [String] = LoaderServices.defaultRolesPath,
    collectionsPath: [String] = LoaderServices.defaultCollectionsPath,
    library: [String] = LoaderServices.defaultLibrary
  ) {
    self.catalog = catalog
    self.isLookup = isLookup
    self.checkTemplate = checkTemplate
    self.render = render
    self.read = read
    self.rolesPath = rolesPath.map(Path.expandingHome)
    self.collectionsPath = collectionsPath.map(Path.expandingHome)
    self.library = library.map(Path.expandingHome)
    moduleUtils = Self.defaultModuleUtils.map(Path.expandingHome)
    actionPlugins = Self.defaultActionPlugins.map(Path.expandingHome)
  }

  /// Whether only lists of tasks, tags or hosts are wanted: what only a run would stumble over (options of
  /// modules, expressions, modules that Bosun lacks) is not looked at, so that a list can be had of playbooks
  /// that other versions run.
  package var isForListing = false

  /// Ansible's default of `roles_path`.
  package static let defaultRolesPath = [
    "~/.ansible/roles", "/usr/share/ansible/roles", "/etc/ansible/roles",
  ]

  /// Ansible's default of `collections_path`.
  package static let defaultCollectionsPath = [
    "~/.ansible/collections", "/usr/share/ansible/collections",
  ]

  /// Ansible's default of `library`.
  package static let defaultLibrary = [
    "~/.ansible/plugins/modules", "/usr/share/ansible/plugins/modules",
  ]

  /// Ansible's default of `module_utils`.
  package static let defaultModuleUtils = [
    "~/.ansible/plugins/module_utils", "/usr/share/ansible/plugins/module_utils",
  ]

  /// Ansible's default of `action_plugins`.
  package static let defaultActionPlugins = [
    "~/.ansible/plugins/action", "/usr/share/ansible/plugins/action",
  ]
}

/// What becomes of collections that do not want to work with our version of ansible-core.
package enum VersionMismatch: String, Sendable, CaseIterable { case error, warning, ignore }

/// What a key that stands twice in a map of a playbook means.
package enum DuplicateKeys: String, Sendable { case warn, error, ignore }

/// The lookups of ansible-core that `with_NAME` may use.
package enum WellKnownLookups {
  package static let names: Set<String> = [
    "config", "csvfile", "dict", "env", "file", "fileglob", "first_found", "flattened",
    "indexed_items", "ini", "inventory_hostnames", "items", "lines", "list", "nested", "password",
    "pipe", "random_choice", "sequence", "subelements", "template", "together", "unvault", "url",
    "varnames", "vars", "cartesian", "filetree", "dig", "etcd", "redis_kv", "hashi_vault",
  ]
}
