import Core
import Engine
import Reporters

extension Configuration {
  /// The callbacks of `callbacks_enabled`.
  ///
  /// - Throws: `usage` for a value that does not fit.
  var enabledCallbacks: [String] {
    get throws(Diagnostic) {
      (try changed("CALLBACKS_ENABLED")?.list ?? []).map(\.text).filter { !$0.isEmpty }
    }
  }

  /// Whether a callback is among them, by its short name.
  func enablesCallback(_ name: String) throws(Diagnostic) -> Bool {
    try enabledCallbacks.contains { PluginOptions.short($0) == name }
  }

  /// The values of a callback's options.
  ///
  /// - Throws: `usage` for a value that does not fit.
  func callbackOptions(_ name: String) throws(Diagnostic) -> Map {
    let plugin = PluginOptions.all.first { $0.type == "callback" && $0.name == name }
    var values = Map()
    for option in plugin?.options ?? [] {
      values[.string(option.setting.name)] = try current(option.setting).value
    }
    return values
  }

  /// What shows single tasks: `minimal`, or what `stdout_callback` names where `bin_ansible_callbacks` is set.
  ///
  /// - Throws: `usage` for a value that does not fit.
  var callbackOfTasks: String {
    get throws(Diagnostic) {
      let isWanted = try changed("DEFAULT_LOAD_CALLBACK_PLUGINS")?.bool ?? false
      guard isWanted, let name = text(.stdoutCallback), name != "default" else { return "minimal" }
      return name
    }
  }
}

extension Session {
  /// The reporter that the configuration names, with its companions; `fallback` where it names none.
  ///
  /// - Throws: `invalid` for a name that does not exist.
  func reporter(
    _ fallback: String, showsStatistics: Bool = false
  ) throws(Diagnostic) -> any EventSink {
    let type = try Reporters.named(configuration.text(.stdoutCallback) ?? fallback)
    return try accompanied(type, showsStatistics: showsStatistics)
  }

  /// A reporter with what `callbacks_enabled` names.
  func accompanied(
    _ type: any Reporter.Type, showsStatistics: Bool = false
  ) throws(Diagnostic) -> any EventSink {
    var companions: [any EventSink] = []
    for name in try configuration.enabledCallbacks {
      if let companion = Companions.named(name) {
        companions.append(try self.companion(companion))
      } else if (try? Reporters.named(name)) == nil {
        warn(
          Diagnostic(.usage, "the callback '\(name)' of callbacks_enabled is not part of Bosun"))
      }
    }
    let settings = try configuration.reporterSettings(
      verbosity: verbosity, showsStatistics: showsStatistics)
    let reporter = type.init(settings, screen: screen)
    return companions.isEmpty ? reporter : AccompaniedReporter(reporter, companions)
  }

  /// - Parameter options: values in place of those of the settings.
  func companion(
    _ type: any Companion.Type, _ options: Map = [:]
  ) throws(Diagnostic) -> any EventSink {
    let values = try configuration.callbackOptions(type.name).merging(options) { $1 }
    return type.init(CompanionOptions(values, verbosity: verbosity), screen: screen)
  }
}
