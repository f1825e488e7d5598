/// The settings of ansible-core 2.18 (`ansible-config list`): name, type with its choices, variables of the environment,
/// places in `ansible.cfg`, and the default as JSON.
enum ConfigSettings {
  static let table = #"""
    ACTION_WARNINGS bool ANSIBLE_ACTION_WARNINGS defaults/action_warnings true
    AGNOSTIC_BECOME_PROMPT bool ANSIBLE_AGNOSTIC_BECOME_PROMPT privilege_escalation/agnostic_become_prompt true
    ALLOW_BROKEN_CONDITIONALS bool ANSIBLE_ALLOW_BROKEN_CONDITIONALS defaults/allow_broken_conditionals true
    ANSIBLE_CONNECTION_PATH path ANSIBLE_CONNECTION_PATH persistent_connection/ansible_connection_path null
    ANSIBLE_COW_ACCEPTLIST list ANSIBLE_COW_ACCEPTLIST defaults/cowsay_enabled_stencils ["bud-frogs", "bunny", "cheese", "daemon", "default", "dragon", "elephant-in-snake", "elephant", "eyes", "hellokitty", "kitty", "luke-koala", "meow", "milk", "moofasa", "moose", "ren", "sheep", "small", "stegosaurus", "stimpy", "supermilker", "three-eyes", "turkey", "turtle", "tux", "udder", "vader-koala", "vader", "www"]
    ANSIBLE_COW_PATH string ANSIBLE_COW_PATH defaults/cowpath null
    ANSIBLE_COW_SELECTION string ANSIBLE_COW_SELECTION defaults/cow_selection "default"
    ANSIBLE_FORCE_COLOR bool ANSIBLE_FORCE_COLOR defaults/force_color false
    ANSIBLE_HOME path ANSIBLE_HOME defaults/home "~/.ansible"
    ANSIBLE_NOCOLOR bool ANSIBLE_NOCOLOR,NO_COLOR defaults/nocolor false
    ANSIBLE_NOCOWS bool ANSIBLE_NOCOWS defaults/nocows false
    ANSIBLE_PIPELINING bool ANSIBLE_PIPELINING defaults/pipelining,connection/pipelining false
    ANY_ERRORS_FATAL bool ANSIBLE_ANY_ERRORS_FATAL defaults/any_errors_fatal false
    BECOME_ALLOW_SAME_USER bool ANSIBLE_BECOME_ALLOW_SAME_USER privilege_escalation/become_allow_same_user false
    BECOME_PASSWORD_FILE path ANSIBLE_BECOME_PASSWORD_FILE defaults/become_password_file null
    BECOME_PLUGIN_PATH pathspec ANSIBLE_BECOME_PLUGINS defaults/become_plugins "~/.ansible/plugins/become:/usr/share/ansible/plugins/become"
    CACHE_PLUGIN string ANSIBLE_CACHE_PLUGIN defaults/fact_caching "memory"
    CACHE_PLUGIN_CONNECTION string ANSIBLE_CACHE_PLUGIN_CONNECTION defaults/fact_caching_connection null
    CACHE_PLUGIN_PREFIX string ANSIBLE_CACHE_PLUGIN_PREFIX defaults/fact_caching_prefix "ansible_facts"
    CACHE_PLUGIN_TIMEOUT int ANSIBLE_CACHE_PLUGIN_TIMEOUT defaults/fact_caching_timeout 86400
    CALLBACKS_ENABLED list ANSIBLE_CALLBACKS_ENABLED defaults/callbacks_enabled []
    COLLECTIONS_ON_ANSIBLE_VERSION_MISMATCH string=error|warning|ignore ANSIBLE_COLLECTIONS_ON_ANSIBLE_VERSION_MISMATCH defaults/collections_on_ansible_version_mismatch "warning"
    COLLECTIONS_PATHS pathspec ANSIBLE_COLLECTIONS_PATHS,ANSIBLE_COLLECTIONS_PATH defaults/collections_paths,defaults/collections_path "~/.ansible/collections:/usr/share/ansible/collections"
    COLLECTIONS_SCAN_SYS_PATH bool ANSIBLE_COLLECTIONS_SCAN_SYS_PATH defaults/collections_scan_sys_path true
    COLOR_CHANGED string ANSIBLE_COLOR_CHANGED colors/changed "yellow"
    COLOR_CONSOLE_PROMPT string ANSIBLE_COLOR_CONSOLE_PROMPT colors/console_prompt "white"
    COLOR_DEBUG string ANSIBLE_COLOR_DEBUG colors/debug "dark gray"
    COLOR_DEPRECATE string ANSIBLE_COLOR_DEPRECATE colors/deprecate "purple"
    COLOR_DIFF_ADD string ANSIBLE_COLOR_DIFF_ADD colors/diff_add "green"
    COLOR_DIFF_LINES string ANSIBLE_COLOR_DIFF_LINES colors/diff_lines "cyan"
    COLOR_DIFF_REMOVE string ANSIBLE_COLOR_DIFF_REMOVE colors/diff_remove "red"
    COLOR_DOC_CONSTANT string ANSIBLE_COLOR_DOC_CONSTANT colors/doc_constant "dark gray"
    COLOR_DOC_DEPRECATED string ANSIBLE_COLOR_DOC_DEPRECATED colors/doc_deprecated "magenta"
    COLOR_DOC_LINK string ANSIBLE_COLOR_DOC_LINK colors/doc_link "cyan"
    COLOR_DOC_MODULE string ANSIBLE_COLOR_DOC_MODULE colors/doc_module "yellow"
    COLOR_DOC_PLUGIN string ANSIBLE_COLOR_DOC_PLUGIN colors/doc_plugin "yellow"
    COLOR_DOC_REFERENCE string ANSIBLE_COLOR_DOC_REFERENCE colors/doc_reference "magenta"
    COLOR_ERROR string ANSIBLE_COLOR_ERROR colors/error "red"
    COLOR_HIGHLIGHT string ANSIBLE_COLOR_HIGHLIGHT colors/highlight "white"
    COLOR_INCLUDED string ANSIBLE_COLOR_INCLUDED colors/included "cyan"
    COLOR_OK string ANSIBLE_COLOR_OK colors/ok "green"
    COLOR_SKIP string ANSIBLE_COLOR_SKIP colors/skip "cyan"
    COLOR_UNREACHABLE string ANSIBLE_COLOR_UNREACHABLE colors/unreachable "bright red"
    COLOR_VERBOSE string ANSIBLE_COLOR_VERBOSE colors/verbose "blue"
    COLOR_WARN string ANSIBLE_COLOR_WARN colors/warn "bright purple"
    CONNECTION_PASSWORD_FILE path ANSIBLE_CONNECTION_PASSWORD_FILE defaults/connection_password_file null
    COVERAGE_REMOTE_OUTPUT string _ANSIBLE_COVERAGE_REMOTE_OUTPUT - null
    COVERAGE_REMOTE_PATHS string _ANSIBLE_COVERAGE_REMOTE_PATH_FILTER - "*"
    DEFAULT_ACTION_PLUGIN_PATH pathspec ANSIBLE_ACTION_PLUGINS defaults/action_plugins "~/.ansible/plugins/action:/usr/share/ansible/plugins/action"
    DEFAULT_ALLOW_UNSAFE_LOOKUPS bool - defaults/allow_unsafe_lookups false
    DEFAULT_ASK_PASS bool ANSIBLE_ASK_PASS defaults/ask_pass false
    DEFAULT_ASK_VAULT_PASS bool ANSIBLE_ASK_VAULT_PASS defaults/ask_vault_pass false
    DEFAULT_BECOME bool ANSIBLE_BECOME privilege_escalation/become false
    DEFAULT_BECOME_ASK_PASS bool ANSIBLE_BECOME_ASK_PASS privilege_escalation/become_ask_pass false
    DEFAULT_BECOME_EXE string ANSIBLE_BECOME_EXE privilege_escalation/become_exe null
    DEFAULT_BECOME_FLAGS string ANSIBLE_BECOME_FLAGS privilege_escalation/become_flags ""
    DEFAULT_BECOME_METHOD string ANSIBLE_BECOME_METHOD privilege_escalation/become_method "sudo"
    DEFAULT_BECOME_USER string ANSIBLE_BECOME_USER privilege_escalation/become_user "root"
    DEFAULT_CACHE_PLUGIN_PATH pathspec ANSIBLE_CACHE_PLUGINS defaults/cache_plugins "~/.ansible/plugins/cache:/usr/share/ansible/plugins/cache"
    DEFAULT_CALLBACK_PLUGIN_PATH pathspec ANSIBLE_CALLBACK_PLUGINS defaults/callback_plugins "~/.ansible/plugins/callback:/usr/share/ansible/plugins/callback"
    DEFAULT_CLICONF_PLUGIN_PATH pathspec ANSIBLE_CLICONF_PLUGINS defaults/cliconf_plugins "~/.ansible/plugins/cliconf:/usr/share/ansible/plugins/cliconf"
    DEFAULT_CONNECTION_PLUGIN_PATH pathspec ANSIBLE_CONNECTION_PLUGINS defaults/connection_plugins "~/.ansible/plugins/connection:/usr/share/ansible/plugins/connection"
    DEFAULT_DEBUG bool ANSIBLE_DEBUG defaults/debug false
    DEFAULT_EXECUTABLE string ANSIBLE_EXECUTABLE defaults/executable "/bin/sh"
    DEFAULT_FILTER_PLUGIN_PATH pathspec ANSIBLE_FILTER_PLUGINS defaults/filter_plugins "~/.ansible/plugins/filter:/usr/share/ansible/plugins/filter"
    DEFAULT_FORCE_HANDLERS bool ANSIBLE_FORCE_HANDLERS defaults/force_handlers false
    DEFAULT_FORKS int ANSIBLE_FORKS defaults/forks 5
    DEFAULT_GATHERING string=implicit|explicit|smart ANSIBLE_GATHERING defaults/gathering "implicit"
    DEFAULT_HASH_BEHAVIOUR string=replace|merge ANSIBLE_HASH_BEHAVIOUR defaults/hash_behaviour "replace"
    DEFAULT_HOST_LIST pathlist ANSIBLE_INVENTORY defaults/inventory "/etc/ansible/hosts"
    DEFAULT_HTTPAPI_PLUGIN_PATH pathspec ANSIBLE_HTTPAPI_PLUGINS defaults/httpapi_plugins "~/.ansible/plugins/httpapi:/usr/share/ansible/plugins/httpapi"
    DEFAULT_INTERNAL_POLL_INTERVAL float - defaults/internal_poll_interval 0.001
    DEFAULT_INVENTORY_PLUGIN_PATH pathspec ANSIBLE_INVENTORY_PLUGINS defaults/inventory_plugins "~/.ansible/plugins/inventory:/usr/share/ansible/plugins/inventory"
    DEFAULT_JINJA2_EXTENSIONS string ANSIBLE_JINJA2_EXTENSIONS defaults/jinja2_extensions []
    DEFAULT_JINJA2_NATIVE bool ANSIBLE_JINJA2_NATIVE defaults/jinja2_native false
    DEFAULT_KEEP_REMOTE_FILES bool ANSIBLE_KEEP_REMOTE_FILES defaults/keep_remote_files false
    DEFAULT_LIBVIRT_LXC_NOSECLABEL bool ANSIBLE_LIBVIRT_LXC_NOSECLABEL selinux/libvirt_lxc_noseclabel false
    DEFAULT_LOAD_CALLBACK_PLUGINS bool ANSIBLE_LOAD_CALLBACK_PLUGINS defaults/bin_ansible_callbacks false
    DEFAULT_LOCAL_TMP path ANSIBLE_LOCAL_TEMP defaults/local_tmp "~/.ansible/tmp"
    DEFAULT_LOG_FILTER list ANSIBLE_LOG_FILTER defaults/log_filter []
    DEFAULT_LOG_PATH path ANSIBLE_LOG_PATH defaults/log_path null
    DEFAULT_LOOKUP_PLUGIN_PATH pathspec ANSIBLE_LOOKUP_PLUGINS defaults/lookup_plugins "~/.ansible/plugins/lookup:/usr/share/ansible/plugins/lookup"
    DEFAULT_MANAGED_STR string - defaults/ansible_managed "Ansible managed"
    DEFAULT_MODULE_ARGS string ANSIBLE_MODULE_ARGS defaults/module_args null
    DEFAULT_MODULE_COMPRESSION string - defaults/module_compression "ZIP_DEFLATED"
    DEFAULT_MODULE_NAME string - defaults/module_name "command"
    DEFAULT_MODULE_PATH pathspec ANSIBLE_LIBRARY defaults/library "~/.ansible/plugins/modules:/usr/share/ansible/plugins/modules"
    DEFAULT_MODULE_UTILS_PATH pathspec ANSIBLE_MODULE_UTILS defaults/module_utils "~/.ansible/plugins/module_utils:/usr/share/ansible/plugins/module_utils"
    DEFAULT_NETCONF_PLUGIN_PATH pathspec ANSIBLE_NETCONF_PLUGINS defaults/netconf_plugins "~/.ansible/plugins/netconf:/usr/share/ansible/plugins/netconf"
    DEFAULT_NO_LOG bool ANSIBLE_NO_LOG defaults/no_log false
    DEFAULT_NO_TARGET_SYSLOG bool ANSIBLE_NO_TARGET_SYSLOG defaults/no_target_syslog false
    DEFAULT_NULL_REPRESENTATION string ANSIBLE_NULL_REPRESENTATION defaults/null_representation null
    DEFAULT_POLL_INTERVAL int ANSIBLE_POLL_INTERVAL defaults/poll_interval 15
    DEFAULT_PRIVATE_KEY_FILE path ANSIBLE_PRIVATE_KEY_FILE defaults/private_key_file null
    DEFAULT_PRIVATE_ROLE_VARS bool ANSIBLE_PRIVATE_ROLE_VARS defaults/private_role_vars false
    DEFAULT_REMOTE_PORT int ANSIBLE_REMOTE_PORT defaults/remote_port null
    DEFAULT_REMOTE_USER string ANSIBLE_REMOTE_USER defaults/remote_user null
    DEFAULT_ROLES_PATH pathspec ANSIBLE_ROLES_PATH defaults/roles_path "~/.ansible/roles:/usr/share/ansible/roles:/etc/ansible/roles"
    DEFAULT_SELINUX_SPECIAL_FS list ANSIBLE_SELINUX_SPECIAL_FS selinux/special_context_filesystems "fuse, nfs, vboxsf, ramfs, 9p, vfat"
    DEFAULT_STDOUT_CALLBACK string ANSIBLE_STDOUT_CALLBACK defaults/stdout_callback "default"
    DEFAULT_STRATEGY string ANSIBLE_STRATEGY defaults/strategy "linear"
    DEFAULT_STRATEGY_PLUGIN_PATH pathspec ANSIBLE_STRATEGY_PLUGINS defaults/strategy_plugins "~/.ansible/plugins/strategy:/usr/share/ansible/plugins/strategy"
    DEFAULT_SU bool ANSIBLE_SU defaults/su false
    DEFAULT_SYSLOG_FACILITY string ANSIBLE_SYSLOG_FACILITY defaults/syslog_facility "LOG_USER"
    DEFAULT_TERMINAL_PLUGIN_PATH pathspec ANSIBLE_TERMINAL_PLUGINS defaults/terminal_plugins "~/.ansible/plugins/terminal:/usr/share/ansible/plugins/terminal"
    DEFAULT_TEST_PLUGIN_PATH pathspec ANSIBLE_TEST_PLUGINS defaults/test_plugins "~/.ansible/plugins/test:/usr/share/ansible/plugins/test"
    DEFAULT_TIMEOUT int ANSIBLE_TIMEOUT defaults/timeout 10
    DEFAULT_TRANSPORT string ANSIBLE_TRANSPORT defaults/transport "ssh"
    DEFAULT_UNDEFINED_VAR_BEHAVIOR bool ANSIBLE_ERROR_ON_UNDEFINED_VARS defaults/error_on_undefined_vars true
    DEFAULT_VARS_PLUGIN_PATH pathspec ANSIBLE_VARS_PLUGINS defaults/vars_plugins "~/.ansible/plugins/vars:/usr/share/ansible/plugins/vars"
    DEFAULT_VAULT_ENCRYPT_IDENTITY string ANSIBLE_VAULT_ENCRYPT_IDENTITY defaults/vault_encrypt_identity null
    DEFAULT_VAULT_IDENTITY string ANSIBLE_VAULT_IDENTITY defaults/vault_identity "default"
    DEFAULT_VAULT_IDENTITY_LIST list ANSIBLE_VAULT_IDENTITY_LIST defaults/vault_identity_list []
    DEFAULT_VAULT_ID_MATCH string ANSIBLE_VAULT_ID_MATCH defaults/vault_id_match false
    DEFAULT_VAULT_PASSWORD_FILE path ANSIBLE_VAULT_PASSWORD_FILE defaults/vault_password_file null
    DEFAULT_VERBOSITY int ANSIBLE_VERBOSITY defaults/verbosity 0
    DEPRECATION_WARNINGS bool ANSIBLE_DEPRECATION_WARNINGS defaults/deprecation_warnings true
    DEVEL_WARNING bool ANSIBLE_DEVEL_WARNING defaults/devel_warning true
    DIFF_ALWAYS bool ANSIBLE_DIFF_ALWAYS diff/always false
    DIFF_CONTEXT int ANSIBLE_DIFF_CONTEXT diff/context 3
    DISPLAY_ARGS_TO_STDOUT bool ANSIBLE_DISPLAY_ARGS_TO_STDOUT defaults/display_args_to_stdout false
    DISPLAY_SKIPPED_HOSTS bool ANSIBLE_DISPLAY_SKIPPED_HOSTS defaults/display_skipped_hosts true
    DOCSITE_ROOT_URL string - defaults/docsite_root_url "https://docs.ansible.com/ansible-core/"
    DOC_FRAGMENT_PLUGIN_PATH pathspec ANSIBLE_DOC_FRAGMENT_PLUGINS defaults/doc_fragment_plugins "~/.ansible/plugins/doc_fragments:/usr/share/ansible/plugins/doc_fragments"
    DUPLICATE_YAML_DICT_KEY string=error|warn|ignore ANSIBLE_DUPLICATE_YAML_DICT_KEY defaults/duplicate_dict_key "warn"
    EDITOR string ANSIBLE_EDITOR,EDITOR defaults/editor "vi"
    ENABLE_TASK_DEBUGGER bool ANSIBLE_ENABLE_TASK_DEBUGGER defaults/enable_task_debugger false
    ERROR_ON_MISSING_HANDLER bool ANSIBLE_ERROR_ON_MISSING_HANDLER defaults/error_on_missing_handler true
    FACTS_MODULES list ANSIBLE_FACTS_MODULES defaults/facts_modules ["smart"]
    GALAXY_CACHE_DIR path ANSIBLE_GALAXY_CACHE_DIR galaxy/cache_dir "~/.ansible/galaxy_cache"
    GALAXY_COLLECTIONS_PATH_WARNING bool ANSIBLE_GALAXY_COLLECTIONS_PATH_WARNING galaxy/collections_path_warning true
    GALAXY_COLLECTION_IMPORT_POLL_FACTOR float ANSIBLE_GALAXY_COLLECTION_IMPORT_POLL_FACTOR - 1.5
    GALAXY_COLLECTION_IMPORT_POLL_INTERVAL float ANSIBLE_GALAXY_COLLECTION_IMPORT_POLL_INTERVAL - 2.0
    GALAXY_COLLECTION_SKELETON path ANSIBLE_GALAXY_COLLECTION_SKELETON galaxy/collection_skeleton null
    GALAXY_COLLECTION_SKELETON_IGNORE list ANSIBLE_GALAXY_COLLECTION_SKELETON_IGNORE galaxy/collection_skeleton_ignore ["^.git$", "^.*/.git_keep$"]
    GALAXY_DISABLE_GPG_VERIFY bool ANSIBLE_GALAXY_DISABLE_GPG_VERIFY galaxy/disable_gpg_verify false
    GALAXY_DISPLAY_PROGRESS bool ANSIBLE_GALAXY_DISPLAY_PROGRESS galaxy/display_progress null
    GALAXY_GPG_KEYRING path ANSIBLE_GALAXY_GPG_KEYRING galaxy/gpg_keyring null
    GALAXY_IGNORE_CERTS bool ANSIBLE_GALAXY_IGNORE galaxy/ignore_certs null
    GALAXY_IGNORE_INVALID_SIGNATURE_STATUS_CODES list ANSIBLE_GALAXY_IGNORE_SIGNATURE_STATUS_CODES galaxy/ignore_signature_status_codes null
    GALAXY_REQUIRED_VALID_SIGNATURE_COUNT string ANSIBLE_GALAXY_REQUIRED_VALID_SIGNATURE_COUNT galaxy/required_valid_signature_count 1
    GALAXY_ROLE_SKELETON path ANSIBLE_GALAXY_ROLE_SKELETON galaxy/role_skeleton null
    GALAXY_ROLE_SKELETON_IGNORE list ANSIBLE_GALAXY_ROLE_SKELETON_IGNORE galaxy/role_skeleton_ignore ["^.git$", "^.*/.git_keep$"]
    GALAXY_SERVER string ANSIBLE_GALAXY_SERVER galaxy/server "https://galaxy.ansible.com"
    GALAXY_SERVER_LIST list ANSIBLE_GALAXY_SERVER_LIST galaxy/server_list null
    GALAXY_SERVER_TIMEOUT int ANSIBLE_GALAXY_SERVER_TIMEOUT galaxy/server_timeout 60
    GALAXY_TOKEN_PATH path ANSIBLE_GALAXY_TOKEN_PATH galaxy/token_path "~/.ansible/galaxy_token"
    HOST_KEY_CHECKING bool ANSIBLE_HOST_KEY_CHECKING defaults/host_key_checking true
    HOST_PATTERN_MISMATCH string=warning|error|ignore ANSIBLE_HOST_PATTERN_MISMATCH inventory/host_pattern_mismatch "warning"
    INJECT_FACTS_AS_VARS bool ANSIBLE_INJECT_FACT_VARS defaults/inject_facts_as_vars true
    INTERPRETER_PYTHON string ANSIBLE_PYTHON_INTERPRETER defaults/interpreter_python "auto"
    INTERPRETER_PYTHON_FALLBACK list - - ["python3.13", "python3.12", "python3.11", "python3.10", "python3.9", "python3.8", "/usr/bin/python3", "python3"]
    INVALID_TASK_ATTRIBUTE_FAILED bool ANSIBLE_INVALID_TASK_ATTRIBUTE_FAILED defaults/invalid_task_attribute_failed true
    INVENTORY_ANY_UNPARSED_IS_FAILED bool ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED inventory/any_unparsed_is_failed false
    INVENTORY_CACHE_ENABLED bool ANSIBLE_INVENTORY_CACHE inventory/cache false
    INVENTORY_CACHE_PLUGIN string ANSIBLE_INVENTORY_CACHE_PLUGIN inventory/cache_plugin null
    INVENTORY_CACHE_PLUGIN_CONNECTION string ANSIBLE_INVENTORY_CACHE_CONNECTION inventory/cache_connection null
    INVENTORY_CACHE_PLUGIN_PREFIX string ANSIBLE_INVENTORY_CACHE_PLUGIN_PREFIX inventory/cache_prefix "ansible_inventory_"
    INVENTORY_CACHE_TIMEOUT string ANSIBLE_INVENTORY_CACHE_TIMEOUT inventory/cache_timeout 3600
    INVENTORY_ENABLED list ANSIBLE_INVENTORY_ENABLED inventory/enable_plugins ["host_list", "script", "auto", "yaml", "ini", "toml"]
    INVENTORY_EXPORT bool ANSIBLE_INVENTORY_EXPORT inventory/export false
    INVENTORY_IGNORE_EXTS list ANSIBLE_INVENTORY_IGNORE defaults/inventory_ignore_extensions,inventory/ignore_extensions [".pyc", ".pyo", ".swp", ".bak", "~", ".rpm", ".md", ".txt", ".rst", ".orig", ".ini", ".cfg", ".retry"]
    INVENTORY_IGNORE_PATTERNS list ANSIBLE_INVENTORY_IGNORE_REGEX defaults/inventory_ignore_patterns,inventory/ignore_patterns []
    INVENTORY_UNPARSED_IS_FAILED bool ANSIBLE_INVENTORY_UNPARSED_FAILED inventory/unparsed_is_failed false
    INVENTORY_UNPARSED_WARNING bool ANSIBLE_INVENTORY_UNPARSED_WARNING inventory/inventory_unparsed_warning true
    LOCALHOST_WARNING bool ANSIBLE_LOCALHOST_WARNING defaults/localhost_warning true
    LOG_VERBOSITY int ANSIBLE_LOG_VERBOSITY defaults/log_verbosity null
    MAX_FILE_SIZE_FOR_DIFF int ANSIBLE_MAX_DIFF_SIZE defaults/max_diff_size 104448
    MODULE_IGNORE_EXTS list ANSIBLE_MODULE_IGNORE_EXTS defaults/module_ignore_exts [".pyc", ".pyo", ".swp", ".bak", "~", ".rpm", ".md", ".txt", ".rst", ".yaml", ".yml", ".ini"]
    MODULE_STRICT_UTF8_RESPONSE bool ANSIBLE_MODULE_STRICT_UTF8_RESPONSE defaults/module_strict_utf8_response true
    NETCONF_SSH_CONFIG string ANSIBLE_NETCONF_SSH_CONFIG netconf_connection/ssh_config null
    NETWORK_GROUP_MODULES list ANSIBLE_NETWORK_GROUP_MODULES defaults/network_group_modules ["eos", "nxos", "ios", "iosxr", "junos", "enos", "ce", "vyos", "sros", "dellos9", "dellos10", "dellos6", "asa", "aruba", "aireos", "bigip", "ironware", "onyx", "netconf", "exos", "voss", "slxos"]
    OLD_PLUGIN_CACHE_CLEARING bool ANSIBLE_OLD_PLUGIN_CACHE_CLEAR defaults/old_plugin_cache_clear false
    PAGER string ANSIBLE_PAGER,PAGER defaults/pager "less"
    PARAMIKO_HOST_KEY_AUTO_ADD bool ANSIBLE_PARAMIKO_HOST_KEY_AUTO_ADD paramiko_connection/host_key_auto_add false
    PARAMIKO_LOOK_FOR_KEYS bool ANSIBLE_PARAMIKO_LOOK_FOR_KEYS paramiko_connection/look_for_keys true
    PERSISTENT_COMMAND_TIMEOUT int ANSIBLE_PERSISTENT_COMMAND_TIMEOUT persistent_connection/command_timeout 30
    PERSISTENT_CONNECT_RETRY_TIMEOUT int ANSIBLE_PERSISTENT_CONNECT_RETRY_TIMEOUT persistent_connection/connect_retry_timeout 15
    PERSISTENT_CONNECT_TIMEOUT int ANSIBLE_PERSISTENT_CONNECT_TIMEOUT persistent_connection/connect_timeout 30
    PERSISTENT_CONTROL_PATH_DIR path ANSIBLE_PERSISTENT_CONTROL_PATH_DIR persistent_connection/control_path_dir "~/.ansible/pc"
    PLAYBOOK_DIR path ANSIBLE_PLAYBOOK_DIR defaults/playbook_dir null
    PLAYBOOK_VARS_ROOT string=top|bottom|all ANSIBLE_PLAYBOOK_VARS_ROOT defaults/playbook_vars_root "top"
    PLUGIN_FILTERS_CFG path - defaults/plugin_filters_cfg null
    PYTHON_MODULE_RLIMIT_NOFILE string ANSIBLE_PYTHON_MODULE_RLIMIT_NOFILE defaults/python_module_rlimit_nofile 0
    RETRY_FILES_ENABLED bool ANSIBLE_RETRY_FILES_ENABLED defaults/retry_files_enabled false
    RETRY_FILES_SAVE_PATH path ANSIBLE_RETRY_FILES_SAVE_PATH defaults/retry_files_save_path null
    RUN_VARS_PLUGINS string=demand|start ANSIBLE_RUN_VARS_PLUGINS defaults/run_vars_plugins "demand"
    SHOW_CUSTOM_STATS bool ANSIBLE_SHOW_CUSTOM_STATS defaults/show_custom_stats false
    STRING_CONVERSION_ACTION string ANSIBLE_STRING_CONVERSION_ACTION defaults/string_conversion_action "warn"
    STRING_TYPE_FILTERS list ANSIBLE_STRING_TYPE_FILTERS jinja2/dont_type_filters ["string", "to_json", "to_nice_json", "to_yaml", "to_nice_yaml", "ppretty", "json"]
    SYSTEM_WARNINGS bool ANSIBLE_SYSTEM_WARNINGS defaults/system_warnings true
    TAGS_RUN list ANSIBLE_RUN_TAGS tags/run []
    TAGS_SKIP list ANSIBLE_SKIP_TAGS tags/skip []
    TARGET_LOG_INFO string ANSIBLE_TARGET_LOG_INFO defaults/target_log_info null
    TASK_DEBUGGER_IGNORE_ERRORS bool ANSIBLE_TASK_DEBUGGER_IGNORE_ERRORS defaults/task_debugger_ignore_errors true
    TASK_TIMEOUT int ANSIBLE_TASK_TIMEOUT defaults/task_timeout 0
    TRANSFORM_INVALID_GROUP_CHARS string=always|never|ignore|silently ANSIBLE_TRANSFORM_INVALID_GROUP_CHARS defaults/force_valid_group_names "never"
    USE_PERSISTENT_CONNECTIONS bool ANSIBLE_USE_PERSISTENT_CONNECTIONS defaults/use_persistent_connections false
    VALIDATE_ACTION_GROUP_METADATA bool ANSIBLE_VALIDATE_ACTION_GROUP_METADATA defaults/validate_action_group_metadata true
    VARIABLE_PLUGINS_ENABLED list ANSIBLE_VARS_ENABLED defaults/vars_plugins_enabled ["host_group_vars"]
    VARIABLE_PRECEDENCE list ANSIBLE_PRECEDENCE defaults/precedence ["all_inventory", "groups_inventory", "all_plugins_inventory", "all_plugins_play", "groups_plugins_inventory", "groups_plugins_play"]
    VAULT_ENCRYPT_SALT string ANSIBLE_VAULT_ENCRYPT_SALT defaults/vault_encrypt_salt null
    VERBOSE_TO_STDERR bool ANSIBLE_VERBOSE_TO_STDERR defaults/verbose_to_stderr false
    WIN_ASYNC_STARTUP_TIMEOUT int ANSIBLE_WIN_ASYNC_STARTUP_TIMEOUT defaults/win_async_startup_timeout 5
    WORKER_SHUTDOWN_POLL_COUNT int ANSIBLE_WORKER_SHUTDOWN_POLL_COUNT - 0
    WORKER_SHUTDOWN_POLL_DELAY float ANSIBLE_WORKER_SHUTDOWN_POLL_DELAY - 0.1
    YAML_FILENAME_EXTENSIONS list ANSIBLE_YAML_FILENAME_EXT defaults/yaml_valid_extensions [".yml", ".yaml", ".json"]
    """#
}
