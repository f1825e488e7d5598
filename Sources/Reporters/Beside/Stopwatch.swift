import Core

/// The lines with the time that `profile_tasks` and `profile_roles` show below each heading.
struct Stopwatch {
  /// As for `strftime`.
  let format: String
  private let start = ContinuousClock.now
  private var last = ContinuousClock.now

  init(format: String) { self.format = format }

  /// The present, the time since the last such line, and the time since the start.
  mutating func line() -> String {
    let now = ContinuousClock.now
    let words =
      "\(LocalTime.format(format)) (\(Self.text(now - last)))       \(Self.text(now - start))"
    last = now
    return Self.filled(words)
  }

  /// A line of 79 columns.
  static func filled(_ text: String, with character: Character = "*") -> String {
    let head = text.isEmpty ? "" : text + " "
    return head + String(repeating: character, count: max(3, 79 - head.count)) + " "
  }

  /// `NAME ----- 0.12s`, as wide as asked for.
  static func row(_ name: String, _ time: Duration, columns: Int) -> String {
    let dashes = String(repeating: "-", count: max(0, columns - 9 - TextWidth.of(name) - 1))
    let seconds = " \(decimals(time))s"
    return "\(name) \(dashes)"
      + String(repeating: "-", count: max(0, 9 - seconds.count)) + seconds
  }

  /// `0:00:01.234`
  private static func text(_ time: Duration) -> String {
    let milliseconds = Int(time / .milliseconds(1))
    let (seconds, rest) = milliseconds.quotientAndRemainder(dividingBy: 1000)
    return "\(seconds / 3600):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
      + ".\(padded(rest, 3))"
  }

  /// Seconds with two decimals, rounded.
  private static func decimals(_ time: Duration) -> String {
    let hundredths = Int((time / .milliseconds(10)).rounded())
    return "\(hundredths / 100).\(padded(hundredths % 100, 2))"
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
