import Connections
import Core
import Playbooks
import Vault

/// Everything that a run is told from outside: the command line and the configuration, decided.
package struct RunSettings: Sendable {
  /// The strategy of plays that name none.
  package var strategy = "linear"
  /// Hosts that are worked on at once: as many as we can, where nobody says.
  package var forks = HostCapacity.hosts
  /// Whether tasks are sent before the results of those before them are known, where that is safe.
  package var runAhead = true
  package var checkMode = false
  package var diffMode = false
  /// How many `-v` were given.
  package var verbosity = 0
  /// `-e`, merged in order: the strongest variables of all.
  package var extraVars = Map()
  package var onlyTags: [String] = []
  package var skipTags: [String] = []
  package var limit: String?
  /// `--start-at-task`: a name or a pattern with `*`.
  package var startAtTask: String?
  /// Asks before each task, when given.
  package var confirm: (@Sendable (TaskHeading) async -> StepAnswer)?
  package var forceHandlers = false
  /// Whether headings of tasks know their arguments: for `display_args_to_stdout` and the callback `junit`.
  package var keepsArguments = false
  /// `allow_broken_conditionals`: whether a condition may be what is neither true nor false.
  package var allowsAnyCondition = true
  /// `max_file_size_for_diff`: bytes beyond which a file is not shown as a difference; 0 for no limit.
  package var diffLimit = RunSettings.usualDiffLimit
  static let usualDiffLimit = 104_448
  /// `null_representation`: what a template that is one variable gives for null.
  package var nullRepresentation = Value.null
  /// `private_role_vars`: whether plays see the variables of roles; nil for those that are not included.
  package var rolesArePublic: Bool?
  /// `collections_on_ansible_version_mismatch`
  package var onVersionMismatch = VersionMismatch.warning
  /// `playbook_vars_root`: of which folders of a task `group_vars` and `host_vars` are read.
  package var playbookVarsRoot = PlaybookVarsRoot.top
  /// `executable`: the shell of `raw`.
  package var executable = "/bin/sh"
  /// What Python modules of the user's own are told of settings.
  package var pythonModules = PythonModuleSettings()
  /// `error_on_undefined_vars`: whether a text that names an undefined variable is an error, or stays as it is.
  package var failsOnUndefined = true
  /// `error_on_missing_handler`: whether a notified handler that is nowhere ends the run.
  package var errorOnMissingHandler = true
  /// Whom the debugger of tasks talks to; nil has none.
  package var debugger: DebuggerConsole?
  /// Whether the debugger stops at failures of all plays (`enable_task_debugger`).
  package var debugsAll = false
  /// Whether ignored failures are none to the debugger (`task_debugger_ignore_errors`).
  package var debuggerIgnoresErrors = true
  /// Whether standard input is a terminal: else `vars_prompt` asks nothing.
  package var isInteractive = true
  /// Seconds between two questions for a job where a task with `async` has no `poll`.
  package var pollInterval = 15
  /// Where hosts keep the files of jobs.
  package var asyncFolder = "~/.ansible_async"
  /// `gathering`: which plays gather facts by themselves.
  package var gathering = Gathering.implicit
  /// `inject_facts_as_vars`: whether a fact is also a variable by its own name.
  package var injectsFacts = true
  /// `facts_modules`: what gathers facts; `smart` is `setup`.
  package var factsModules = ["smart"]
  /// `hash_behaviour = merge`: whether maps of several levels are merged.
  package var mergesHashes = false
  /// Where facts outlive the run; nil keeps them in memory (`fact_caching`).
  package var factCache: FactCache?
  package var connection = ConnectionDefaults()
  package var become = BecomeDefaults()
  /// The passwords of Ansible Vault.
  package var vault = Vault()
  /// Whether what is encrypted stays so: for showing variables.
  package var hidesEncrypted = false
  /// `-i`, for `ansible_inventory_sources`.
  package var inventorySources: [String] = []
  package var configFile: String?
  /// What `ansible.cfg` says, by section and key: for plugins, which have settings of their own.
  package var configured: [String: [String: String]] = [:]
  /// `--module-path`: folders with modules of the user's own, the first ones to be searched.
  package var modulePath: [String] = []
  /// `interpreter_python`: the Python of hosts, for modules of the user's own.
  package var pythonInterpreter: String?
  /// Where ansible-core's files are on the controller.
  package var ansibleCore = AnsibleCoreFinder()
  /// Reads a line from the person at the terminal, without echo when asked so; nil without a terminal.
  package var ask: (@Sendable (_ question: String, _ hidden: Bool) async -> String?)?
  /// Asks key by key at the terminal of standard input; nil where it is none.
  package var keys: (@Sendable (_ question: String, KeyPrompt) async -> KeyAnswer?)?

  package init() {}
}

/// Which plays gather facts (`gathering`).
package enum Gathering: String, Sendable, CaseIterable {
  /// All that do not say `gather_facts: false`.
  case implicit
  /// Those that say `gather_facts: true`.
  case explicit
  /// As `implicit`, but not for hosts whose facts are known already.
  case smart
}

/// The folders whose `group_vars` and `host_vars` count beside those of the inventory (`playbook_vars_root`).
package enum PlaybookVarsRoot: String, Sendable, CaseIterable {
  /// The playbook's.
  case top
  /// The nearest of those where a task's files are searched.
  case bottom, playbookFolder = "playbook_dir"
  /// All of these.
  case all
}

/// Settings that only modules in Python heed.
package struct PythonModuleSettings: Sendable {
  /// `interpreter_python_fallback`: names that are tried where no Python is named; empty for the usual ones.
  package var interpreters: [String] = []
  /// `python_module_rlimit_nofile`: how many files it may open; 0 leaves it as it is.
  package var openFiles = 0
  package var syslogFacility = "LOG_USER"
  /// `no_target_syslog`
  package var keepsOutOfSyslog = false
  package var logInfo = Value.null
  package var seLinuxSpecialFS: Value = ["fuse", "nfs", "vboxsf", "ramfs", "9p", "vfat"]
  package var stringConversion = "warn"
  package var keepsRemoteFiles = false
  package var debugs = false

  package init() {}
}

/// What a person answers to `--step`.
package enum StepAnswer: Sendable { case run, skip, runAll }

/// How hosts are reached where their variables do not say.
package struct ConnectionDefaults: Sendable {
  package var kind = "ssh"
  package var user: String?
  package var password: Secret?
  package var privateKeyFile: String?
  package var port: Int?
  /// Seconds; where it is not set, `~/.ssh/config` may say.
  package var timeout: Int?
  /// Whether host keys are checked, as `~/.ssh/config` says.
  package var hostKeyChecking = true
  /// `ssh_args`, `ssh_common_args` and `ssh_extra_args`: arguments of `ssh` in the shell's quoting.
  package var sshArgs: String?
  package var sshCommonArgs: String?
  package var sshExtraArgs: String?
  /// `retries` of SSH: how often a host that does not answer is tried again.
  package var retries: Int?
  /// What only connections of the kind `paramiko` heed: `host_key_auto_add` and `look_for_keys`.
  package var paramiko = (addsHostKeys: false, looksForKeys: true)
  package var passphrasePrompt: PassphrasePrompt?

  package init() {}
}

/// `-b`, `--become-user` and so on: what holds where neither keyword nor variable says.
package struct BecomeDefaults: Sendable {
  package var become = false
  package var method = "sudo"
  package var user = "root"
  package var password: Secret?
  package var flags: String?
  package var exe: String?
  /// `become_allow_same_user`: whether one becomes the user who one is.
  package var allowsSameUser = false

  package init() {}
}
