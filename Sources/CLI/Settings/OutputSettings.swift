import Core
import Engine
import Glibc
import Playbooks
import Reporters
import YAML

extension Configuration {
  /// The value of a setting where somebody has set it.
  ///
  /// - Throws: `usage` for a value that does not fit.
  func changed(_ name: String) throws(Diagnostic) -> Value? {
    guard let setting = ConfigSetting.named(name) else { return nil }
    let (value, origin) = try current(setting)
    if origin == .standard { return Optional.none }
    return value
  }

  /// The value of a setting, whoever has set it; null for a name that there is not.
  ///
  /// - Throws: `usage` for a value that does not fit.
  func current(_ name: String) throws(Diagnostic) -> Value {
    guard let setting = ConfigSetting.named(name) else { return .null }
    return try current(setting).value
  }

  /// The value of an option of the callback `default`.
  private func callback(_ name: String) throws(Diagnostic) -> Value? {
    let options = PluginOptions.all.first { $0.type == "callback" && $0.name == "default" }?.options
    guard let option = options?.first(where: { $0.setting.name == name }) else { return nil }
    return try current(option.setting).value
  }

  /// What a user has changed about colours, the log and warnings.
  ///
  /// - Throws: `usage` for a value that does not fit.
  func habits() throws(Diagnostic) -> Screen.Habits {
    var habits = Screen.Habits()
    for setting in ConfigSetting.all where setting.name.hasPrefix("COLOR_") {
      guard let text = try changed(setting.name)?.text else { continue }
      guard let code = ColorName.code(text) else {
        throw Diagnostic(
          .usage, "the setting \(setting.name) cannot be '\(text)'",
          hint: Suggestion.hint(for: text, among: ColorName.codes.keys.sorted())
            ?? "colours are \(ColorName.codes.keys.sorted().joined(separator: ", ")), colorN, rgbRGB and grayN"
        )
      }
      habits.palette[setting.name] = code
    }
    habits.showsDeprecations = try changed("DEPRECATION_WARNINGS")?.bool ?? true
    habits.log = try log
    habits.drawsBanner = try Cowsay(self)?.draw
    return habits
  }

  /// The log of `log_path`; nil without one, and where `log_filter` names all that we write.
  private var log: (@Sendable (String, Screen.LogLevel) -> Void)? {
    get throws(Diagnostic) {
      guard let path = try changed("DEFAULT_LOG_PATH")?.string else { return nil }
      let dropped = try changed("DEFAULT_LOG_FILTER")?.list?.map(\.text) ?? []
      return dropped.contains(LogFile.name) ? nil : LogFile(path).write
    }
  }

  /// What plays say that do not say it themselves.
  var keywordDefaults: [Keyword: Value] {
    get throws(Diagnostic) {
      var defaults: [Keyword: Value] = [:]
      defaults[.anyErrorsFatal] = try changed("ANY_ERRORS_FATAL")
      defaults[.noLog] = try changed("DEFAULT_NO_LOG")
      if let timeout = try changed("TASK_TIMEOUT"), timeout != 0 { defaults[.timeout] = timeout }
      return defaults
    }
  }

  /// How reporters show a run.
  ///
  /// - Throws: `usage` for a value that does not fit.
  func reporterSettings(
    verbosity: Int, showsStatistics: Bool = false
  ) throws(Diagnostic) -> ReporterSettings {
    var settings = ReporterSettings(verbosity: verbosity, showsStatistics: showsStatistics)
    settings.showsSkipped = try callback("display_skipped_hosts")?.bool ?? true
    settings.showsPathOfFailures = try callback("show_task_path_on_failure")?.bool ?? false
    settings.prettyResults = try callback("pretty_results")?.bool
    settings.showsHostStarts = try callback("show_per_host_start")?.bool ?? false
    settings.marksCheckMode = try callback("check_mode_markers")?.bool ?? false
    settings.showsOk = try callback("display_ok_hosts")?.bool ?? true
    settings.failuresGoToError = try callback("display_failed_stderr")?.bool ?? false
    settings.showsArguments = try changed("DISPLAY_ARGS_TO_STDOUT")?.bool ?? false
    settings.showsModuleWarnings = try changed("ACTION_WARNINGS")?.bool ?? true
    settings.logVerbosity = try changed("LOG_VERBOSITY")?.int ?? 0
    settings.verboseGoesToError = try changed("VERBOSE_TO_STDERR")?.bool ?? false
    settings.showsCustomStatistics = try changed("SHOW_CUSTOM_STATS")?.bool ?? false
    settings.diffContext = try changed("DIFF_CONTEXT")?.int ?? 3
    let name = PluginOptions.short(text(.stdoutCallback) ?? "")
    settings.showsOutputBelow = name == "debug"
    let format = try callback("result_format")?.string
    if name == "yaml" || format == "yaml" {
      settings.yaml = YAMLResults.text
    }
    return settings
  }
}

/// The names of colours in settings, as escape sequences have them.
enum ColorName {
  static let codes: [String: String] = [
    "black": "0;30", "red": "0;31", "green": "0;32", "yellow": "0;33", "blue": "0;34",
    "purple": "0;35", "magenta": "0;35", "cyan": "0;36", "bright gray": "0;37", "dark gray": "1;30",
    "bright red": "1;31", "bright green": "1;32", "bright yellow": "1;33", "bright blue": "1;34",
    "bright purple": "1;35", "bright magenta": "1;35", "bright cyan": "1;36", "white": "1;37",
    "normal": "0",
  ]

  /// nil for what is no colour.
  static func code(_ name: String) -> String? {
    if let code = codes[name] { return code }
    func number(_ prefix: String, _ most: Int) -> Int? {
      guard name.hasPrefix(prefix), let number = Int(name.dropFirst(prefix.count)) else {
        return nil
      }
      return (0...most).contains(number) ? number : nil
    }
    if let number = number("color", 255) { return "38;5;\(number)" }
    if let number = number("gray", 23) { return "38;5;\(232 + number)" }
    let digits = name.hasPrefix("rgb") ? name.dropFirst(3).compactMap(\.wholeNumberValue) : []
    guard digits.count == 3, digits.allSatisfy({ $0 <= 5 }) else { return nil }
    return "38;5;\(16 + 36 * digits[0] + 6 * digits[1] + digits[2])"
  }
}
