import Core

/// Ansible's `oneline` callback (`bosun adhoc -o`): one line per host.
package final class OnelineReporter: Reporter {
  package static let name = "oneline"

  private let settings: ReporterSettings
  private let screen: Screen
  private let results: ResultText

  package init(_ settings: ReporterSettings, screen: Screen) {
    self.settings = settings
    self.screen = screen
    results = ResultText(verbosity: settings.verbosity)
  }

  package func receive(_ event: Event) {
    switch event {
    case .result(let result): show(result)
    case .warning(let diagnostic): screen.warning(diagnostic)
    case .deprecation(let diagnostic): screen.deprecation(diagnostic)
    case .verbose(let level, let host, let text) where host != nil || level == 0:
      settings.show(text, at: level, of: host, on: screen)
    default: return
    }
  }

  private func show(_ result: TaskResult) {
    screen.showWarnings(of: result, settings)
    if result.unreachable {
      let message = result.values["msg"]?.text ?? ""
      screen.display("\(result.host) | UNREACHABLE!: \(message)", .unreachable)
    } else if result.failed {
      screen.display("\(result.host) | FAILED! => \(json(result))", .error)
    } else if result.skipped {
      screen.display("\(result.host) | SKIPPED", .skip)
    } else {
      let word = result.changed ? "CHANGED" : "SUCCESS"
      let isJob = result.values["ansible_job_id"] != nil
      let text =
        result.isCommand && !isJob ? command(word, result) : "\(word) => \(json(result))"
      screen.display("\(result.host) | \(text)", result.changed ? .changed : .ok)
    }
  }

  /// JSON that Python writes with an indent of 0 and its line ends taken out.
  private func json(_ result: TaskResult) -> String {
    let text = results.whole(result, indent: 0).utf8.filter { $0 != UInt8(ascii: "\n") }
    return String(decoding: text, as: UTF8.self)
  }

  private func command(_ word: String, _ result: TaskResult) -> String {
    let output = Self.escaped(result.values["stdout"]?.text ?? "")
    let error = Self.escaped(result.values["stderr"]?.text ?? "")
    let head = "\(word) | rc=\(result.values["rc"]?.text ?? "-1") | (stdout) \(output)"
    return error.isEmpty ? head : "\(head) (stderr) \(error)"
  }

  private static func escaped(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": out.append(contentsOf: "\\n".unicodeScalars)
      case "\r": out.append(contentsOf: "\\r".unicodeScalars)
      default: out.append(scalar)
      }
    }
    return String(out)
  }
}
