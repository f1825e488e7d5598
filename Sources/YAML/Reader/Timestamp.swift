extension PlainScalar {
  /// A date, or a date with a time (YAML 1.1 timestamps), as Python's `str` prints it; nil for
  /// anything else.
  static func timestamp(_ start: Scan) -> String? {
    var scan = start
    guard let year = scan.number(4...4), scan.take("-"), let month = scan.number(1...2),
      scan.take("-"), let day = scan.number(1...2), isDate(year, month, day)
    else { return nil }
    let date = "\(padded(year, 4))-\(padded(month))-\(padded(day))"
    // A date alone must be written with two digits each; then its text is the same.
    if scan.atEnd { return start.plain == date ? date : nil }
    guard scan.take("T") || scan.take("t") || scan.blanks() else { return nil }
    return time(&scan).map { "\(date) \($0)" }
  }

  /// `21:59:43`, with a fraction of a second and a zone where they are written.
  private static func time(_ scan: inout Scan) -> String? {
    guard let hour = scan.number(1...2), hour < 24, scan.take(":"),
      let minute = scan.number(2...2), minute < 60, scan.take(":"),
      let second = scan.number(2...2), second < 60
    else { return nil }
    var text = "\(padded(hour)):\(padded(minute)):\(padded(second))"
    if scan.take(".") {
      // Python keeps six digits and prints none when all are zero.
      let written = scan.fraction().prefix(6)
      let digits = written + String(repeating: "0", count: 6 - written.count)
      if digits != "000000" { text += ".\(digits)" }
    }
    guard let zone = zone(&scan), scan.atEnd else { return nil }
    return text + zone
  }

  /// `Z`, `+1` or `-05:30` as `+00:00`, `+01:00`, `-05:30`; empty where none is written.
  private static func zone(_ scan: inout Scan) -> String? {
    if scan.atEnd { return "" }
    _ = scan.blanks()
    if scan.take("Z") { return "+00:00" }
    let sign = scan.take("-") ? "-" : scan.take("+") ? "+" : nil
    guard let sign, let hours = scan.number(1...2), hours < 24 else { return nil }
    var minutes: Int? = 0
    if scan.take(":") { minutes = scan.number(2...2) }
    guard let minutes, minutes < 60 else { return nil }
    return (hours == 0 && minutes == 0 ? "+" : sign) + "\(padded(hours)):\(padded(minutes))"
  }

  private static func isDate(_ year: Int, _ month: Int, _ day: Int) -> Bool {
    guard year >= 1, (1...12).contains(month), day >= 1 else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return day <= [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  }

  private static func padded(_ number: Int, _ width: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
