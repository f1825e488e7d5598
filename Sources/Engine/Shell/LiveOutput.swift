import Connections
import Core
import Modules

/// Tells what a command has printed while it runs: the last lines, once it has run for a second or so, and
/// again every second.
///
/// The command writes to files in the shell's private folder; a second shell of the same user reads
/// their ends. Where it cannot be had, nothing is told.
struct LiveOutput: Sendable {
  let shell: RemoteShell
  let pending: PendingReply
  /// The files, by their names in the private folder.
  let files: [String]
  /// Takes the lines, without those that have no end yet.
  let show: @Sendable ([String]) -> Void

  private static let pace = Duration.seconds(1)
  /// Bytes of each file that are looked at.
  private static let reach = 8192

  /// Until the call is over, or the task that runs this is cancelled.
  func run() async {
    var reader: Reader?
    while (try? await _Concurrency.Task.sleep(for: Self.pace)) != nil {
      let place = shell.place(of: pending)
      if place == .over { break }
      guard place == .running, let beside = shell.beside else { continue }
      do {
        if reader == nil { reader = Reader(process: try await beside.start(), beside: beside) }
        var lines: [String] = []
        for file in files { lines += try await reader?.lines(file, reach: Self.reach) ?? [] }
        if shell.place(of: pending) == .running, !_Concurrency.Task.isCancelled { show(lines) }
      } catch {
        break
      }
    }
    await reader?.process.closeInput()
  }

  /// The second shell, which prints the end of a file and then a mark.
  private struct Reader {
    let process: any RemoteProcess
    let beside: ShellBeside
    private let mark = ShellSession.randomToken()
    private var rest: [UInt8] = []

    init(process: any RemoteProcess, beside: ShellBeside) {
      (self.process, self.beside) = (process, beside)
    }

    /// The whole lines at the end of a file.
    mutating func lines(_ file: String, reach: Int) async throws(Diagnostic) -> [String] {
      let path = ShellText.quote("\(beside.folder)/\(file)")
      let script = "tail -c \(reach) \(path) 2>/dev/null; printf '\\n%s\\n' \(mark)\n"
      try await process.write(Array(script.utf8))
      let wanted = Array("\n\(mark)\n".utf8)
      while true {
        if let end = rest.firstIndex(of: wanted, from: 0) {
          defer { rest.removeFirst(end + wanted.count) }
          return Self.lines(rest[..<end], isCut: end >= reach)
        }
        switch try await process.read() {
        case .output(let bytes): rest += bytes
        case .error: continue
        case .exit: throw Diagnostic(.unreachable, "the second shell has ended")
        }
      }
    }

    /// A beginning that is cut off and a line without its end may be parts of a secret, which nobody
    /// would know.
    private static func lines(_ bytes: ArraySlice<UInt8>, isCut: Bool) -> [String] {
      let isEnd = { (byte: UInt8) in byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }
      guard let last = bytes.lastIndex(where: isEnd) else { return [] }
      let lines = bytes[..<last].split(whereSeparator: isEnd)
      return lines.dropFirst(isCut ? 1 : 0).map { String(decoding: $0, as: UTF8.self) }
    }
  }
}
