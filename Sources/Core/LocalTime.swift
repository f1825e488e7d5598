import Glibc

/// Points in time as people of this place read them.
package enum LocalTime {
  /// `2026-01-31 12:00:00`
  package static var now: String { format("%Y-%m-%d %H:%M:%S") }

  /// The present by a format of `strftime`.
  package static func format(_ format: String) -> String {
    var seconds = time(nil)
    var parts = tm()
    localtime_r(&seconds, &parts)
    var buffer = [CChar](repeating: 0, count: 256)
    let count = strftime(&buffer, buffer.count, format, &parts)
    return String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
