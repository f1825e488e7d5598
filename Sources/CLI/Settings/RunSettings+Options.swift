import Connections
import Core
import Engine
import Glibc
import Playbooks
import Reporters

extension Session {
  /// The settings of a run: what was typed, else the environment, else `ansible.cfg`.
  ///
  /// - Parameter asks: whether the passwords of `-k` and `-K` are needed.
  /// - Throws: `usage` for values that do not fit, and what reading files throws.
  func runSettings(
    _ inventory: InventoryOptions, _ connection: ConnectionOptions, _ become: BecomeOptions,
    _ run: RunOptions, _ vault: VaultOptions, asks: Bool
  ) throws(Diagnostic) -> RunSettings {
    var settings = RunSettings()
    // Wrong values are errors before anything is done.
    _ = try configuration.keywordDefaults
    settings.verbosity = verbosity
    settings.checkMode = run.check
    settings.diffMode = try configuration.flag(run.diff, or: .diffAlways)
    settings.runAhead = try run.noRunAhead ? false : configuration.flag(.runAhead) ?? true
    settings.errorOnMissingHandler = try configuration.flag(.missingHandler) ?? true
    settings.strategy = configuration.text(.strategy) ?? settings.strategy
    settings.asyncFolder = configuration.text(.asyncDir) ?? settings.asyncFolder
    settings.pollInterval = try configuration.number(.pollInterval) ?? settings.pollInterval
    if let forks = try configuration.number(run.forks, or: .forks) {
      guard forks > 0 else {
        throw Diagnostic(.usage, "The number of processes (--forks) must be >= 1")
      }
      settings.forks = forks
    }
    settings.modulePath = run.modulePath.flatMap { $0.split(separator: ":") }.map {
      Path.absolute(Path.expandingHome(String($0)))
    }
    settings.pythonInterpreter = configuration.text(.interpreterPython)
    settings.ansibleCore = AnsibleCoreFinder(
      configured: configuration.paths(.ansibleCore, separator: "\n")?.first)
    settings.limit = inventory.limit
    settings.inventorySources = sources(inventory)
    settings.configFile = configuration.file?.path
    settings.configured = configuration.file?.sections ?? [:]
    try addFactSettings(to: &settings)
    settings.connection = try connectionDefaults(connection)
    settings.become = try becomeDefaults(become)
    if asks {
      let passwords = try Passwords(connection, become, configuration, prompter)
      settings.connection.password = passwords.connection
      settings.become.password = passwords.become
    }
    settings.vault = try self.vault(vault)
    settings.extraVars = try ExtraVars.read(
      inventory.extraVars, by: settings.vault.reading, mergesHashes: settings.mergesHashes,
      warn: warn)
    settings.debugger = debugger
    settings.debugsAll = try configuration.flag(.enableTaskDebugger) ?? false
    settings.debuggerIgnoresErrors = try configuration.flag(.taskDebuggerIgnoreErrors) ?? true
    settings.failsOnUndefined =
      try configuration.changed("DEFAULT_UNDEFINED_VAR_BEHAVIOR")?.bool ?? true
    try configuration.addLanguage(to: &settings)
    settings.pythonModules = try configuration.pythonModules
    DeprecatedSettings(configuration: configuration).warnings.forEach(screen.deprecation)
    try configuration.missingExtensions.forEach(warn)
    try PluginFolderCheck(configuration: configuration).warnings.forEach(warn)
    addQuestions(to: &settings)
    return settings
  }

  private func connectionDefaults(
    _ options: ConnectionOptions
  ) throws(Diagnostic) -> ConnectionDefaults {
    var defaults = ConnectionDefaults()
    defaults.kind =
      options.connection ?? configuration.text(.transport).flatMap {
        $0 == "smart" ? nil : $0
      } ?? defaults.kind
    if ConnectionKinds.named(defaults.kind) == nil {
      let error = ConnectionKinds.missing(defaults.kind).error
      throw Diagnostic(.usage, error.message, hint: error.hint)
    }
    defaults.user = options.user ?? configuration.text(.remoteUser)
    defaults.privateKeyFile =
      options.privateKey ?? configuration.paths(.privateKeyFile, separator: "\n")?.first
    defaults.port = try configuration.number(.remotePort)
    defaults.timeout = try configuration.number(options.timeout, or: .timeout)
    let general = try configuration.flag(.hostKeyChecking) ?? true
    defaults.hostKeyChecking = try configuration.flag(.sshHostKeyChecking) ?? general
    defaults.retries = try configuration.number(.sshRetries)
    defaults.paramiko = (
      try configuration.changed("PARAMIKO_HOST_KEY_AUTO_ADD")?.bool ?? false,
      try configuration.changed("PARAMIKO_LOOK_FOR_KEYS")?.bool ?? true
    )
    defaults.sshArgs = configuration.text(.sshArgs)
    defaults.sshCommonArgs = options.sshCommonArgs ?? configuration.text(.sshCommonArgs)
    defaults.sshExtraArgs = options.sshExtraArgs ?? configuration.text(.sshExtraArgs)
    return defaults
  }

  private func becomeDefaults(_ options: BecomeOptions) throws(Diagnostic) -> BecomeDefaults {
    var defaults = BecomeDefaults()
    defaults.become = try configuration.flag(options.become, or: .become)
    defaults.method =
      options.becomeMethod ?? configuration.text(.becomeMethod) ?? defaults.method
    if !BecomeMethods.isThere(defaults.method) {
      let error = BecomeMethods.missing(defaults.method).error
      throw Diagnostic(.usage, error.message, hint: error.hint)
    }
    defaults.user = options.becomeUser ?? configuration.text(.becomeUser) ?? defaults.user
    defaults.allowsSameUser = try configuration.changed("BECOME_ALLOW_SAME_USER")?.bool ?? false
    defaults.exe = configuration.text(.becomeExe)
    defaults.flags = configuration.text(.becomeFlags)
    return defaults
  }

  private func addQuestions(to settings: inout RunSettings) {
    guard Prompter.hasTerminal else { return }
    settings.isInteractive = isatty(STDIN_FILENO) == 1
    let prompter = prompter
    settings.ask = { question, hidden in await prompter.ask(question, hidden: hidden) }
    settings.keys = { question, prompt in await prompter.keys(question, prompt) }
    settings.connection.passphrasePrompt = { file, attempt in
      let again = attempt > 1 ? "That was not it. " : ""
      let answer = await prompter.ask("\(again)Passphrase for key '\(file)': ", hidden: true)
      return answer.flatMap { $0.isEmpty ? nil : Secret($0) }
    }
  }

  /// As Python's command loops: prompts on standard output, commands on standard input.
  private var debugger: DebuggerConsole {
    let (screen, prompter) = (screen, prompter)
    return DebuggerConsole(
      show: { screen.display($0) }, ask: { await prompter.line($0) },
      quit: {
        // To the process: threads that run tasks do not heed signals.
        kill(getpid(), SIGINT)
        await Interrupt.never()
      })
  }
}
