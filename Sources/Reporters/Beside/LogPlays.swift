import Core
import Glibc
import Synchronization

/// `community.general.log_plays`: a file for each host, to which all its results are added.
package final class LogPlays: Companion {
  package static let name = "log_plays"

  private let screen: Screen
  private let folder: String
  private let playbook = Mutex("")

  package init(_ options: CompanionOptions, screen: Screen) {
    self.screen = screen
    folder = options.folder("log_folder")
  }

  package func receive(_ event: Event) {
    switch event {
    case .playbookStarted(let path, _): playbook.withLock { $0 = path }
    case .result(let result): add(result)
    default: return
    }
  }

  private func add(_ result: TaskResult) {
    let category =
      result.unreachable
      ? "UNREACHABLE" : result.failed ? "FAILED" : result.skipped ? "SKIPPED" : "OK"
    let isLong = result.values["_ansible_verbose_override"] != nil
    let data =
      isLong ? "omitted" : JSONWriter().write(.map(ResultText.withoutInternals(result.values)))
    let playbook = playbook.withLock { $0 }
    let words = [playbook, result.task.title, result.task.shortAction, category, data]
    let record = "\(LocalTime.format("%b %d %Y %H:%M:%S")) - \(words.joined(separator: " - "))\n\n"
    let path = Path.join(folder, result.host)
    guard let file = fopen(path, "ae") else {
      return screen.warning(Diagnostic(.file, "Unable to write to \(path)"))
    }
    defer { fclose(file) }
    fputs(record, file)
  }
}
