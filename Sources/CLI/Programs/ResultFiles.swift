import Core
import Reporters
import Synchronization

/// A reporter that also writes each host's last result into a file of its name (`ansible --tree`).
final class ResultFiles: EventSink {
  private let reporter: any EventSink
  private let folder: String
  private let hasWarned = Mutex(false)

  init(_ reporter: any EventSink, folder: String) {
    self.reporter = reporter
    self.folder = folder
  }

  var showsOutput: Bool { reporter.showsOutput }
  func show(output lines: [String], of host: String) { reporter.show(output: lines, of: host) }

  func receive(_ event: Event) {
    reporter.receive(event)
    guard case .result(let result) = event, !result.skipped else { return }
    do throws(Diagnostic) {
      try Files.makeFolder(folder)
      try Files.write(
        Array(ResultText.kept(result).utf8), to: Path.join(folder, result.host))
    } catch {
      let isFirst = hasWarned.withLock { hasWarned in
        defer { hasWarned = true }
        return !hasWarned
      }
      if isFirst { reporter.receive(.warning(error)) }
    }
  }
}
