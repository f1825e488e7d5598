import Core

/// A task's result as text. (Rules: ansible-core's `CallbackBase`.)
struct ResultText {
  let verbosity: Int
  /// As in `ReporterSettings`.
  var yaml: (@Sendable (Map, _ isPretty: Bool) -> String)?
  /// `pretty_results`
  var isPretty: Bool?
  /// The callback `debug`: what commands have printed stands below the result, line by line.
  var showsOutputBelow = false

  /// Whether the values of a result that went well are shown.
  func isShown(_ result: TaskResult, above level: Int = 0) -> Bool {
    let isForced = result.values["_ansible_verbose_always"] == true
    let isHidden = result.values["_ansible_verbose_override"]?.isTrue ?? false
    return (verbosity > level || isForced) && !isHidden
  }

  /// The values as JSON with sorted keys: on one line, or indented where the result or the
  /// verbosity asks for it.
  func json(_ result: TaskResult, indent: Int? = nil) -> String {
    if showsOutputBelow { return jsonAndOutput(result) }
    if let yaml {
      return "\n" + Self.indented(yaml(withoutLines(shown(result)), isPretty ?? true))
    }
    let isLong =
      result.values["_ansible_verbose_always"]?.isTrue ?? false || verbosity > 2
      || isPretty ?? false
    return JSONWriter(indent: indent ?? (isLong ? 4 : nil), sortKeys: true)
      .write(.map(shown(result)))
  }

  /// The lines of a text moved to the right, but for empty ones.
  static func indented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.utf8.allSatisfy { $0 == UInt8(ascii: " ") } ? String($0) : "    \($0)" }
      .joined(separator: "\n")
  }

  private static let outputs = ["stdout", "stderr", "msg", "module_stdout", "module_stderr"]

  private func jsonAndOutput(_ result: TaskResult) -> String {
    var values = shown(result)
    var below = ""
    for name in Self.outputs {
      guard let output = values.removeValue(forKey: .string(name)), output.isTrue else { continue }
      below += "\n\n\(name.uppercased()):\n\n\(output.text)\n"
    }
    for name in ["stdout_lines", "stderr_lines"] { values[.string(name)] = nil }
    return JSONWriter(indent: 4, sortKeys: true).write(.map(values)) + below
  }

  /// All values as files keep them, on one line or indented as for the screen.
  func whole(_ result: TaskResult, indent: Int? = nil) -> String {
    var values = Self.withoutInternals(result.values)
    for key in ["failed", "skipped", "warnings", "deprecations", "exception"] { values[key] = nil }
    if verbosity < 3 { (values["invocation"], values["diff"]) = (nil, nil) }
    let isLong = verbosity > 2 || result.values["_ansible_verbose_always"]?.isTrue ?? false
    return JSONWriter(indent: isLong ? 4 : indent, sortKeys: true).write(.map(values))
  }

  /// Lines of a text that stands beside them are left out of YAML that is to be read.
  private func withoutLines(_ values: Map) -> Map {
    guard isPretty ?? true else { return values }
    var values = values
    for name in ["stdout", "stderr"] where values[name] != nil && values[name + "_lines"] != nil {
      values[name + "_lines"] = "<omitted>"
    }
    return values
  }

  /// The values without what belongs to the inside, to the diff, or (for `debug`, but where it is tried again) to every result.
  func shown(_ result: TaskResult) -> Map {
    var values = Self.withoutInternals(result.values)
    for key in ["failed", "skipped", "warnings", "deprecations", "exception"] { values[key] = nil }
    if verbosity < 3 {
      values["invocation"] = nil
      values["diff"] = nil
    }
    guard result.isDebug, !result.unreachable, values["retries"] == nil else { return values }
    if let message = values["msg"] { return ["msg": message] }
    for key in ["changed", "skip_reason", "invocation"] { values[key] = nil }
    return values
  }

  static func withoutInternals(_ map: Map) -> Map {
    var kept = Map(minimumCapacity: map.count)
    for (key, value) in map where !(key.string?.hasPrefix("_ansible_") ?? false) {
      kept[key] = withoutInternals(value)
    }
    return kept
  }

  private static func withoutInternals(_ value: Value) -> Value {
    switch value {
    case .map(let map): .map(withoutInternals(map))
    case .list(let elements): .list(elements.map(withoutInternals))
    default: value
    }
  }
}

extension TaskResult {
  /// `host`, or `host -> delegate`.
  var hostLabel: String {
    guard let delegate, delegate != host else { return host }
    return "\(host) -> \(delegate)"
  }

  /// What stands for the item of a loop.
  var labelText: String {
    task.noLog ? "None" : (itemLabel ?? .null).text
  }

  var isDebug: Bool { task.action == "ansible.builtin.debug" }

  /// `command` and its kin, whose output `minimal` and `oneline` show as it is.
  var isCommand: Bool {
    ["ansible.builtin.command", "ansible.builtin.shell", "ansible.builtin.raw"]
      .contains(task.action)
  }

  /// The module's own warnings, as those of the program.
  fileprivate var warnings: [Diagnostic] {
    (values["warnings"]?.list ?? []).map { Diagnostic(.task, $0.text) }
  }

  fileprivate var deprecations: [Diagnostic] {
    (values["deprecations"]?.list ?? []).map { Diagnostic(.task, ($0["msg"] ?? $0).text) }
  }
}

extension Screen {
  /// What a module warns of, where the settings want it (`action_warnings`).
  func showWarnings(of result: TaskResult, _ settings: ReporterSettings) {
    guard settings.showsModuleWarnings else { return }
    result.warnings.forEach(warning)
    result.deprecations.forEach(deprecation)
  }
}
