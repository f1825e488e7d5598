import Core

/// Shows a run to a person or a program. One file each, one line in `Reporters.all`.
package protocol Reporter: EventSink {
  /// The name that `ANSIBLE_STDOUT_CALLBACK` gives.
  static var name: String { get }
  init(_ settings: ReporterSettings, screen: Screen)
}

/// What reporters are told about the run.
package struct ReporterSettings: Sendable {
  /// How many `-v` were given.
  package var verbosity = 0
  /// Whether the recap tells what hosts and tasks cost (`--stats`).
  package var showsStatistics = false

  /// `display_skipped_hosts` and `display_ok_hosts`: what is left out is not announced either.
  package var showsSkipped = true
  package var showsOk = true
  /// `display_args_to_stdout`: whether headings of tasks have their arguments.
  package var showsArguments = false
  /// The callback `debug`: what commands have printed stands below their results.
  package var showsOutputBelow = false
  /// `action_warnings`: whether warnings of modules are shown.
  package var showsModuleWarnings = true
  /// `log_verbosity`: up to which verbosity lines that are not shown are still logged.
  package var logVerbosity = 0
  /// `show_custom_stats`: whether what `set_stats` has gathered is shown.
  package var showsCustomStatistics = false
  /// `pretty_results`: whether results are laid out for reading; nil leaves it to the form and the verbosity.
  package var prettyResults: Bool?
  /// `check_mode_markers`: whether banners tell of check mode.
  package var marksCheckMode = false
  /// Whether the place of a task that failed is shown at any verbosity.
  package var showsPathOfFailures = false
  /// `display_failed_stderr`
  package var failuresGoToError = false
  /// `verbose_to_stderr`
  package var verboseGoesToError = false
  /// Lines around a difference.
  package var diffContext = 3
  /// `show_per_host_start`: whether it is told when each host begins a task.
  package var showsHostStarts = false
  /// `result_format = yaml`: what writes results as such, for reading or not; JSON without it.
  package var yaml: (@Sendable (Map, _ isPretty: Bool) -> String)?

  package init(verbosity: Int = 0, showsStatistics: Bool = false) {
    self.verbosity = verbosity
    self.showsStatistics = showsStatistics
  }

  /// Shows, or writes to the log alone, what is only said at a verbosity, with the host that it is about.
  func show(_ text: String, at level: Int, of host: String?, on screen: Screen) {
    let text = host.map { "<\($0)> \(text)" } ?? text
    if level <= verbosity {
      screen.display(
        text, level == 0 ? nil : .verbose, to: verboseGoesToError ? .error : .output)
    } else if level <= logVerbosity {
      screen.log(text)
    }
  }
}

package enum Reporters {
  package static let all: [any Reporter.Type] = [
    DefaultReporter.self,
    JSONReporter.self,
    MinimalReporter.self,
    OnelineReporter.self,
  ]

  /// Callbacks of collections that are `default` with another setting.
  package static let variants = ["debug", "yaml"]

  /// - Throws: `invalid` for a reporter that does not exist.
  package static func named(_ name: String) throws(Diagnostic) -> any Reporter.Type {
    let short = String(name.split(separator: ".").last ?? "")
    if let reporter = all.first(where: { $0.name == short }) { return reporter }
    if variants.contains(short) { return DefaultReporter.self }
    let names = all.map { $0.name } + variants
    throw Diagnostic(
      .invalid, "there is no callback '\(name)'",
      hint: Suggestion.hint(for: short, among: names)
        ?? "known are \(names.joined(separator: ", "))")
  }
}
