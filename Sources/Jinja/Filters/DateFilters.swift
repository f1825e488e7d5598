import Core
import Glibc

extension Filters {
  static let dateFilters: [String: Filter] = [
    "strftime": Filter(["second", "utc"], formatTime),
    "to_datetime": Filter(["format"], parseTime),
  ]

  /// `'%Y' | strftime(seconds, utc)`; now, when no second is given.
  private static func formatTime(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    var seconds = time(nil)
    if let given = arguments[0], !given.isNull {
      guard let number = Conversion.double(given) else {
        throw arguments.told("Invalid value for epoch value (\(given.text))")
      }
      guard number.magnitude < 6e16 else {
        throw arguments.error("the time \(given.text) is out of range")
      }
      seconds = time_t(number.rounded(.down))
    }
    var parts = tm()
    if try arguments.bool(1) { gmtime_r(&seconds, &parts) } else { localtime_r(&seconds, &parts) }
    let format = try arguments.text(of: input)
    if format.utf8.contains(0) { throw arguments.error("embedded null character") }
    return .string(TimeText.format(format, parts))
  }

  private static func parseTime(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    let format = try arguments.string(0, default: "%Y-%m-%d %H:%M:%S")
    guard let date = try TimeReader.read(try arguments.text(of: input), format) else {
      throw arguments.error("time data \(input.repr) does not match format '\(format)'")
    }
    return .object(date)
  }
}
