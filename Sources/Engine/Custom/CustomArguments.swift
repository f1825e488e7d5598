import Core
import Modules

/// The arguments that a module of the user's own gets: those of the task, and Ansible's own, whose names
/// begin with `_ansible_`. The last one, the folder for temporary files, is known at the far end only,
/// so that each text comes in two halves.
struct CustomArguments {
  private let values: Map

  init(_ context: ActionContext, version: String) throws(Diagnostic) {
    var values = context.arguments
    let settings = context.run.settings
    let own = settings.pythonModules
    values["_ansible_check_mode"] = .bool(context.checkMode)
    let noLog = try context.scope.keyword(.noLog, at: context.task.scope)?.bool ?? false
    let isQuiet =
      try context.scope.definedValue(of: "ansible_no_target_syslog")?.isTrue
      ?? own.keepsOutOfSyslog
    values["_ansible_no_log"] = .bool(noLog || isQuiet)
    values["_ansible_debug"] = .bool(own.debugs)
    values["_ansible_diff"] = .bool(context.diffMode)
    values["_ansible_verbosity"] = .int(settings.verbosity)
    values["_ansible_version"] = .string(version)
    // As the task has it: a short name stays short.
    let written = context.task.action.name.value.string
    values["_ansible_module_name"] = .string(written ?? context.module)
    values["_ansible_syslog_facility"] = .string(
      try context.scope.text("ansible_syslog_facility") ?? own.syslogFacility)
    values["_ansible_selinux_special_fs"] = own.seLinuxSpecialFS
    values["_ansible_string_conversion_action"] = .string(own.stringConversion)
    values["_ansible_socket"] = .null
    values["_ansible_shell_executable"] = .string(
      try context.scope.text("ansible_shell_executable") ?? settings.executable)
    values["_ansible_keep_remote_files"] = .bool(own.keepsRemoteFiles)
    values["_ansible_remote_tmp"] = .string(
      try context.scope.text("ansible_remote_tmp") ?? "~/.ansible/tmp")
    values["_ansible_ignore_unknown_opts"] = false
    values["_ansible_target_log_info"] =
      try context.scope.definedValue(of: "ansible_target_log_info") ?? own.logInfo
    self.values = values
  }

  /// A JSON object; for `ansible.module_utils` it stands inside another one.
  func json(nested: Bool) -> (String, String) {
    let text = JSONWriter(escapesNonASCII: true).write(.map(values)).dropLast()
    let start = (nested ? "{\"ANSIBLE_MODULE_ARGS\": " : "") + text
    return (start + ", \"_ansible_tmpdir\": \"", "\"}" + (nested ? "}" : ""))
  }

  /// `key=value` words, each value in the shell's quoting.
  var words: (String, String) {
    let words = values.map { "\($0.key.text)=\(Self.quoted($0.value.text)) " }.joined()
    return (words + "_ansible_tmpdir='", "' ")
  }

  /// As Python's `shlex.quote`.
  private static func quoted(_ text: String) -> String {
    let plain = text.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
      default: "@%_-+=:,./".utf8.contains(byte)
      }
    }
    if plain, !text.isEmpty { return text }
    return "'"
      + text.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "'\"'\"'") + "'"
  }
}
