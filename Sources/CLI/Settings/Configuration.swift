import Core
import Engine
import Playbooks

/// A setting by the names it has in the environment and in `ansible.cfg`.
struct ConfigurationKey: Sendable {
  let environment: [String]
  let section: String
  let name: String

  init(_ environment: String..., section: String = "defaults", name: String) {
    self.environment = environment
    self.section = section
    self.name = name
  }

  // Names as in ansible-core's `config/base.yml` and its `ssh` connection.
  static let all: [ConfigurationKey] =
    [
      inventory, rolesPath, forks, remoteUser, privateKeyFile, timeout, transport, askPass,
      remotePort, hostKeyChecking, sshHostKeyChecking, sshRetries, sshArgs, sshCommonArgs,
      sshExtraArgs,
      stdoutCallback, forceColor, noColor, noColorForAnybody,
      verbosity, runTags, skipTags, forceHandlers, missingHandler, diffAlways, become, becomeMethod,
      becomeUser,
      becomeExe, becomeFlags, becomeAskPass, becomePasswordFile, connectionPasswordFile,
      localhostWarning, unparsedWarning, runAhead, strategy, askVaultPass, vaultPasswordFile,
      vaultIdentityList, vaultIdentity, vaultEncryptIdentity, vaultIdMatch, vaultEncryptSalt,
      editor, pager, collectionsPath, library, moduleUtils, actionPlugins, interpreterPython,
      ansibleCore, duplicateKeys, asyncDir, pollInterval, enableTaskDebugger,
      taskDebuggerIgnoreErrors, roleSkeleton, collectionSkeleton,
    ] + pluginFolders.map(\.key) + inventoryKeys + factKeys

  static let inventory = Self("ANSIBLE_INVENTORY", name: "inventory")
  static let rolesPath = Self("ANSIBLE_ROLES_PATH", name: "roles_path")
  static let collectionsPath = Self(
    "ANSIBLE_COLLECTIONS_PATH", "ANSIBLE_COLLECTIONS_PATHS", name: "collections_path")
  static let library = Self("ANSIBLE_LIBRARY", name: "library")
  static let moduleUtils = Self("ANSIBLE_MODULE_UTILS", name: "module_utils")
  static let actionPlugins = Self("ANSIBLE_ACTION_PLUGINS", name: "action_plugins")
  /// Folders with plugins in Python, which are only told of, by the kind of the plugins.
  static let pluginFolders = ["filter", "test", "lookup"].map { kind in
    (kind, key: Self("ANSIBLE_\(kind.uppercased())_PLUGINS", name: "\(kind)_plugins"))
  }
  static let duplicateKeys = Self(
    "ANSIBLE_DUPLICATE_YAML_DICT_KEY", name: "duplicate_dict_key")
  static let interpreterPython = Self("ANSIBLE_PYTHON_INTERPRETER", name: "interpreter_python")
  static let forks = Self("ANSIBLE_FORKS", name: "forks")
  static let strategy = Self("ANSIBLE_STRATEGY", name: "strategy")
  static let remoteUser = Self("ANSIBLE_REMOTE_USER", name: "remote_user")
  static let privateKeyFile = Self("ANSIBLE_PRIVATE_KEY_FILE", name: "private_key_file")
  static let timeout = Self("ANSIBLE_TIMEOUT", "ANSIBLE_SSH_TIMEOUT", name: "timeout")
  static let transport = Self("ANSIBLE_TRANSPORT", name: "transport")
  static let askPass = Self("ANSIBLE_ASK_PASS", name: "ask_pass")
  static let hostKeyChecking = Self("ANSIBLE_HOST_KEY_CHECKING", name: "host_key_checking")
  static let sshHostKeyChecking = Self(
    "ANSIBLE_SSH_HOST_KEY_CHECKING", section: "ssh_connection", name: "host_key_checking")
  static let remotePort = Self("ANSIBLE_REMOTE_PORT", name: "remote_port")
  static let sshRetries = Self(
    "ANSIBLE_SSH_RETRIES", section: "ssh_connection", name: "retries")
  static let sshArgs = Self("ANSIBLE_SSH_ARGS", section: "ssh_connection", name: "ssh_args")
  static let sshCommonArgs = Self(
    "ANSIBLE_SSH_COMMON_ARGS", section: "ssh_connection", name: "ssh_common_args")
  static let sshExtraArgs = Self(
    "ANSIBLE_SSH_EXTRA_ARGS", section: "ssh_connection", name: "ssh_extra_args")
  static let stdoutCallback = Self("ANSIBLE_STDOUT_CALLBACK", name: "stdout_callback")
  static let forceColor = Self("ANSIBLE_FORCE_COLOR", name: "force_color")
  static let noColor = Self("ANSIBLE_NOCOLOR", name: "nocolor")
  /// no-color.org: set to anything that is not empty.
  static let noColorForAnybody = Self("NO_COLOR", name: "nocolor")
  static let verbosity = Self("ANSIBLE_VERBOSITY", name: "verbosity")
  static let runTags = Self("ANSIBLE_RUN_TAGS", section: "tags", name: "run")
  static let skipTags = Self("ANSIBLE_SKIP_TAGS", section: "tags", name: "skip")
  static let forceHandlers = Self("ANSIBLE_FORCE_HANDLERS", name: "force_handlers")
  static let missingHandler = Self(
    "ANSIBLE_ERROR_ON_MISSING_HANDLER", name: "error_on_missing_handler")
  static let asyncDir = Self("ANSIBLE_ASYNC_DIR", name: "async_dir")
  static let pollInterval = Self("ANSIBLE_POLL_INTERVAL", name: "poll_interval")
  static let enableTaskDebugger = Self(
    "ANSIBLE_ENABLE_TASK_DEBUGGER", name: "enable_task_debugger")
  static let taskDebuggerIgnoreErrors = Self(
    "ANSIBLE_TASK_DEBUGGER_IGNORE_ERRORS", name: "task_debugger_ignore_errors")
  static let diffAlways = Self("ANSIBLE_DIFF_ALWAYS", section: "diff", name: "always")
  static let become = Self("ANSIBLE_BECOME", section: "privilege_escalation", name: "become")
  static let becomeMethod = Self(
    "ANSIBLE_BECOME_METHOD", section: "privilege_escalation", name: "become_method")
  static let becomeUser = Self(
    "ANSIBLE_BECOME_USER", section: "privilege_escalation", name: "become_user")
  static let becomeExe = Self(
    "ANSIBLE_BECOME_EXE", section: "privilege_escalation", name: "become_exe")
  static let becomeFlags = Self(
    "ANSIBLE_BECOME_FLAGS", section: "privilege_escalation", name: "become_flags")
  static let becomeAskPass = Self(
    "ANSIBLE_BECOME_ASK_PASS", section: "privilege_escalation", name: "become_ask_pass")
  static let becomePasswordFile = Self(
    "ANSIBLE_BECOME_PASSWORD_FILE", name: "become_password_file")
  static let connectionPasswordFile = Self(
    "ANSIBLE_CONNECTION_PASSWORD_FILE", name: "connection_password_file")
  static let localhostWarning = Self("ANSIBLE_LOCALHOST_WARNING", name: "localhost_warning")
  static let unparsedWarning = Self(
    "ANSIBLE_INVENTORY_UNPARSED_WARNING", section: "inventory", name: "inventory_unparsed_warning")
  static let askVaultPass = Self("ANSIBLE_ASK_VAULT_PASS", name: "ask_vault_pass")
  static let vaultPasswordFile = Self("ANSIBLE_VAULT_PASSWORD_FILE", name: "vault_password_file")
  static let vaultIdentityList = Self("ANSIBLE_VAULT_IDENTITY_LIST", name: "vault_identity_list")
  static let vaultIdentity = Self("ANSIBLE_VAULT_IDENTITY", name: "vault_identity")
  static let vaultEncryptIdentity = Self(
    "ANSIBLE_VAULT_ENCRYPT_IDENTITY", name: "vault_encrypt_identity")
  static let vaultIdMatch = Self("ANSIBLE_VAULT_ID_MATCH", name: "vault_id_match")
  static let vaultEncryptSalt = Self("ANSIBLE_VAULT_ENCRYPT_SALT", name: "vault_encrypt_salt")
  static let roleSkeleton = Self(
    "ANSIBLE_GALAXY_ROLE_SKELETON", section: "galaxy", name: "role_skeleton")
  static let collectionSkeleton = Self(
    "ANSIBLE_GALAXY_COLLECTION_SKELETON", section: "galaxy", name: "collection_skeleton")
  static let editor = Self("ANSIBLE_EDITOR", "EDITOR", name: "editor")
  static let pager = Self("ANSIBLE_PAGER", "PAGER", name: "pager")
  /// Bosun's own.
  static let ansibleCore = Self("BOSUN_ANSIBLE_CORE", section: "bosun", name: "ansible_core")
  static let runAhead = Self("BOSUN_RUN_AHEAD", section: "bosun", name: "run_ahead")
}

/// What the environment and `ansible.cfg` say; the environment wins.
struct Configuration {
  let file: ConfigurationFile?

  /// - Parameter path: the file, where one is given.
  /// - Throws: as `ConfigurationFile.init`.
  static func load(
    _ path: String? = nil, warn: (Diagnostic) -> Void
  ) throws(Diagnostic) -> Configuration {
    if let path {
      if Files.isFile(path) { return Configuration(file: try ConfigurationFile(path)) }
      throw Diagnostic(
        .usage, "The provided configuration file is missing or not accessible: \(path)")
    }
    guard let path = ConfigurationFile.find(warn: warn) else { return Configuration(file: nil) }
    return Configuration(file: try ConfigurationFile(path))
  }

  /// The value of a setting of Ansible, and who has set it.
  ///
  /// - Throws: `usage` for a value that does not fit, with its place.
  func current(
    _ setting: ConfigSetting
  ) throws(Diagnostic) -> (value: Value, origin: ConfigSetting.Origin) {
    do { return try setting.current(file?.sections ?? [:]) } catch {
      let variable = setting.environment.first { ProcessEnvironment[$0] != nil }
      let place = setting.places.lazy.compactMap { file?.location($0.section, $0.key) }.first
      throw Diagnostic(
        .usage, "Invalid value for the setting \(setting.name): \(error.message)",
        at: variable == nil ? place : nil, hint: error.hint ?? variable.map { "it is set by \($0)" }
      )
    }
  }

  /// The word of `config dump` for who has set a value.
  func name(of origin: ConfigSetting.Origin) -> String {
    switch origin {
    case .standard: "default"
    case .environment(let name): "env: \(name)"
    case .file: file?.path ?? ""
    }
  }

  func text(_ key: ConfigurationKey) -> String? {
    for name in key.environment {
      if let value = ProcessEnvironment[name], !value.isEmpty { return value }
    }
    guard let file else { return nil }
    if let value = file.value(key.section, key.name) { return value }
    let places = key.environment.lazy.compactMap { Self.otherPlaces[$0] }.first ?? []
    return places.lazy.reversed().compactMap { file.value($0.section, $0.key) }.first
  }

  /// Where else in `ansible.cfg` a setting may stand, by its variable of the environment.
  private static let otherPlaces: [String: [(section: String, key: String)]] = {
    var places: [String: [(section: String, key: String)]] = [:]
    for setting in ConfigSetting.all + PluginOptions.all.flatMap({ $0.options.map(\.setting) })
    where setting.places.count > 1 {
      for name in setting.environment { places[name, default: []] += setting.places }
    }
    return places
  }()

  /// - Throws: `usage` for a value that is no number.
  func number(_ key: ConfigurationKey) throws(Diagnostic) -> Int? {
    guard let text = text(key) else { return nil }
    if let number = Int(text) { return number }
    throw Diagnostic(.usage, "the setting '\(key.name)' must be a number, not '\(text)'")
  }

  /// - Throws: `usage` for a value that is neither true nor false.
  func flag(_ key: ConfigurationKey) throws(Diagnostic) -> Bool? {
    guard let text = text(key) else { return nil }
    if let flag = KeywordType.bool.converted(.string(text))?.bool { return flag }
    throw Diagnostic(.usage, "the setting '\(key.name)' must be true or false, not '\(text)'")
  }

  /// A flag that was typed, or else what the setting says.
  func flag(_ typed: Bool, or key: ConfigurationKey) throws(Diagnostic) -> Bool {
    if typed { return true }
    return try flag(key) ?? false
  }

  /// A number that was typed, or else what the setting says.
  func number(_ typed: Int?, or key: ConfigurationKey) throws(Diagnostic) -> Int? {
    if let typed { return typed }
    return try number(key)
  }

  /// The parts of a list. Paths of `ansible.cfg` are relative to its folder, those of the
  /// environment to the working folder.
  func paths(_ key: ConfigurationKey, separator: Character) -> [String]? {
    guard let text = text(key) else { return nil }
    let isFromFile = !key.environment.contains { ProcessEnvironment[$0]?.isEmpty == false }
    let folder = isFromFile ? file.map { Path.folder($0.path) } ?? "" : ""
    return text.split(separator: separator).map { part in
      let path = Path.expandingHome(part.trimmingBlanks)
      return Path.join(folder, path)
    }.filter { !$0.isEmpty }
  }

  func list(_ key: ConfigurationKey) -> [String] {
    (text(key) ?? "").split(separator: ",").map(\.trimmingBlanks).filter { !$0.isEmpty }
  }

  /// Whether Ansible's colours are refused; `NO_COLOR` counts whatever its value is.
  var refusesColor: Bool {
    get throws(Diagnostic) {
      if ProcessEnvironment["NO_COLOR"]?.isEmpty == false { return true }
      return try flag(.noColor) ?? false
    }
  }
}

extension StringProtocol {
  /// The text without blanks and line ends around it.
  var trimmingBlanks: String {
    let start = drop(while: \.isWhitespace)
    return String(start.dropLast(start.reversed().prefix(while: \.isWhitespace).count))
  }
}
