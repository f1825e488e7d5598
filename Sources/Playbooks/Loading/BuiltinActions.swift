/// Actions that the playbook language itself gives a meaning, and the forms of arguments that
/// ansible-core's `constants.py` and `parsing/mod_args.py` grant to some modules.
enum BuiltinActions {
  /// `copy` for `ansible.builtin.copy` and `ansible.legacy.copy`; other names as they are.
  static func short(_ name: String) -> String {
    for prefix in ["ansible.builtin.", "ansible.legacy."] where name.hasPrefix(prefix) {
      return String(name.dropFirst(prefix.count))
    }
    return name
  }

  /// Modules whose line is a command, in which `key=value` is mostly text.
  static let commands: Set<String> = [
    "command", "raw", "script", "shell", "win_command", "win_shell",
    "ansible.windows.win_command", "ansible.windows.win_shell",
  ]

  /// Commands that also take their line as `cmd`.
  static let takesCmd: Set<String> = ["command", "shell", "script"]

  /// Everything else that takes words besides `key=value`.
  static let takesWords: Set<String> = [
    "include_vars", "include_tasks", "include_role", "import_tasks", "import_role", "add_host",
    "group_by", "set_fact", "meta",
  ]

  /// The actions that this layer carries out; they need no module.
  static let includes: Set<String> = [
    "include_tasks", "import_tasks", "include_role", "import_role",
  ]

  /// The words that `meta` knows.
  static let metaWords = [
    "clear_facts", "clear_host_errors", "end_batch", "end_host", "end_play", "end_role",
    "flush_handlers", "noop", "refresh_inventory", "reset_connection",
  ]

  /// Keywords that a dynamic include may have; others belong under `apply`.
  static let includeKeywords: Set<Keyword> = [
    .action, .args, .collections, .debugger, .ignoreErrors, .loop, .loopControl, .name, .noLog,
    .register, .runOnce, .tags, .timeout, .vars, .when, .listen,
  ]
}
