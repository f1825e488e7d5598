import Core
import Glibc
import Synchronization

/// The terminal or files that a run is shown on. All output of a run goes through one screen, which
/// keeps whole texts together and the live line below them.
package final class Screen: Sendable {
  package enum Stream: Sendable { case output, error }

  /// How much a text matters, as logs say it.
  package enum LogLevel: String, Sendable {
    case info = "INFO"
    case warning = "WARNING"
    case error = "ERROR"
  }

  /// What a user has changed about the output.
  package struct Habits: Sendable {
    /// Parameters of escape sequences, by setting (`COLOR_OK`).
    package var palette: [String: String] = [:]
    /// Takes all that is shown, without colours.
    package var log: (@Sendable (String, LogLevel) -> Void)?
    package var showsDeprecations = true
    /// Draws a heading in place of the line with stars; nil for what it cannot draw.
    package var drawsBanner: (@Sendable (String) -> String?)?

    package init() {}
  }

  private let habits: Habits
  /// Whether escape sequences for colours are written.
  package let usesColor: Bool
  /// The columns that banners and warnings fill; Ansible takes the terminal's less one, at least 79.
  package let columns: Int
  /// The columns of the live line; nil where there is none.
  let liveColumns: Int?
  /// The rows that the live line may take, with the output above it.
  let liveRows: Int
  private let write: @Sendable (Stream, String) -> Void
  private let state = Mutex(State())

  private struct State {
    var liveLine = ""
    var isHeld = false
    var isOver = false
    var warnings: Set<String> = []
  }

  /// - Parameter write: takes the texts; standard output and error where none is given.
  package init(
    usesColor: Bool = false, columns: Int = 79, liveColumns: Int? = nil, liveRows: Int = 24,
    habits: Habits = Habits(),
    write: @escaping @Sendable (Stream, String) -> Void = Screen.writeToStandard
  ) {
    self.usesColor = usesColor
    self.columns = columns
    self.liveColumns = liveColumns
    self.liveRows = liveRows
    self.habits = habits
    self.write = write
  }

  /// A screen for the process's own output: colours on a terminal, or as the environment says
  /// (`NO_COLOR`, and Ansible's `ANSIBLE_NOCOLOR` and `ANSIBLE_FORCE_COLOR`).
  package convenience init(
    forcesColor: Bool, refusesColor: Bool, habits: Habits = Habits()
  ) {
    let width = Self.terminalSize(STDOUT_FILENO)?.columns
    let live = Self.terminalSize(STDERR_FILENO)
    let isPlain = refusesColor || width == nil || ProcessEnvironment["TERM"] == "dumb"
    self.init(
      usesColor: forcesColor || !isPlain, columns: max(79, (width ?? 0) - 1),
      liveColumns: ProcessEnvironment["TERM"] == "dumb" ? nil : live?.columns,
      liveRows: live?.rows ?? 24, habits: habits)
  }

  /// Prints a text as lines of its own.
  package func display(
    _ text: String, _ color: Color? = nil, to stream: Stream = .output, level: LogLevel = .info
  ) {
    log(text, level)
    var text = painted(text, color)
    if text.utf8.last != UInt8(ascii: "\n") { text += "\n" }
    state.withLock { state in
      guard !state.isOver else { return }
      eraseLiveLine(state)
      write(stream, text)
      if !state.liveLine.isEmpty { write(.error, state.liveLine) }
    }
  }

  /// Writes into the log alone.
  package func log(_ text: String, _ level: LogLevel = .info) { habits.log?(text, level) }

  /// Prints the last text; from then on nothing is shown.
  package func end(_ text: String, _ color: Color? = nil, to stream: Stream = .output) {
    holdLiveLine()
    display(text, color, to: stream)
    state.withLock { $0.isOver = true }
  }

  package func painted(_ text: String, _ color: Color?) -> String {
    guard usesColor, let color else { return text }
    return color.paint(text, habits.palette)
  }

  /// A line that is filled with stars, after an empty one.
  package func banner(_ text: String) {
    if let drawing = habits.drawsBanner?(text) { return display("\(drawing)\n") }
    let text = StringEnds.trimmed(text)
    let stars = String(repeating: "*", count: max(3, columns - TextWidth.of(text)))
    display("\n\(text) \(stars)")
  }

  /// A warning with its place, once.
  package func warning(_ diagnostic: Diagnostic) {
    notice("WARNING", diagnostic, .warning)
  }

  package func deprecation(_ diagnostic: Diagnostic) {
    guard habits.showsDeprecations else { return }
    notice("DEPRECATION WARNING", diagnostic, .deprecation)
  }

  private func notice(_ word: String, _ diagnostic: Diagnostic, _ color: Color) {
    let rest = diagnostic.surroundings
    let text =
      TextWidth.wrapped("[\(word)]: \(diagnostic.message)", columns: columns)
      + (rest.isEmpty ? "" : "\n" + rest)
    guard state.withLock({ $0.warnings.insert(text).inserted }) else { return }
    display(text, color, to: .error, level: .warning)
  }

  // MARK: The live line

  /// Replaces the live line, which may be several; empty text removes it.
  func setLiveLine(_ text: String) {
    guard let liveColumns else { return }
    state.withLock { state in
      eraseLiveLine(state)
      state.liveLine = state.isHeld || state.isOver ? "" : Self.cut(text, columns: liveColumns - 1)
      if !state.liveLine.isEmpty { write(.error, state.liveLine) }
    }
  }

  /// Removes the live line and keeps it away, so that a question can stand in its place.
  package func holdLiveLine() {
    state.withLock { state in
      eraseLiveLine(state)
      (state.liveLine, state.isHeld) = ("", true)
    }
  }

  package func releaseLiveLine() { state.withLock { $0.isHeld = false } }

  private func eraseLiveLine(_ state: State) {
    guard !state.liveLine.isEmpty else { return }
    let above = state.liveLine.utf8.count { $0 == UInt8(ascii: "\n") }
    write(.error, above == 0 ? "\r\u{1B}[K" : "\r\u{1B}[\(above)A\u{1B}[J")
  }

  /// Each line as far as it fits.
  private static func cut(_ text: String, columns: Int) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { TextWidth.prefix(String($0), columns: columns) }.joined(separator: "\n")
  }

  // MARK: The process's own streams

  private static func terminalSize(_ descriptor: Int32) -> (columns: Int, rows: Int)? {
    guard isatty(descriptor) == 1 else { return nil }
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return (80, 24)
    }
    return (Int(size.ws_col), size.ws_row > 0 ? Int(size.ws_row) : 24)
  }

  /// Writes without a buffer, so that the order of both streams is kept on a terminal. A closed
  /// stream (`| head`) is nobody's error: the run goes on.
  package static let writeToStandard: @Sendable (Stream, String) -> Void = { stream, text in
    let descriptor = stream == .output ? STDOUT_FILENO : STDERR_FILENO
    let bytes = Array(text.utf8)
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0 && errno == EINTR { continue }
      if count < 0 && errno == EAGAIN {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&waiting, 1, -1)
        continue
      }
      if count <= 0 { return }
      written += count
    }
  }
}

extension Diagnostic {
  /// Everything but the message: the place with its line, the notes, the hint; empty without them.
  package var surroundings: String {
    String(description.dropFirst(message.count).drop { $0 == "\n" })
  }
}
