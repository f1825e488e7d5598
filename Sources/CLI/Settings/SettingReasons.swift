import Core

/// Settings of Ansible that have no effect here, each with the reason.
enum SettingReasons {
  static let lines = SummaryTable.read(text)

  private static let text = """
    ANSIBLE_CONNECTION_PATH : Has no effect in Ansible either.
    ANSIBLE_PIPELINING : Modules always go to a shell that runs already; no files are copied before.
    COLLECTIONS_SCAN_SYS_PATH : Collections are not looked for in Python's folders: name the folder in collections_path.
    COLOR_DOC_CONSTANT : Documentation is shown without such marks.
    COLOR_DOC_DEPRECATED : Documentation is shown without such marks.
    COLOR_DOC_LINK : Documentation is shown without such marks.
    COLOR_DOC_MODULE : Documentation is shown without such marks.
    COLOR_DOC_PLUGIN : Documentation is shown without such marks.
    COLOR_DOC_REFERENCE : Documentation is shown without such marks.
    COLOR_HIGHLIGHT : Ansible takes it for the console's prompt where COLOR_CONSOLE_PROMPT is empty, which it is not.
    COVERAGE_REMOTE_OUTPUT : For tests of PowerShell modules.
    COVERAGE_REMOTE_PATHS : For tests of PowerShell modules.
    DEFAULT_ALLOW_UNSAFE_LOOKUPS : What lookups give is never read as a template, as in ansible-core 2.19.
    DEFAULT_INTERNAL_POLL_INTERVAL : Nothing is polled: what hosts send wakes the run up.
    DEFAULT_JINJA2_NATIVE : Templates always keep the types of what they give.
    DEFAULT_LIBVIRT_LXC_NOSECLABEL : Has no effect in ansible-core; there is no connection to LXC.
    DEFAULT_LOCAL_TMP : Nothing is put down on the controller before it is sent.
    DEFAULT_MODULE_COMPRESSION : Modules are sent once per host, packed only where that is faster.
    DEFAULT_SU : Has no effect in Ansible either; become_method is what says it.
    DEVEL_WARNING : Told by development versions of Ansible alone.
    DOCSITE_ROOT_URL : Documentation has no links to Ansible's site.
    GALAXY_CACHE_DIR : No Galaxy server is asked.
    GALAXY_COLLECTION_IMPORT_POLL_FACTOR : No Galaxy server is asked.
    GALAXY_COLLECTION_IMPORT_POLL_INTERVAL : No Galaxy server is asked.
    GALAXY_DISABLE_GPG_VERIFY : Only Galaxy servers have signatures, and none is asked.
    GALAXY_DISPLAY_PROGRESS : There is no wheel that turns.
    GALAXY_GPG_KEYRING : Only Galaxy servers have signatures, and none is asked.
    GALAXY_IGNORE_INVALID_SIGNATURE_STATUS_CODES : Only Galaxy servers have signatures, and none is asked.
    GALAXY_REQUIRED_VALID_SIGNATURE_COUNT : Only Galaxy servers have signatures, and none is asked.
    GALAXY_SERVER : No Galaxy server is asked.
    GALAXY_SERVER_LIST : No Galaxy server is asked.
    GALAXY_TOKEN_PATH : No Galaxy server is asked.
    INVENTORY_CACHE_ENABLED : No inventory that is here asks a network, so there is nothing to keep.
    INVENTORY_CACHE_PLUGIN : No inventory that is here asks a network, so there is nothing to keep.
    INVENTORY_CACHE_PLUGIN_CONNECTION : No inventory that is here asks a network, so there is nothing to keep.
    INVENTORY_CACHE_PLUGIN_PREFIX : No inventory that is here asks a network, so there is nothing to keep.
    INVENTORY_CACHE_TIMEOUT : No inventory that is here asks a network, so there is nothing to keep.
    MODULE_STRICT_UTF8_RESPONSE : What modules print is always taken; bytes that are no UTF-8 become U+FFFD.
    NETCONF_SSH_CONFIG : There are no connections to network devices.
    NETWORK_GROUP_MODULES : There are no connections to network devices.
    OLD_PLUGIN_CACHE_CLEARING : About the loader of Python plugins.
    PERSISTENT_COMMAND_TIMEOUT : There are no connections to network devices.
    PERSISTENT_CONNECT_RETRY_TIMEOUT : There are no connections to network devices.
    PERSISTENT_CONNECT_TIMEOUT : There are no connections to network devices.
    PERSISTENT_CONTROL_PATH_DIR : There are no connections to network devices.
    RUN_VARS_PLUGINS : Files of variables are read once, when a host needs them; the values are the same.
    STRING_CONVERSION_ACTION : Has no effect in Ansible either; Python modules of one's own are told.
    STRING_TYPE_FILTERS : Every filter says by itself whether it gives text.
    SYSTEM_WARNINGS : Has no effect in ansible-core, which warns of nothing of the kind.
    USE_PERSISTENT_CONNECTIONS : There are no connections to network devices.
    VALIDATE_ACTION_GROUP_METADATA : The metadata of groups of modules is only asked for what a group extends.
    WIN_ASYNC_STARTUP_TIMEOUT : There is no Windows.
    WORKER_SHUTDOWN_POLL_COUNT : There are no processes of workers to wait for.
    WORKER_SHUTDOWN_POLL_DELAY : There are no processes of workers to wait for.
    """
}
