import Core
import Glibc

/// Python's `datetime`.
final class DateTime: ArithmeticObject, ComparableObject, @unchecked Sendable {
  /// Microseconds since 1970 in the date's own zone.
  let microseconds: Int
  /// Seconds east of UTC; nil for a date without a time zone.
  let offset: Int?
  /// The name that the zone was read with.
  private let zoneName: String?
  let components: tm

  init(microseconds: Int, offset: Int? = nil, zoneName: String? = nil) {
    self.microseconds = microseconds
    self.offset = offset
    self.zoneName = zoneName
    var seconds = time_t((Double(microseconds) / 1e6).rounded(.down))
    var parts = tm()
    gmtime_r(&seconds, &parts)
    components = parts
  }

  private var fraction: Int { ((microseconds % 1_000_000) + 1_000_000) % 1_000_000 }

  var typeName: String { "datetime" }
  var text: String {
    let base = TimeText.format("%Y-%m-%d %H:%M:%S", components)
    let digits = fraction == 0 ? "" : "." + String(String(fraction + 1_000_000).dropFirst())
    return base + digits + zone(":")
  }

  /// `+02:00`, and nothing for a date without a time zone.
  private func zone(_ colon: String) -> String {
    guard let offset else { return "" }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let size = offset.magnitude.quotientAndRemainder(dividingBy: 3600)
    let (hours, rest) = (Int(size.quotient), Int(size.remainder))
    let seconds = rest % 60 == 0 ? "" : colon + two(rest % 60)
    return (offset < 0 ? "-" : "+") + two(hours) + colon + two(rest / 60) + seconds
  }

  /// What `%Z` gives: `UTC+02:00` for a zone without a name.
  private var nameOfZone: String {
    zoneName ?? (offset == nil ? "" : "UTC" + (offset == 0 ? "" : zone(":")))
  }

  func attribute(_ name: String) throws(Diagnostic) -> Value? {
    switch name {
    case "year": return .int(Int(components.tm_year) + 1900)
    case "month": return .int(Int(components.tm_mon) + 1)
    case "day": return .int(Int(components.tm_mday))
    case "hour": return .int(Int(components.tm_hour))
    case "minute": return .int(Int(components.tm_min))
    case "second": return .int(Int(components.tm_sec))
    case "microsecond": return .int(fraction)
    case "strftime":
      return .object(
        Function("strftime", ["format"], required: 1) { [self] (arguments, _) throws(Diagnostic) in
          .string(
            TimeText.format(
              try arguments.string(0), components, microseconds: fraction,
              zone: (zone(""), nameOfZone)))
        })
    case "timestamp":
      return constant("timestamp", .float(Double(localEpoch) + Double(fraction) / 1e6))
    case "weekday": return constant("weekday", .int((Int(components.tm_wday) + 6) % 7))
    case "isoweekday": return constant("isoweekday", .int((Int(components.tm_wday) + 6) % 7 + 1))
    case "isoformat":
      return constant("isoformat", .string(text.replacingFirst(" ", with: "T")))
    case "date": return constant("date", .string(TimeText.format("%Y-%m-%d", components)))
    default: return nil
    }
  }

  private func constant(_ name: String, _ value: Value) -> Value {
    .object(Function(name) { (_, _) in value })
  }

  /// The date read as local time, in seconds since 1970 UTC.
  private var localEpoch: Int {
    if let offset { return Int((Double(microseconds) / 1e6).rounded(.down)) - offset }
    var parts = components
    parts.tm_isdst = -1
    return Int(mktime(&parts))
  }

  func apply(_ operation: BinaryOperator, _ right: Value) throws(Diagnostic) -> Value? {
    if operation == .subtract, let other = right.object as? DateTime {
      if (offset == nil) != (other.offset == nil) {
        throw Diagnostic(
          .evaluation, "can't subtract offset-naive and offset-aware datetimes")
      }
      return .object(TimeDelta(microseconds: instant - other.instant))
    }
    guard let delta = right.object as? TimeDelta else { return nil }
    switch operation {
    case .add:
      return .object(shifted(by: delta.microseconds))
    case .subtract:
      return .object(shifted(by: -delta.microseconds))
    default: return nil
    }
  }

  private func shifted(by delta: Int) -> DateTime {
    DateTime(microseconds: microseconds + delta, offset: offset, zoneName: zoneName)
  }

  func isLess(than other: Value) -> Bool? {
    guard let other = other.object as? DateTime, (offset == nil) == (other.offset == nil) else {
      return nil
    }
    return instant < other.instant
  }

  /// Microseconds since 1970 UTC; without a time zone those of the date itself.
  private var instant: Int { microseconds - (offset ?? 0) * 1_000_000 }

  func equals(_ other: any Object) -> Bool {
    guard let other = other as? DateTime, (offset == nil) == (other.offset == nil) else {
      return false
    }
    return instant == other.instant
  }
  var hashSeed: Int { instant }
}

/// Python's `timedelta`.
final class TimeDelta: ArithmeticObject, ComparableObject {
  let microseconds: Int

  init(microseconds: Int) { self.microseconds = microseconds }

  var typeName: String { "timedelta" }
  private var days: Int { Int((Double(microseconds) / 86_400e6).rounded(.down)) }
  private var rest: Int { microseconds - days * 86_400_000_000 }

  var text: String {
    let seconds = rest / 1_000_000
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let clock = "\(seconds / 3600):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
    let fraction = rest % 1_000_000
    let tail = fraction == 0 ? "" : "." + String(String(fraction + 1_000_000).dropFirst())
    let head = days == 0 ? "" : "\(days) day\(abs(days) == 1 ? "" : "s"), "
    return head + clock + tail
  }

  func attribute(_ name: String) throws(Diagnostic) -> Value? {
    switch name {
    case "days": return .int(days)
    case "seconds": return .int(rest / 1_000_000)
    case "microseconds": return .int(rest % 1_000_000)
    case "total_seconds":
      let total = Value.float(Double(microseconds) / 1e6)
      return .object(Function(name) { (_, _) in total })
    default: return nil
    }
  }

  func apply(_ operation: BinaryOperator, _ right: Value) throws(Diagnostic) -> Value? {
    guard let other = right.object as? TimeDelta else { return nil }
    switch operation {
    case .add: return .object(TimeDelta(microseconds: microseconds + other.microseconds))
    case .subtract: return .object(TimeDelta(microseconds: microseconds - other.microseconds))
    default: return nil
    }
  }

  func isLess(than other: Value) -> Bool? {
    (other.object as? TimeDelta).map { microseconds < $0.microseconds }
  }

  func equals(_ other: any Object) -> Bool { (other as? TimeDelta)?.microseconds == microseconds }
  var hashSeed: Int { microseconds }
}

/// `strftime`, of `datetime` (where `%f` is the fraction) or of `time`; its counterpart is `TimeReader`.
enum TimeText {
  static func format(
    _ format: String, _ parts: tm, microseconds: Int? = nil,
    zone: (offset: String, name: String) = ("", "")
  ) -> String {
    var parts = parts
    var format = format
    if let microseconds {
      // What a C library does not know of the date.
      format = format.replacingAll("%%", with: "%\0")
        .replacingAll("%f", with: String(String(microseconds + 1_000_000).dropFirst()))
        .replacingAll("%z", with: zone.offset).replacingAll("%Z", with: zone.name)
        .replacingAll("%\0", with: "%%")
    }
    if format.isEmpty { return "" }
    var buffer = [CChar](repeating: 0, count: format.utf8.count * 8 + 256)
    let count = strftime(&buffer, buffer.count, format, &parts)
    return String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

extension String {
  func replacingFirst(_ old: String, with new: String) -> String {
    String(bytes: Bytes.replace(Array(utf8), Array(old.utf8), Array(new.utf8), limit: 1))
  }
}
