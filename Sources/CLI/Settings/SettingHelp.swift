import Core
import Engine

/// Settings of Ansible that Bosun heeds, with a line about each. All others are accepted and have no effect.
enum SettingHelp {
  static let lines = SummaryTable.read(text)

  /// Whether the setting has an effect.
  static func isHeeded(_ setting: ConfigSetting) -> Bool {
    lines[setting.name] != nil
      || ConfigurationKey.all.contains {
        !Set($0.environment).isDisjoint(with: setting.environment)
      }
  }

  private static let text = """
    ANSIBLE_FORCE_COLOR : Colours although the output is no terminal.
    ANSIBLE_HOME : The folder for files of Ansible's.
    ANSIBLE_NOCOLOR : No colours.
    ANY_ERRORS_FATAL : A failure on one host ends plays on all, where they do not say.
    BECOME_PASSWORD_FILE : A file with the password that becoming another user needs, or a program.
    CACHE_PLUGIN : Where facts are kept between runs.
    CACHE_PLUGIN_CONNECTION : The folder of the fact cache.
    CACHE_PLUGIN_PREFIX : What names in the fact cache begin with.
    CALLBACKS_ENABLED : Callbacks beside the one that shows the run, which are only told of.
    CACHE_PLUGIN_TIMEOUT : Seconds after which a kept fact is old.
    COLLECTIONS_PATHS : Folders with collections.
    COLOR_CHANGED : The colour of changes.
    COLOR_DEBUG : The colour of what -vv and more add.
    COLOR_DEPRECATE : The colour of warnings about what is deprecated.
    COLOR_DIFF_ADD : The colour of added lines.
    COLOR_DIFF_LINES : The colour of places in differences.
    COLOR_DIFF_REMOVE : The colour of removed lines.
    COLOR_ERROR : The colour of errors.
    COLOR_INCLUDED : The colour of included files.
    COLOR_OK : The colour of results without a change.
    COLOR_SKIP : The colour of what is skipped.
    COLOR_UNREACHABLE : The colour of hosts that cannot be reached.
    COLOR_VERBOSE : The colour of what -v adds.
    COLOR_WARN : The colour of warnings.
    CONNECTION_PASSWORD_FILE : A file with the connection's password, or a program.
    DEFAULT_ACTION_PLUGIN_PATH : Folders with action plugins, which are only told of.
    DEFAULT_FILTER_PLUGIN_PATH : Folders with filter plugins, which are only told of.
    DEFAULT_TEST_PLUGIN_PATH : Folders with test plugins, which are only told of.
    DEFAULT_LOOKUP_PLUGIN_PATH : Folders with lookup plugins, which are only told of.
    DEFAULT_ASK_PASS : Ask for the connection's password.
    DEFAULT_ASK_VAULT_PASS : Ask for the vault's password.
    DEFAULT_BECOME : Become another user on the host.
    DEFAULT_BECOME_ASK_PASS : Ask for the password that becoming another user needs.
    DEFAULT_BECOME_EXE : The program to become another user with.
    DEFAULT_BECOME_FLAGS : Flags of that program.
    DEFAULT_BECOME_METHOD : How to become another user.
    DEFAULT_BECOME_USER : The user to become.
    DEFAULT_FORCE_HANDLERS : Run handlers even if a task fails.
    DEFAULT_FORKS : How many hosts are worked on at once. Bosun's own default is as many as it can.
    DEFAULT_GATHERING : When plays gather facts that do not say.
    DEFAULT_HASH_BEHAVIOUR : Whether dicts of the same name are merged.
    DEFAULT_HOST_LIST : Inventories.
    DEFAULT_LOG_PATH : A file that takes all that is shown.
    DEFAULT_MANAGED_STR : The text of ansible_managed.
    DEFAULT_MODULE_PATH : Folders with modules of one's own.
    DEFAULT_MODULE_UTILS_PATH : Folders with what Python modules of one's own import.
    DEFAULT_MODULE_ARGS : The arguments of adhoc commands that have none.
    DEFAULT_MODULE_NAME : The module of adhoc commands that name none.
    DEFAULT_NO_LOG : Show no arguments and results, where a play does not say.
    DEFAULT_POLL_INTERVAL : Seconds between two looks at a background task.
    DEFAULT_PRIVATE_KEY_FILE : The key to log in with.
    DEFAULT_REMOTE_PORT : The port of SSH.
    DEFAULT_REMOTE_USER : The user to log in as.
    DEFAULT_ROLES_PATH : Folders with roles.
    DEFAULT_STDOUT_CALLBACK : How a run is shown.
    DEFAULT_STRATEGY : How hosts go through the tasks of plays that do not say.
    DEFAULT_TIMEOUT : Seconds to wait for a connection.
    DEFAULT_TRANSPORT : The kind of connection.
    DEFAULT_UNDEFINED_VAR_BEHAVIOR : Whether a text that names an undefined variable is an error, or stays as it is.
    DEFAULT_VAULT_ENCRYPT_IDENTITY : The vault id to encrypt with.
    DEFAULT_VAULT_IDENTITY : The label of vault passwords without one.
    DEFAULT_VAULT_IDENTITY_LIST : Vault ids that count as given by --vault-id.
    DEFAULT_VAULT_ID_MATCH : Decrypt by the password with the right id only.
    DEFAULT_VAULT_PASSWORD_FILE : A file with the vault's password, or a program.
    DEFAULT_VERBOSITY : As many -v.
    DEPRECATION_WARNINGS : Whether warnings about what is deprecated are shown.
    DIFF_ALWAYS : Show the differences of what changes.
    DIFF_CONTEXT : Lines around a difference.
    DISPLAY_SKIPPED_HOSTS : Whether skipped tasks are shown.
    DUPLICATE_YAML_DICT_KEY : What the same key twice in a map is.
    EDITOR : The program that edits encrypted files.
    ENABLE_TASK_DEBUGGER : Stop for the debugger after failures.
    ERROR_ON_MISSING_HANDLER : Whether a notified handler that is nowhere is an error, or a warning.
    GALAXY_COLLECTION_SKELETON : The folder that collection init copies.
    GALAXY_ROLE_SKELETON : The folder that role init copies.
    HOST_KEY_CHECKING : Whether host keys are checked.
    HOST_PATTERN_MISMATCH : What a pattern that matches no host is.
    INJECT_FACTS_AS_VARS : Whether facts are variables ansible_* too.
    INTERPRETER_PYTHON : The Python of hosts, for modules of one's own.
    INVALID_TASK_ATTRIBUTE_FAILED : Whether an unknown keyword of a task is an error, or a warning.
    INVENTORY_ANY_UNPARSED_IS_FAILED : Whether an inventory that cannot be read is an error. Bosun's own default is true.
    INVENTORY_ENABLED : Which forms of inventories are tried, in order.
    INVENTORY_EXPORT : Show inventories as for an export.
    INVENTORY_IGNORE_EXTS : Endings of files that are no inventories.
    INVENTORY_IGNORE_PATTERNS : Patterns of names of files that are no inventories.
    INVENTORY_UNPARSED_IS_FAILED : Whether it is an error that no inventory could be read.
    INVENTORY_UNPARSED_WARNING : Whether it is a warning that there is no inventory.
    LOCALHOST_WARNING : Warn when there is no host but localhost.
    PAGER : The program that shows long texts.
    PLAYBOOK_DIR : The folder that stands for a playbook's.
    RETRY_FILES_ENABLED : Write a file of the hosts that have failed, for --limit.
    RETRY_FILES_SAVE_PATH : The folder for these files.
    SHOW_CUSTOM_STATS : Whether what `set_stats` has gathered is shown at the end.
    TAGS_RUN : Only tasks with these tags.
    TAGS_SKIP : No tasks with these tags.
    TASK_DEBUGGER_IGNORE_ERRORS : Whether ignored failures do not stop for the debugger.
    TASK_TIMEOUT : Seconds after which a task is ended, where a play does not say.
    TRANSFORM_INVALID_GROUP_CHARS : What is done about names of groups that are no names of variables.
    VAULT_ENCRYPT_SALT : The salt of what is encrypted, for equal texts.
    VERBOSE_TO_STDERR : What -v adds goes to the standard error.
    YAML_FILENAME_EXTENSIONS : Endings of files with YAML.
    """
}
