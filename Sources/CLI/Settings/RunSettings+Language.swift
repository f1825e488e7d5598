import Core
import Engine
import Playbooks

extension Configuration {
  /// What settings say of the language itself: of conditions, roles, variables, arguments.
  ///
  /// - Throws: `usage` for a value that does not fit.
  func addLanguage(to settings: inout RunSettings) throws(Diagnostic) {
    let areShown = try changed("DISPLAY_ARGS_TO_STDOUT")?.bool ?? false
    let areReported = try enablesCallback("junit")
    settings.keepsArguments = areShown || areReported
    settings.allowsAnyCondition = try changed("ALLOW_BROKEN_CONDITIONALS")?.bool ?? true
    settings.diffLimit = try changed("MAX_FILE_SIZE_FOR_DIFF")?.int ?? settings.diffLimit
    settings.nullRepresentation = try changed("DEFAULT_NULL_REPRESENTATION") ?? .null
    settings.rolesArePublic = try changed("DEFAULT_PRIVATE_ROLE_VARS")?.bool.map { !$0 }
    settings.executable = try changed("DEFAULT_EXECUTABLE")?.string ?? settings.executable
    if let word = try changed("PLAYBOOK_VARS_ROOT")?.text {
      settings.playbookVarsRoot = PlaybookVarsRoot(rawValue: word) ?? .top
      // What tasks of one play see is then no longer the same for all.
      if settings.playbookVarsRoot != .top { settings.runAhead = false }
    }
    if let word = try changed("COLLECTIONS_ON_ANSIBLE_VERSION_MISMATCH")?.text {
      settings.onVersionMismatch = VersionMismatch(rawValue: word) ?? .warning
    }
  }

  /// What modules in Python are told.
  ///
  /// - Throws: `usage` for a value that does not fit.
  var pythonModules: PythonModuleSettings {
    get throws(Diagnostic) {
      var own = PythonModuleSettings()
      own.interpreters =
        try changed("INTERPRETER_PYTHON_FALLBACK")?.list?.map(\.text) ?? own.interpreters
      own.openFiles = try changed("PYTHON_MODULE_RLIMIT_NOFILE")?.int ?? 0
      own.syslogFacility = try changed("DEFAULT_SYSLOG_FACILITY")?.text ?? own.syslogFacility
      own.keepsOutOfSyslog = try changed("DEFAULT_NO_TARGET_SYSLOG")?.bool ?? false
      own.logInfo = try changed("TARGET_LOG_INFO") ?? .null
      own.seLinuxSpecialFS = try changed("DEFAULT_SELINUX_SPECIAL_FS") ?? own.seLinuxSpecialFS
      own.stringConversion = try changed("STRING_CONVERSION_ACTION")?.text ?? own.stringConversion
      own.keepsRemoteFiles = try changed("DEFAULT_KEEP_REMOTE_FILES")?.bool ?? false
      own.debugs = try changed("DEFAULT_DEBUG")?.bool ?? false
      return own
    }
  }
}
