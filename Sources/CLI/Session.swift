import Connections
import Core
import Engine
import Inventory
import Playbooks
import Reporters
import Vault

/// What every command begins with: the configuration, and the screen that it decides on.
struct Session {
  let configuration: Configuration
  let screen: Screen
  let verbosity: Int

  /// - Throws: what is wrong with the configuration, once there is a screen to say it on.
  init(_ common: CommonOptions, configuration path: String? = nil) throws(Diagnostic) {
    var warnings: [Diagnostic] = []
    configuration = try Configuration.load(path) { warnings.append($0) }
    screen = Screen(
      forcesColor: try configuration.flag(.forceColor) ?? false,
      refusesColor: try configuration.refusesColor, habits: try configuration.habits())
    verbosity = max(common.verbose, try configuration.number(.verbosity) ?? 0)
    warnings.forEach(screen.warning)
    Interrupt.watch(screen)
    guard verbosity > 0 else { return }
    screen.display(
      configuration.file.map { "Using \($0.path) as config file" }
        ?? "No config file found; using defaults", .verbose)
  }

  /// For shells that complete a line: nothing is said on it, whatever is wrong.
  init(silent: ()) throws(Diagnostic) {
    configuration = try Configuration.load { _ in }
    screen = Screen(usesColor: false, columns: 80, write: { _, _ in })
    verbosity = 0
  }

  var prompter: Prompter { Prompter(screen: screen) }

  func warn(_ warning: Diagnostic) { screen.warning(warning) }

  // MARK: Inventory

  func sources(_ options: InventoryOptions) -> [String] {
    if !options.inventory.isEmpty { return options.inventory }
    if let text = configuration.text(.inventory), text.hasSuffix(",") { return [text] }
    return configuration.paths(.inventory, separator: ",") ?? []
  }

  /// The inventory of the options, of the configuration, or else `/etc/ansible/hosts`.
  ///
  /// - Throws: as `Inventory.load`.
  func inventory(
    _ options: InventoryOptions, _ vault: Vault, extraVars: Map
  ) throws(Diagnostic) -> Inventory {
    try inventory(options, vault, configuration.inventorySettings(extraVars: extraVars))
  }

  func inventory(
    _ options: InventoryOptions, _ vault: Vault, _ settings: InventorySettings
  ) throws(Diagnostic) -> Inventory {
    var sources = sources(options)
    if sources.isEmpty, Files.kind("/etc/ansible/hosts") != nil { sources = ["/etc/ansible/hosts"] }
    var settings = settings
    settings.tell = { [screen, verbosity] level, text in
      if level <= verbosity { screen.display(text, .verbose) }
    }
    let inventory = try Inventory.load(sources, settings, by: vault.reading, warn: warn)
    if !inventory.isParsed, try configuration.flag(.unparsedWarning) ?? true {
      warn(
        Diagnostic(.usage, "No inventory was parsed, only implicit localhost is available"))
    }
    return inventory
  }

  /// Warns about an inventory without hosts, and refuses a limit that leaves none of them
  /// (ansible-core's `CLI.get_host_list`).
  ///
  /// - Returns: whether there is a host to work on.
  /// - Throws: `file`, for the exit code of Ansible's plain errors.
  @discardableResult
  func checkHosts(
    _ inventory: Inventory, limit: String?, pattern: String = "all"
  ) throws(Diagnostic) -> Bool {
    if inventory.hosts.isEmpty {
      let isLocal = ["localhost", "127.0.0.1", "::1"].contains(pattern)
      let warns = try configuration.flag(.localhostWarning) ?? true
      if warns, !isLocal {
        warn(
          Diagnostic(
            .usage,
            "provided hosts list is empty, only localhost is available. Note that the implicit "
              + "localhost does not match 'all'"))
      }
      return true
    }
    let hosts = try inventory.hosts(matching: pattern, limit: limit, warn: warn)
    if !hosts.isEmpty { return true }
    if limit == nil { return false }
    throw Diagnostic(
      .file,
      "Specified inventory, host pattern and/or --limit leaves us with no hosts to target.")
  }

  // MARK: Errors

  /// Shows all errors of a load with their places, and how many there are when it is more than one.
  func show(_ failure: LoadFailure) {
    failure.warnings.forEach(warn)
    for error in failure.errors { show(error) }
    guard failure.errors.count > 1 else { return }
    screen.display("\(failure.errors.count) errors", .error, to: .error)
  }

  func show(_ error: Diagnostic) {
    screen.display("ERROR! \(error)", .error, to: .error, level: .error)
  }
}
