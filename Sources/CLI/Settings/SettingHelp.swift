import Core
import Engine

/// Settings of Ansible that Bosun heeds, with a line about each. `SettingReasons` has the others.
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
    ACTION_WARNINGS : Whether warnings of modules are shown.
    AGNOSTIC_BECOME_PROMPT : Whether -K asks for the BECOME password whatever the method.
    ALLOW_BROKEN_CONDITIONALS : Whether a condition may be what is neither true nor false.
    ANSIBLE_COW_ACCEPTLIST : The animals that may be taken at random.
    ANSIBLE_COW_PATH : The program cowsay that draws headings.
    ANSIBLE_COW_SELECTION : The animal, or random.
    ANSIBLE_FORCE_COLOR : Colours although the output is no terminal.
    ANSIBLE_HOME : The folder for files of Ansible's.
    ANSIBLE_NOCOLOR : No colours.
    ANSIBLE_NOCOWS : No cowsay, although it is installed.
    ANY_ERRORS_FATAL : A failure on one host ends plays on all, where they do not say.
    BECOME_PASSWORD_FILE : A file with the password that becoming another user needs, or a program.
    BECOME_PLUGIN_PATH : Folders with become plugins, which are only told of.
    BECOME_ALLOW_SAME_USER : Whether one becomes the user who one is.
    CACHE_PLUGIN : Where facts are kept between runs.
    CACHE_PLUGIN_CONNECTION : The folder of the fact cache.
    CACHE_PLUGIN_PREFIX : What names in the fact cache begin with.
    CACHE_PLUGIN_TIMEOUT : Seconds after which a kept fact is old.
    CALLBACKS_ENABLED : Callbacks beside the one that shows the run.
    COLLECTIONS_ON_ANSIBLE_VERSION_MISMATCH : What a collection is that wants another version of Ansible.
    COLLECTIONS_PATHS : Folders with collections.
    COLOR_CHANGED : The colour of changes.
    COLOR_CONSOLE_PROMPT : The colour of the prompt of the console.
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
    DEFAULT_ASK_PASS : Ask for the connection's password.
    DEFAULT_ASK_VAULT_PASS : Ask for the vault's password.
    DEFAULT_BECOME : Become another user on the host.
    DEFAULT_BECOME_ASK_PASS : Ask for the password that becoming another user needs.
    DEFAULT_BECOME_EXE : The program to become another user with.
    DEFAULT_BECOME_FLAGS : Flags of that program.
    DEFAULT_BECOME_METHOD : How to become another user.
    DEFAULT_BECOME_USER : The user to become.
    DEFAULT_CACHE_PLUGIN_PATH : Folders with cache plugins, which are only told of.
    DEFAULT_CALLBACK_PLUGIN_PATH : Folders with callback plugins, which are only told of.
    DEFAULT_CLICONF_PLUGIN_PATH : Folders with cliconf plugins, which are only told of.
    DEFAULT_CONNECTION_PLUGIN_PATH : Folders with connection plugins, which are only told of.
    DEFAULT_DEBUG : Debugging of Python modules of one's own; of the rest -vvvv shows all there is.
    DEFAULT_EXECUTABLE : The shell of the modules shell and raw, and what Python modules are told of it.
    DEFAULT_FILTER_PLUGIN_PATH : Folders with filter plugins, which are only told of.
    DEFAULT_FORCE_HANDLERS : Run handlers even if a task fails.
    DEFAULT_FORKS : How many hosts are worked on at once. Bosun's own default is as many as it can.
    DEFAULT_GATHERING : When plays gather facts that do not say.
    DEFAULT_HASH_BEHAVIOUR : Whether dicts of the same name are merged.
    DEFAULT_HOST_LIST : Inventories.
    DEFAULT_HTTPAPI_PLUGIN_PATH : Folders with httpapi plugins, which are only told of.
    DEFAULT_INVENTORY_PLUGIN_PATH : Folders with inventory plugins, which are only told of.
    DEFAULT_JINJA2_EXTENSIONS : Extensions of templates: do and loopcontrols, which need not be named.
    DEFAULT_KEEP_REMOTE_FILES : Python modules of one's own keep their temporary files.
    DEFAULT_LOAD_CALLBACK_PLUGINS : Whether adhoc and console show results as stdout_callback says.
    DEFAULT_LOG_FILTER : Names of loggers whose records are left out; ours is ansible.
    DEFAULT_LOG_PATH : A file that takes all that is shown.
    DEFAULT_LOOKUP_PLUGIN_PATH : Folders with lookup plugins, which are only told of.
    DEFAULT_MANAGED_STR : The text of ansible_managed.
    DEFAULT_MODULE_ARGS : The arguments of adhoc commands that have none.
    DEFAULT_MODULE_NAME : The module of adhoc commands that name none.
    DEFAULT_MODULE_PATH : Folders with modules of one's own.
    DEFAULT_MODULE_UTILS_PATH : Folders with what Python modules of one's own import.
    DEFAULT_NETCONF_PLUGIN_PATH : Folders with netconf plugins, which are only told of.
    DEFAULT_NO_LOG : Show no arguments and results, where a play does not say.
    DEFAULT_NO_TARGET_SYSLOG : Python modules of one's own leave the host's log alone; others never write to it.
    DEFAULT_NULL_REPRESENTATION : What a template of one variable gives for null.
    DEFAULT_POLL_INTERVAL : Seconds between two looks at a background task.
    DEFAULT_PRIVATE_KEY_FILE : The key to log in with.
    DEFAULT_PRIVATE_ROLE_VARS : Whether variables of roles are theirs alone.
    DEFAULT_REMOTE_PORT : The port of SSH.
    DEFAULT_REMOTE_USER : The user to log in as.
    DEFAULT_ROLES_PATH : Folders with roles.
    DEFAULT_SELINUX_SPECIAL_FS : File systems without contexts, for Python modules of one's own.
    DEFAULT_STDOUT_CALLBACK : How a run is shown.
    DEFAULT_STRATEGY : How hosts go through the tasks of plays that do not say.
    DEFAULT_STRATEGY_PLUGIN_PATH : Folders with strategy plugins, which are only told of.
    DEFAULT_SYSLOG_FACILITY : Where Python modules of one's own log.
    DEFAULT_TERMINAL_PLUGIN_PATH : Folders with terminal plugins, which are only told of.
    DEFAULT_TEST_PLUGIN_PATH : Folders with test plugins, which are only told of.
    DEFAULT_TIMEOUT : Seconds to wait for a connection.
    DEFAULT_TRANSPORT : The kind of connection.
    DEFAULT_UNDEFINED_VAR_BEHAVIOR : Whether a text that names an undefined variable is an error, or stays as it is.
    DEFAULT_VARS_PLUGIN_PATH : Folders with vars plugins, which are only told of.
    DEFAULT_VAULT_ENCRYPT_IDENTITY : The vault id to encrypt with.
    DEFAULT_VAULT_IDENTITY : The label of vault passwords without one.
    DEFAULT_VAULT_IDENTITY_LIST : Vault ids that count as given by --vault-id.
    DEFAULT_VAULT_ID_MATCH : Decrypt by the password with the right id only.
    DEFAULT_VAULT_PASSWORD_FILE : A file with the vault's password, or a program.
    DEFAULT_VERBOSITY : As many -v.
    DEPRECATION_WARNINGS : Whether warnings about what is deprecated are shown.
    DIFF_ALWAYS : Show the differences of what changes.
    DIFF_CONTEXT : Lines around a difference.
    DISPLAY_ARGS_TO_STDOUT : Headings of tasks have their arguments.
    DISPLAY_SKIPPED_HOSTS : Whether skipped tasks are shown.
    DOC_FRAGMENT_PLUGIN_PATH : Folders with doc_fragment plugins, which are only told of.
    DUPLICATE_YAML_DICT_KEY : What the same key twice in a map is.
    EDITOR : The program that edits encrypted files.
    ENABLE_TASK_DEBUGGER : Stop for the debugger after failures.
    ERROR_ON_MISSING_HANDLER : Whether a notified handler that is nowhere is an error, or a warning.
    GALAXY_COLLECTIONS_PATH_WARNING : Warn of a folder for collections that no run looks into.
    GALAXY_COLLECTION_SKELETON : The folder that collection init copies.
    GALAXY_COLLECTION_SKELETON_IGNORE : Regular expressions of files of the skeleton that are left out.
    GALAXY_IGNORE_CERTS : Take downloads from servers whoever they are.
    GALAXY_ROLE_SKELETON : The folder that role init copies.
    GALAXY_ROLE_SKELETON_IGNORE : Regular expressions of files of the skeleton that are left out.
    GALAXY_SERVER_TIMEOUT : Seconds to wait for a server of downloads.
    HOST_KEY_CHECKING : Whether host keys are checked.
    HOST_PATTERN_MISMATCH : What a pattern that matches no host is.
    INJECT_FACTS_AS_VARS : Whether facts are variables ansible_* too.
    INTERPRETER_PYTHON : The Python of hosts, for modules of one's own.
    INTERPRETER_PYTHON_FALLBACK : Names of Pythons that are looked for on hosts, for modules of one's own.
    INVALID_TASK_ATTRIBUTE_FAILED : Whether an unknown keyword of a task is an error, or a warning.
    INVENTORY_ANY_UNPARSED_IS_FAILED : Whether an inventory that cannot be read is an error. Bosun's own default is true.
    INVENTORY_ENABLED : Which forms of inventories are tried, in order.
    INVENTORY_EXPORT : Show inventories as for an export.
    INVENTORY_IGNORE_EXTS : Endings of files that are no inventories.
    INVENTORY_IGNORE_PATTERNS : Patterns of names of files that are no inventories.
    INVENTORY_UNPARSED_IS_FAILED : Whether it is an error that no inventory could be read.
    INVENTORY_UNPARSED_WARNING : Whether it is a warning that there is no inventory.
    LOCALHOST_WARNING : Warn when there is no host but localhost.
    LOG_VERBOSITY : As many -v for the log.
    MAX_FILE_SIZE_FOR_DIFF : Bytes beyond which a file is not shown as a difference; 0 for no limit.
    MODULE_IGNORE_EXTS : Endings of files in library that are no modules.
    PAGER : The program that shows long texts.
    PARAMIKO_HOST_KEY_AUTO_ADD : Connections of the kind paramiko take keys of hosts that they do not know.
    PARAMIKO_LOOK_FOR_KEYS : Connections of the kind paramiko try the usual key files.
    PLAYBOOK_DIR : The folder that stands for a playbook's.
    PLAYBOOK_VARS_ROOT : Of which folders of a task group_vars and host_vars are read.
    PLUGIN_FILTERS_CFG : A file with modules that are refused.
    PYTHON_MODULE_RLIMIT_NOFILE : How many files Python modules of one's own may open.
    RETRY_FILES_ENABLED : Write a file of the hosts that have failed, for --limit.
    RETRY_FILES_SAVE_PATH : The folder for these files.
    SHOW_CUSTOM_STATS : Whether what `set_stats` has gathered is shown at the end.
    TAGS_RUN : Only tasks with these tags.
    TAGS_SKIP : No tasks with these tags.
    TARGET_LOG_INFO : What Python modules of one's own write into the host's log.
    TASK_DEBUGGER_IGNORE_ERRORS : Whether ignored failures do not stop for the debugger.
    TASK_TIMEOUT : Seconds after which a task is ended, where a play does not say.
    TRANSFORM_INVALID_GROUP_CHARS : What is done about names of groups that are no names of variables.
    VARIABLE_PLUGINS_ENABLED : Whether host_group_vars is on; no other vars plugins are here.
    VAULT_ENCRYPT_SALT : The salt of what is encrypted, for equal texts.
    VERBOSE_TO_STDERR : What -v adds goes to the standard error.
    YAML_FILENAME_EXTENSIONS : Endings of files with YAML.
    """
}
