import Core
import Glibc
import Reporters

/// `log_path`: all that is shown, with the time.
struct LogFile: Sendable {
  let path: String

  init(_ path: String) { self.path = path }

  /// The logger's name in records, which `log_filter` may name.
  static let name = "ansible"

  /// Adds a record. A log that cannot be written is no reason to end a run.
  func write(_ text: String, _ level: Screen.LogLevel) {
    guard text.contains(where: { !$0.isWhitespace }), let file = fopen(path, "ae") else { return }
    defer { fclose(file) }
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    let thousandths = String(1000 + now.tv_nsec / 1_000_000).dropFirst()
    let user = ProcessEnvironment["USER"] ?? "root"
    // As in Ansible a warning ends with an empty line.
    let body = String(text.drop { $0 == "\n" }) + (level == .warning ? "\n" : "")
    let record =
      "\(LocalTime.now),\(thousandths) p=\(getpid()) u=\(user) n=\(Self.name) \(level.rawValue)| \(body)\n"
    fputs(record, file)
  }
}
