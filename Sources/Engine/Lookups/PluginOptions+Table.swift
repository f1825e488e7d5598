// Names of options, variables and settings as in ansible-core 2.18 (`ansible-config list -t all`).
extension PluginOptions {
  static let table = #"""
    become doas : Become another user by doas
    become_exe string ANSIBLE_BECOME_EXE privilege_escalation/become_exe ansible_become_exe,ansible_doas_exe "doas" : The program.
    become_flags string ANSIBLE_BECOME_FLAGS privilege_escalation/become_flags ansible_become_flags,ansible_doas_flags "" : Its flags.
    become_pass string - - ansible_become_password,ansible_become_pass,ansible_doas_pass null : The password that it asks for.
    become_user string ANSIBLE_BECOME_USER privilege_escalation/become_user ansible_become_user,ansible_doas_user "root" : The user to become.

    become su : Become another user by su
    become_exe string ANSIBLE_BECOME_EXE privilege_escalation/become_exe ansible_become_exe,ansible_su_exe "su" : The program.
    become_flags string ANSIBLE_BECOME_FLAGS privilege_escalation/become_flags ansible_become_flags,ansible_su_flags "" : Its flags.
    become_pass string - - ansible_become_password,ansible_become_pass,ansible_su_pass null : The password of the user to become.
    become_user string ANSIBLE_BECOME_USER privilege_escalation/become_user ansible_become_user,ansible_su_user "root" : The user to become.

    become sudo : Become another user by sudo
    become_exe string ANSIBLE_BECOME_EXE privilege_escalation/become_exe ansible_become_exe,ansible_sudo_exe "sudo" : The program.
    become_flags string ANSIBLE_BECOME_FLAGS privilege_escalation/become_flags ansible_become_flags,ansible_sudo_flags "-H -S -n" : Its flags.
    become_pass string - - ansible_become_password,ansible_become_pass,ansible_sudo_pass null : The password that it asks for.
    become_user string ANSIBLE_BECOME_USER privilege_escalation/become_user ansible_become_user,ansible_sudo_user "root" : The user to become.

    cache jsonfile : Facts are kept as a JSON file for each host
    _prefix string ANSIBLE_CACHE_PLUGIN_PREFIX defaults/fact_caching_prefix - null : What the names of the files begin with.
    _timeout int ANSIBLE_CACHE_PLUGIN_TIMEOUT defaults/fact_caching_timeout - 86400 : Seconds after which a file is old; 0 for never.
    _uri path ANSIBLE_CACHE_PLUGIN_CONNECTION defaults/fact_caching_connection - null : The folder.

    cache memory : Facts are kept as long as the run

    callback default : Show runs as Ansible does
    pretty_results bool ANSIBLE_CALLBACK_FORMAT_PRETTY defaults/callback_format_pretty - null : Whether results are laid out for reading.
    show_custom_stats bool ANSIBLE_SHOW_CUSTOM_STATS defaults/show_custom_stats - false : Whether what set_stats has gathered is shown.
    show_per_host_start bool ANSIBLE_SHOW_PER_HOST_START defaults/show_per_host_start - false : Whether it is told when each host begins a task.
    check_mode_markers bool ANSIBLE_CHECK_MODE_MARKERS defaults/check_mode_markers - false : Whether banners tell of check mode.
    show_task_path_on_failure bool ANSIBLE_SHOW_TASK_PATH_ON_FAILURE defaults/show_task_path_on_failure - false : Whether the place of a task that failed is shown.
    display_failed_stderr bool ANSIBLE_DISPLAY_FAILED_STDERR defaults/display_failed_stderr - false : Whether failures go to the standard error.
    result_format string=json|yaml ANSIBLE_CALLBACK_RESULT_FORMAT defaults/callback_result_format - "json" : How results are shown.
    display_ok_hosts bool ANSIBLE_DISPLAY_OK_HOSTS defaults/display_ok_hosts - true : Whether hosts with nothing changed are shown.
    display_skipped_hosts bool ANSIBLE_DISPLAY_SKIPPED_HOSTS defaults/display_skipped_hosts - true : Whether skipped tasks are shown.

    callback json : Print one JSON document about the run

    callback minimal : Show the results only
    result_format string=json|yaml ANSIBLE_CALLBACK_RESULT_FORMAT defaults/callback_result_format - "json" : How results are shown.

    callback oneline : Show one line per host and task

    callback debug : Show runs as default, with what commands printed below their results

    callback yaml : Show runs as default, with results as YAML

    callback junit : Write a JUnit report of the run
    fail_on_change bool JUNIT_FAIL_ON_CHANGE - - false : Whether what changes counts as failed.
    fail_on_ignore bool JUNIT_FAIL_ON_IGNORE - - false : Whether ignored failures count as failed.
    hide_task_arguments bool JUNIT_HIDE_TASK_ARGUMENTS - - false : Whether names of cases lack the arguments.
    include_setup_tasks_in_report bool JUNIT_INCLUDE_SETUP_TASKS_IN_REPORT - - true : Whether gathering facts is a case.
    output_dir path JUNIT_OUTPUT_DIR - - "~/.ansible.log" : The folder.
    replace_out_of_tree_path string JUNIT_REPLACE_OUT_OF_TREE_PATH - - null : What stands for folders that are not below that one.
    task_class bool JUNIT_TASK_CLASS - - false : Whether the lines of tasks are left out.
    task_relative_path string JUNIT_TASK_RELATIVE_PATH - - "" : The folder that paths are relative to.
    test_case_prefix string JUNIT_TEST_CASE_PREFIX - - "" : What names of tasks begin with that are cases.

    callback log_plays : Add results to a file for each host
    log_folder string ANSIBLE_LOG_FOLDER callback_log_plays/log_folder - "/var/log/ansible/hosts" : The folder.

    callback profile_roles : Show how long roles take
    summary_only bool PROFILE_ROLES_SUMMARY_ONLY callback_profile_roles/summary_only - false : Whether only the end is shown.

    callback profile_tasks : Show how long tasks take
    datetime_format string PROFILE_TASKS_DATETIME_FORMAT callback_profile_tasks/datetime_format - "%A %d %B %Y  %H:%M:%S %z" : How the time is written, as for strftime, or iso8601.
    output_limit string PROFILE_TASKS_TASK_OUTPUT_LIMIT callback_profile_tasks/task_output_limit - "20" : How many tasks are shown at the end, or all.
    sort_order string=descending|ascending|none PROFILE_TASKS_SORT_ORDER callback_profile_tasks/sort_order - "descending" : Their order.
    summary_only bool PROFILE_TASKS_SUMMARY_ONLY callback_profile_tasks/summary_only - false : Whether only the end is shown.

    callback timer : Show how long the run took

    callback tree : Write the last result of each host into a file
    directory path ANSIBLE_CALLBACK_TREE_DIR callback_tree/directory - "~/.ansible/tree" : The folder.

    connection ssh : -
    host string - - ansible_host,ansible_ssh_host "inventory_hostname" : The address.
    host_key_checking bool ANSIBLE_HOST_KEY_CHECKING,ANSIBLE_SSH_HOST_KEY_CHECKING defaults/host_key_checking,ssh_connection/host_key_checking ansible_host_key_checking,ansible_ssh_host_key_checking true : Whether the host's key is checked.
    password string - - ansible_password,ansible_ssh_pass,ansible_ssh_password null : The password to log in with.
    port int ANSIBLE_REMOTE_PORT defaults/remote_port ansible_port,ansible_ssh_port null : The port.
    private_key_file path ANSIBLE_PRIVATE_KEY_FILE defaults/private_key_file ansible_private_key_file,ansible_ssh_private_key_file null : The key to log in with.
    private_key_passphrase string - - ansible_private_key_passphrase,ansible_ssh_private_key_passphrase null : The passphrase of the key.
    reconnection_retries int ANSIBLE_SSH_RETRIES connection/retries,ssh_connection/retries ansible_ssh_retries 0 : How often a host that cannot be reached is tried again.
    remote_user string ANSIBLE_REMOTE_USER defaults/remote_user ansible_user,ansible_ssh_user null : The user to log in as.
    ssh_args string ANSIBLE_SSH_ARGS ssh_connection/ssh_args ansible_ssh_args "" : Arguments of ssh; those with a meaning for a library are heeded.
    ssh_common_args string ANSIBLE_SSH_COMMON_ARGS ssh_connection/ssh_common_args ansible_ssh_common_args "" : Further arguments of ssh.
    ssh_extra_args string ANSIBLE_SSH_EXTRA_ARGS ssh_connection/ssh_extra_args ansible_ssh_extra_args "" : Further arguments of ssh.
    timeout int ANSIBLE_TIMEOUT,ANSIBLE_SSH_TIMEOUT defaults/timeout,ssh_connection/timeout ansible_timeout,ansible_ssh_timeout 10 : Seconds to wait for the connection.

    inventory advanced_host_list : Names with commas, with ranges in brackets

    inventory auto : A configuration that names its plugin

    inventory constructed : Groups and variables made by expressions

    inventory generator : Hosts and groups made by layers of names

    inventory host_list : Names with commas

    inventory ini : An INI file

    inventory script : A program that prints JSON
    always_show_stderr bool ANSIBLE_INVENTORY_PLUGIN_SCRIPT_STDERR inventory_plugin_script/always_show_stderr - true : Whether its standard error is shown.

    inventory toml : A TOML file

    inventory yaml : A YAML or JSON file
    yaml_extensions list ANSIBLE_YAML_FILENAME_EXT,ANSIBLE_INVENTORY_PLUGIN_EXTS defaults/yaml_valid_extensions,inventory_plugin_yaml/yaml_valid_extensions - [".yaml", ".yml", ".json"] : What its name may end with.

    shell sh : The host's POSIX shell
    async_dir path ANSIBLE_ASYNC_DIR defaults/async_dir ansible_async_dir "~/.ansible_async" : The folder on hosts for background tasks.

    strategy free : Each host goes on by itself

    strategy host_pinned : Each host goes on by itself, with as many at once as there are forks

    strategy linear : All hosts finish a task before the next one begins, as far as anybody can see

    vars host_group_vars : Files of the folders host_vars and group_vars
    """#
}
