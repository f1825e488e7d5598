import Core
import Reporters
import Synchronization

/// A reporter that also keeps which hosts have failed, for `retry_files_enabled`.
final class RetryFile: EventSink {
  private let reporter: any EventSink
  private let hosts = Mutex<[String]>([])

  init(_ reporter: any EventSink) { self.reporter = reporter }

  var showsOutput: Bool { reporter.showsOutput }
  func show(output lines: [String], of host: String) { reporter.show(output: lines, of: host) }

  func receive(_ event: Event) {
    if case .recap(let recap) = event {
      let failed = recap.filter { $0.summary.failed > 0 || $0.summary.unreachable > 0 }.map(\.host)
      hosts.withLock { $0 = failed }
    }
    reporter.receive(event)
  }

  /// Writes `NAME.retry` beside the playbook, or into `folder`, if any host has failed.
  ///
  /// - Throws: `file` where it cannot be written.
  func write(for playbook: String, into folder: String?, _ screen: Screen) throws(Diagnostic) {
    let failed = hosts.withLock { $0 }
    if failed.isEmpty { return }
    let name = Path.name(playbook).split(separator: ".").first.map(String.init) ?? playbook
    let path = Path.absolute(Path.join(folder ?? Path.folder(playbook), "\(name).retry"))
    try Files.write(Array(failed.map { $0 + "\n" }.joined().utf8), to: path)
    screen.display("\tto retry, use: --limit @\(path)\n")
  }
}
