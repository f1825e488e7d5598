// Names of options, variables and settings as in ansible-core 2.18 (`ansible-config list -t all`).
extension PluginOptions {
  /// What Ansible's plugins have besides, as variables of the environment and places in `ansible.cfg`: accepted,
  /// without an effect.
  package static let unheeded =
    unheededOptions.flatMap(\.options).map(\.setting).flatMap { setting in
      setting.environment + setting.places.map { "\($0.section)/\($0.key)" }
    } + others

  /// Options without an effect, which the lookup `config` can tell.
  static let unheededOptions: [PluginOptions] = unheededTable.split(separator: "\n").compactMap {
    let words = $0.split(separator: " ", maxSplits: 2).map(String.init)
    guard words.count == 3, let option = option(words[2] + " : ") else { return nil }
    return PluginOptions(type: words[0], name: words[1], summary: "", options: [option])
  }

  /// Names of settings that no option of a plugin here has.
  private static let others = """
    ssh_connection/scp_if_ssh ANSIBLE_SU_EXE su_become_plugin/executable ANSIBLE_SU_FLAGS su_become_plugin/flags
    ANSIBLE_SU_USER su_become_plugin/user ANSIBLE_SU_PASS su_become_plugin/password ANSIBLE_SUDO_EXE
    sudo_become_plugin/executable ANSIBLE_SUDO_FLAGS sudo_become_plugin/flags ANSIBLE_SUDO_USER sudo_become_plugin/user
    ANSIBLE_SUDO_PASS sudo_become_plugin/password ANSIBLE_DEBUG ANSIBLE_LIBRARY ANSIBLE_BECOME_PASS
    """.split { $0 == " " || $0 == "\n" }.map(String.init)

  /// Lines of `plugin's type, its name, option, type, environment, places, variables, default`.
  private static let unheededTable = """
    become su prompt_l10n list ANSIBLE_SU_PROMPT_L10N su_become_plugin/localized_prompts ansible_su_prompt_l10n []
    callback minimal pretty_results bool ANSIBLE_CALLBACK_FORMAT_PRETTY defaults/callback_format_pretty - null
    connection ssh control_path string ANSIBLE_SSH_CONTROL_PATH ssh_connection/control_path ansible_control_path null
    connection ssh control_path_dir string ANSIBLE_SSH_CONTROL_PATH_DIR ssh_connection/control_path_dir ansible_control_path_dir "~/.ansible/cp"
    connection ssh pipelining bool ANSIBLE_PIPELINING,ANSIBLE_SSH_PIPELINING defaults/pipelining,connection/pipelining,ssh_connection/pipelining ansible_pipelining,ansible_ssh_pipelining false
    connection ssh pkcs11_provider string ANSIBLE_PKCS11_PROVIDER ssh_connection/pkcs11_provider ansible_ssh_pkcs11_provider ""
    connection ssh scp_executable string ANSIBLE_SCP_EXECUTABLE ssh_connection/scp_executable ansible_scp_executable "scp"
    connection ssh scp_extra_args string ANSIBLE_SCP_EXTRA_ARGS ssh_connection/scp_extra_args ansible_scp_extra_args ""
    connection ssh sftp_batch_mode bool ANSIBLE_SFTP_BATCH_MODE ssh_connection/sftp_batch_mode ansible_sftp_batch_mode true
    connection ssh sftp_executable string ANSIBLE_SFTP_EXECUTABLE ssh_connection/sftp_executable ansible_sftp_executable "sftp"
    connection ssh sftp_extra_args string ANSIBLE_SFTP_EXTRA_ARGS ssh_connection/sftp_extra_args ansible_sftp_extra_args ""
    connection ssh ssh_executable string ANSIBLE_SSH_EXECUTABLE ssh_connection/ssh_executable ansible_ssh_executable "ssh"
    connection ssh ssh_transfer_method string ANSIBLE_SSH_TRANSFER_METHOD ssh_connection/transfer_method ansible_ssh_transfer_method "smart"
    connection ssh sshpass_prompt string ANSIBLE_SSHPASS_PROMPT ssh_connection/sshpass_prompt ansible_sshpass_prompt ""
    connection ssh use_tty bool ANSIBLE_SSH_USETTY ssh_connection/usetty ansible_ssh_use_tty true
    connection local pipelining bool ANSIBLE_PIPELINING defaults/pipelining,connection/pipelining ansible_pipelining false
    inventory constructed use_extra_vars bool ANSIBLE_INVENTORY_USE_EXTRA_VARS inventory_plugins/use_extra_vars - false
    shell sh admin_users list ANSIBLE_ADMIN_USERS defaults/admin_users ansible_admin_users ["root", "toor"]
    shell sh common_remote_group string ANSIBLE_COMMON_REMOTE_GROUP defaults/common_remote_group ansible_common_remote_group null
    shell sh remote_tmp string ANSIBLE_REMOTE_TEMP,ANSIBLE_REMOTE_TMP defaults/remote_tmp ansible_remote_tmp "~/.ansible/tmp"
    shell sh system_tmpdirs list ANSIBLE_SYSTEM_TMPDIRS defaults/system_tmpdirs ansible_system_tmpdirs ["/var/tmp", "/tmp"]
    shell sh world_readable_temp bool ANSIBLE_SHELL_ALLOW_WORLD_READABLE_TEMP defaults/allow_world_readable_tmpfiles ansible_shell_allow_world_readable_temp false
    vars host_group_vars _valid_extensions list ANSIBLE_YAML_FILENAME_EXT defaults/yaml_valid_extensions - [".yml", ".yaml", ".json"]
    vars host_group_vars stage string ANSIBLE_VARS_PLUGIN_STAGE vars_host_group_vars/stage - null
    """
}
