import Core

extension Filters {
  /// community.general: durations such as `2h 30min` as a number of one unit.
  static let timeUnitFilters: [String: Filter] = [
    "to_time_unit": Filter(["unit", "**"]) { (input, arguments, _) throws(Diagnostic) in
      try duration(input, arguments, in: try arguments.string(0, default: "ms"))
    },
    "to_milliseconds": duration(in: "ms"), "to_seconds": duration(in: "s"),
    "to_minutes": duration(in: "m"), "to_hours": duration(in: "h"), "to_days": duration(in: "d"),
    "to_weeks": duration(in: "w"), "to_months": duration(in: "mo"), "to_years": duration(in: "y"),
  ]

  private static func duration(in unit: String) -> Filter {
    Filter(["**"]) { (input, arguments, _) throws(Diagnostic) in
      try duration(input, arguments, in: unit)
    }
  }

  private static let shortNames = [
    "millisecond": "ms", "msec": "ms", "msecond": "ms", "sec": "s", "second": "s", "hour": "h",
    "min": "m", "minute": "m", "day": "d", "week": "w", "month": "mo", "year": "y",
  ]

  /// Milliseconds of a unit, written in singular, plural or short.
  private static func milliseconds(
    _ unit: String, days: (month: Double, year: Double)
  ) -> Double? {
    var singular = Substring(unit)
    while singular.last == "s" { singular.removeLast() }
    let day = 86_400_000.0
    return switch shortNames[String(singular)] ?? unit {
    case "ms": 1
    case "s": 1000
    case "m": 60_000
    case "h": 3_600_000
    case "d": day
    case "w": 7 * day
    case "mo": day * days.month
    case "y": day * days.year
    default: nil
    }
  }

  private static func duration(
    _ input: Value, _ arguments: Arguments, in unit: String
  ) throws(Diagnostic) -> Value {
    guard let text = input.string else {
      throw arguments.error("a string is needed, not \(input.typeName) \(input.repr)")
    }
    if text == "0" { return 0 }
    for (name, _) in arguments.keywords where name != "year" && name != "month" {
      throw arguments.error("got unknown keyword arguments: \(name)")
    }
    let days = (
      month: try days(arguments, "month", 30), year: try days(arguments, "year", 365)
    )
    guard let divisor = milliseconds(unit, days: days) else {
      let hint = "Available units: " + shortNames.keys.sorted().joined(separator: ", ")
      throw arguments.error("can not convert to the following unit: \(unit). \(hint)")
    }
    var sum = 0.0
    for word in text.split(whereSeparator: \.isWhitespace) {
      guard let (number, name) = part(word), let factor = milliseconds(name, days: days) else {
        throw arguments.error("can not interpret following string: \(text)")
      }
      sum += number * factor
    }
    if divisor == 0 { throw arguments.error("division by zero") }
    return .float(Rounding.toEven(sum / divisor, 12))
  }

  private static func days(
    _ arguments: Arguments, _ name: String, _ standard: Double
  ) throws(Diagnostic) -> Double {
    guard let value = arguments.keyword(name) else { return standard }
    guard let days = value.asDouble else { throw arguments.error("'\(name)' must be a number") }
    return days
  }

  /// `-12h`: the number and the unit; what comes after the letters does not count.
  private static func part(_ word: Substring) -> (Double, String)? {
    let sign = word.first == "-" ? 1 : 0
    let digits = word.dropFirst(sign).prefix { $0.isASCII && $0.isNumber }
    let unit = word.dropFirst(sign + digits.count).prefix {
      $0.isLetter || $0.isNumber || $0 == "_"
    }
    guard !unit.isEmpty, let number = Double(word.prefix(sign) + digits) else { return nil }
    return (number, String(unit))
  }
}
