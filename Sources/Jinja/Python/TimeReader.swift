import Core
import Glibc
import Regex

/// Python's `strptime`: the format becomes a regular expression, whose groups are put together.
struct TimeReader {
  private var fields: [UInt8: String] = [:]

  /// nil when the text does not fit the format, or is no date.
  ///
  /// - Throws: a format with a directive that Python's `strptime` does not have.
  static func read(_ text: String, _ format: String) throws(Diagnostic) -> DateTime? {
    let (pattern, letters) = try pattern(of: Array(format.utf8)[...])
    let bytes = Array(text.utf8)
    let regex = try Regex.compiled(pattern, .ignoreCase)
    guard let match = try regex.firstMatch(in: bytes, .beginning),
      match.range.upperBound == bytes.count
    else { return nil }
    var reader = TimeReader()
    for letter in letters {
      let name = String(Unicode.Scalar(letter))
      guard let number = regex.groupNames[name], let range = match.groups[number] else { continue }
      reader.fields[letter] = String(bytes: bytes[range]).lowercased()
    }
    return reader.date
  }

  // MARK: The pattern

  private static func pattern(
    of format: ArraySlice<UInt8>
  ) throws(Diagnostic) -> (pattern: String, letters: [UInt8]) {
    var out = ""
    var letters: [UInt8] = []
    var rest = format
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%") {
        guard let letter = rest.popFirst() else {
          throw Diagnostic(.evaluation, "stray % in format '\(String(bytes: format))'")
        }
        let (part, found) = try directive(letter, in: format)
        out += part
        letters += found
      } else if Lexer.isBlank(byte) {
        while let next = rest.first, Lexer.isBlank(next) { rest.removeFirst() }
        out += "\\s+"
      } else if "\\.^$*+?(){}[]|".utf8.contains(byte) {
        out += "\\" + String(Unicode.Scalar(byte))
      } else {
        var run = [byte]
        while let next = rest.first, next >= 0x80 {
          run.append(next)
          rest.removeFirst()
        }
        out += String(bytes: run)
      }
    }
    return (out, letters)
  }

  private static func directive(
    _ letter: UInt8, in format: ArraySlice<UInt8>
  ) throws(Diagnostic) -> (String, [UInt8]) {
    // Those of the C locale.
    let compound: [UInt8: String] = [
      UInt8(ascii: "c"): "%a %b %d %H:%M:%S %Y", UInt8(ascii: "x"): "%m/%d/%y",
      UInt8(ascii: "X"): "%H:%M:%S",
    ]
    if letter == UInt8(ascii: "%") { return ("%", []) }
    if let whole = compound[letter] { return try pattern(of: Array(whole.utf8)[...]) }
    let name = String(Unicode.Scalar(letter))
    guard let part = parts[name] else {
      throw Diagnostic(
        .evaluation, "'\(name)' is a bad directive in format '\(String(bytes: format))'")
    }
    return ("(?P<\(name)>\(part))", [letter])
  }

  private static let parts: [String: String] = [
    "d": #"3[0-1]|[1-2]\d|0[1-9]|[1-9]| [1-9]"#, "f": "[0-9]{1,6}", "H": #"2[0-3]|[0-1]\d|\d"#,
    "I": "1[0-2]|0[1-9]|[1-9]", "G": #"\d\d\d\d"#, "m": "1[0-2]|0[1-9]|[1-9]",
    "j": #"36[0-6]|3[0-5]\d|[1-2]\d\d|0[1-9]\d|00[1-9]|[1-9]\d|0[1-9]|[1-9]"#,
    "M": #"[0-5]\d|\d"#, "S": #"6[0-1]|[0-5]\d|\d"#, "U": #"5[0-3]|[0-4]\d|\d"#,
    "W": #"5[0-3]|[0-4]\d|\d"#, "w": "[0-6]", "u": "[1-7]", "V": #"5[0-3]|0[1-9]|[1-4]\d|\d"#,
    "y": #"\d\d"#, "Y": #"\d\d\d\d"#, "p": "am|pm", "Z": "utc|gmt",
    "z": #"[+-]\d\d:?[0-5]\d(?::?[0-5]\d(?:\.\d{1,6})?)?|(?-i:Z)"#,
    "a": days.map { String($0.prefix(3)) }.joined(separator: "|"), "A": days.joined(separator: "|"),
    "b": months.map { String($0.prefix(3)) }.joined(separator: "|"),
    "B": months.joined(separator: "|"),
  ]

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
  ]
  private static let days = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  ]

  // MARK: The date

  private func number(_ letter: Character) -> Int? {
    letter.asciiValue.flatMap { fields[$0] }.flatMap { PythonNumber.integer($0) }
  }

  private func place(_ letters: [Character], in words: [String]) -> Int? {
    for letter in letters {
      guard let word = letter.asciiValue.flatMap({ fields[$0] }) else { continue }
      return words.firstIndex { $0.hasPrefix(word) }
    }
    return nil
  }

  private var year: Int {
    number("Y") ?? number("y").map { $0 < 69 ? 2000 + $0 : 1900 + $0 } ?? 1900
  }

  /// Monday is 0.
  private var weekday: Int? {
    place(["A", "a"], in: Self.days) ?? number("w").map { ($0 + 6) % 7 }
      ?? number("u").map { $0 - 1 }
  }

  private var date: DateTime? {
    guard let day else { return nil }
    var hour = number("H") ?? 0
    if let twelfth = number("I") {
      hour = twelfth % 12 + (fields[UInt8(ascii: "p")] == "pm" ? 12 : 0)
    }
    let second = number("S") ?? 0
    if second > 59 { return nil }
    let seconds = day * 86_400 + hour * 3600 + (number("M") ?? 0) * 60 + second
    let digits = fields[UInt8(ascii: "f")] ?? ""
    let fraction = Int((digits + "000000").prefix(6)) ?? 0
    return DateTime(microseconds: seconds * 1_000_000 + fraction, offset: offset)
  }

  /// Days since 1970; nil for a day that does not exist.
  private var day: Int? {
    if let isoYear = number("G") {
      guard let week = number("V"), let weekday, number("j") == nil else { return nil }
      let fourth = Self.days(year: isoYear, month: 1, day: 4)
      return fourth - Self.weekday(fourth) + (week - 1) * 7 + weekday
    }
    if number("V") != nil { return nil }
    let first = Self.days(year: year, month: 1, day: 1)
    if let dayOfYear = number("j") { return first + dayOfYear - 1 }
    if let weekday, let week = number("U") ?? number("W"), number("d") == nil {
      // Weeks of %U begin on Sunday.
      let shift = number("U") != nil ? 1 : 0
      let (start, wanted) = ((Self.weekday(first) + shift) % 7, (weekday + shift) % 7)
      return week == 0
        ? first + wanted - start : first + (7 - start) % 7 + 7 * (week - 1) + wanted
    }
    let month = place(["B", "b"], in: Self.months).map { $0 + 1 } ?? number("m") ?? 1
    let day = number("d") ?? 1
    let found = Self.days(year: year, month: month, day: day)
    let next = Self.days(year: year, month: month + 1, day: 1)
    return found < next ? found : nil
  }

  private static func days(year: Int, month: Int, day: Int) -> Int {
    var parts = tm()
    parts.tm_year = Int32(year - 1900)
    parts.tm_mon = Int32(month - 1)
    parts.tm_mday = Int32(day)
    return timegm(&parts) / 86_400
  }

  /// 1970 began on a Thursday.
  private static func weekday(_ day: Int) -> Int { (((day + 3) % 7) + 7) % 7 }

  /// Seconds east of UTC.
  private var offset: Int? {
    guard let text = fields[UInt8(ascii: "z")] else { return nil }
    if text == "z" { return 0 }
    let digits = text.utf8.prefix { $0 != UInt8(ascii: ".") }.filter(Lexer.isDigit)
    func two(_ at: Int) -> Int {
      at + 1 < digits.count ? Int(digits[at]) * 10 + Int(digits[at + 1]) - 528 : 0
    }
    let seconds = two(0) * 3600 + two(2) * 60 + two(4)
    return text.hasPrefix("-") ? -seconds : seconds
  }
}
