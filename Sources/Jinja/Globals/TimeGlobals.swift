import Core
import Glibc

extension Globals {
  static let timeGlobals = [
    Function("now", ["utc", "fmt"]) { (arguments, _) throws(Diagnostic) in
      var clock = timespec()
      clock_gettime(CLOCK_REALTIME, &clock)
      var seconds = clock.tv_sec
      if !arguments.bool(0) {
        var parts = tm()
        localtime_r(&seconds, &parts)
        seconds += parts.tm_gmtoff
      }
      let date = DateTime(microseconds: seconds * 1_000_000 + clock.tv_nsec / 1000)
      let format = try arguments.string(1)
      if format.isEmpty { return .object(date) }
      return .string(TimeText.format(format, date.components, microseconds: clock.tv_nsec / 1000))
    }
  ]
}
