import Core
import Glibc

/// Python's `strptime`.
struct TimeReader {
  private let text: [UInt8]
  private var position = 0
  private var year = 1900
  private var month = 1
  private var day = 1
  private var (hour, minute, second, fraction) = (0, 0, 0, 0)
  private var dayOfYear: Int?
  private var isAfternoon: Bool?

  /// nil when the text does not fit the format.
  static func read(_ text: String, _ format: String) -> DateTime? {
    var reader = TimeReader(text: Array(text.utf8))
    return reader.run(Array(format.utf8)) ? reader.date : nil
  }

  private init(text: [UInt8]) { self.text = text }

  private mutating func run(_ format: [UInt8]) -> Bool {
    guard match(format) else { return false }
    return position == text.count
  }

  private mutating func match(_ format: [UInt8]) -> Bool {
    var index = 0
    while index < format.count {
      let byte = format[index]
      index += 1
      if byte == UInt8(ascii: "%"), index < format.count {
        guard directive(format[index]) else { return false }
        index += 1
      } else if Lexer.isBlank(byte) {
        while position < text.count, Lexer.isBlank(text[position]) { position += 1 }
      } else {
        guard position < text.count, text[position] == byte else { return false }
        position += 1
      }
    }
    return true
  }

  private mutating func directive(_ letter: UInt8) -> Bool {
    switch letter {
    case UInt8(ascii: "Y"): return number(4) { $0.year = $1 }
    case UInt8(ascii: "y"): return number(2) { $0.year = $1 < 69 ? 2000 + $1 : 1900 + $1 }
    case UInt8(ascii: "m"): return number(2, 1...12) { $0.month = $1 }
    case UInt8(ascii: "d"), UInt8(ascii: "e"): return number(2, 1...31) { $0.day = $1 }
    case UInt8(ascii: "j"): return number(3, 1...366) { $0.dayOfYear = $1 }
    case UInt8(ascii: "H"): return number(2, 0...23) { $0.hour = $1 }
    case UInt8(ascii: "I"): return number(2, 1...12) { $0.hour = $1 % 12 }
    case UInt8(ascii: "M"): return number(2, 0...59) { $0.minute = $1 }
    case UInt8(ascii: "S"): return number(2, 0...61) { $0.second = $1 }
    case UInt8(ascii: "f"): return microseconds()
    case UInt8(ascii: "p"): return word(["am", "pm"]) { $0.isAfternoon = $1 == 1 }
    case UInt8(ascii: "b"), UInt8(ascii: "h"):
      return word(Self.months.map { String($0.prefix(3)) }) { $0.month = $1 + 1 }
    case UInt8(ascii: "B"): return word(Self.months) { $0.month = $1 + 1 }
    case UInt8(ascii: "a"): return word(Self.days.map { String($0.prefix(3)) }) { _, _ in }
    case UInt8(ascii: "A"): return word(Self.days) { _, _ in }
    case UInt8(ascii: "T"): return match(Array("%H:%M:%S".utf8))
    case UInt8(ascii: "D"): return match(Array("%m/%d/%y".utf8))
    case UInt8(ascii: "F"): return match(Array("%Y-%m-%d".utf8))
    case UInt8(ascii: "Z"): return word(["utc", "gmt"]) { _, _ in }
    case UInt8(ascii: "%"):
      guard position < text.count, text[position] == letter else { return false }
      position += 1
      return true
    default: return false
    }
  }

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october",
    "november", "december",
  ]
  private static let days = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  ]

  private mutating func number(
    _ digits: Int, _ range: ClosedRange<Int> = 0...9999, _ store: (inout TimeReader, Int) -> Void
  ) -> Bool {
    let run = text[position...].prefix(digits).prefix { Lexer.isDigit($0) }
    guard let value = Int(String(bytes: run)), range.contains(value) else { return false }
    position += run.count
    store(&self, value)
    return true
  }

  private mutating func microseconds() -> Bool {
    let run = text[position...].prefix(6).prefix { Lexer.isDigit($0) }
    guard let value = Int(String(bytes: run)) else { return false }
    position += run.count
    fraction = (run.count..<6).reduce(value) { number, _ in number * 10 }
    return true
  }

  private mutating func word(_ words: [String], _ store: (inout TimeReader, Int) -> Void) -> Bool {
    let rest = String(bytes: text[position...]).lowercased()
    guard let index = words.firstIndex(where: { rest.hasPrefix($0) }) else { return false }
    position += words[index].utf8.count
    store(&self, index)
    return true
  }

  private var date: DateTime {
    var parts = tm()
    parts.tm_year = Int32(year - 1900)
    parts.tm_mon = Int32(dayOfYear == nil ? month - 1 : 0)
    parts.tm_mday = Int32(dayOfYear ?? day)
    parts.tm_hour = Int32(hour + (isAfternoon == true ? 12 : 0))
    parts.tm_min = Int32(minute)
    parts.tm_sec = Int32(second)
    return DateTime(microseconds: timegm(&parts) * 1_000_000 + fraction)
  }
}
