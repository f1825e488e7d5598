import Core
import Glibc

extension Globals {
  static let timeGlobals = [
    Function("now", ["utc", "fmt"]) { (arguments, _) throws(Diagnostic) in
      var clock = timespec()
      clock_gettime(CLOCK_REALTIME, &clock)
      let date =
        try arguments.bool(0)
        ? DateTime(microseconds: clock.tv_sec * 1_000_000 + clock.tv_nsec / 1000)
        : DateTime(local: clock)
      let format = try arguments.optionalExactString(1) ?? ""
      if format.isEmpty { return .object(date) }
      return .string(TimeText.format(format, date.components, microseconds: clock.tv_nsec / 1000))
    }
  ]
}

extension DateTime {
  /// The time of the controller's clock and zone.
  convenience init(local time: timespec) {
    var seconds = time.tv_sec
    var parts = tm()
    localtime_r(&seconds, &parts)
    self.init(microseconds: (seconds + parts.tm_gmtoff) * 1_000_000 + time.tv_nsec / 1000)
  }
}

extension JinjaEnvironment {
  /// A point of time as a date, in the controller's zone.
  package static func localTime(_ time: timespec) -> Value { .object(DateTime(local: time)) }
}
