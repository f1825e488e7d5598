import Core

/// What a plain (unquoted) scalar means in YAML 1.1 as PyYAML resolves it, which is what Ansible
/// playbooks are written for: `yes` is true, `0644` is octal, `1:30` is ninety, `1e3` is text.
///
/// Dates become the text that Python's `str` gives them.
enum PlainScalar {
  /// The value of a plain scalar.
  static func resolve(_ text: String) -> Value {
    guard let first = text.utf8.first else { return .null }
    switch first {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "."):
      return number(text) ?? .string(text)
    default:
      return word(text) ?? .string(text)
    }
  }

  /// `yes`, `null` and their like; each lower case, Capitalised or UPPER CASE.
  private static func word(_ text: String) -> Value? {
    guard text.utf8.count <= 5 else { return nil }
    switch text {
    case "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON": return .bool(true)
    case "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF": return .bool(false)
    case "~", "null", "Null", "NULL": return .null
    default: return nil
    }
  }

  /// The number or date that a text spells, nil for anything else.
  private static func number(_ text: String) -> Value? {
    if let special = special(text) { return .float(special) }
    var text = text
    return text.withUTF8 { bytes -> Value? in
      if let whole = integer(Scan(bytes)) { return .int(whole) }
      if let real = float(Scan(bytes)) { return .float(real) }
      if let wide = wideInteger(Scan(bytes)) { return .integer(wide) }
      return timestamp(Scan(bytes)).map { .string($0) }
    }
  }

  /// The whole number that a text spells, as `!!int` reads it: blanks around it do no harm.
  static func integer(_ text: String) -> Value? {
    let lead = text.unicodeScalars.drop { $0.properties.isWhitespace }
    let end = lead.lastIndex { !$0.properties.isWhitespace }.map { lead.index(after: $0) }
    var text = String(lead[..<(end ?? lead.endIndex)])
    return text.withUTF8 { bytes in
      integer(Scan(bytes)).map { .int($0) } ?? wideInteger(Scan(bytes)).map { .integer($0) }
    }
  }

  /// The real number that a text spells, as `!!float` reads it: in the forms of YAML and in those
  /// of Python's `float`.
  static func float(_ text: String) -> Double? {
    if let special = special(text) { return special }
    var plain = text
    if let real = plain.withUTF8({ float(Scan($0)) }) { return real }
    let digits = text.lowercased().filter { $0 != "_" }
    let parts = digits.split(separator: ":", omittingEmptySubsequences: false)
    if parts.count > 1, digits.utf8.allSatisfy({ $0 &- 0x30 < 11 }), let whole = integer(digits) {
      return whole.asDouble
    }
    return digits.utf8.contains(UInt8(ascii: "x")) ? nil : Double(digits)
  }

  /// The text of a date, as `!!timestamp` reads it.
  static func timestamp(_ text: String) -> String? {
    var text = text
    return text.withUTF8 { timestamp(Scan($0)) }
  }

  private static func special(_ text: String) -> Double? {
    switch text {
    case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": .infinity
    case "-.inf", "-.Inf", "-.INF": -.infinity
    case ".nan", ".NaN", ".NAN": .nan
    default: nil
    }
  }

  /// `0b1`, `0644`, `0x1F`, `1_000`, `1:30`, each with a sign or none.
  private static func integer(_ start: Scan) -> Int? {
    var scan = start
    let negative = scan.sign()
    if scan.take("0") {
      if scan.take("b") { return scan.integer(radix: 2, negative: negative) }
      if scan.take("x") { return scan.integer(radix: 16, negative: negative) }
      return scan.integer(radix: 8, negative: negative, lead: "0")
    }
    guard var total = scan.digits()?.integer(radix: 10, negative: negative) else { return nil }
    while !scan.atEnd {
      guard let part = scan.sexagesimalPart() else { return nil }
      let (scaled, tooBig) = total.multipliedReportingOverflow(by: 60)
      let (sum, tooBigToo) = scaled.addingReportingOverflow(negative ? -part : part)
      if tooBig || tooBigToo { return nil }
      total = sum
    }
    return total
  }

  /// As `integer` without parts of sixty, for numbers beyond 64 bits.
  private static func wideInteger(_ start: Scan) -> WideInteger? {
    guard isIntegerShaped(start) else { return nil }
    var scan = start
    let isNegative = scan.sign()
    let radix = !scan.take("0") ? 10 : scan.take("b") ? 2 : scan.take("x") ? 16 : 8
    let digits = scan.plain.utf8
    guard !digits.isEmpty else { return nil }
    return WideInteger(digits: digits, radix: radix, isNegative: isNegative)
  }

  /// `1.5`, `.5` (without a sign), `1.0e+3` (the exponent with one), `1:30.5`.
  private static func float(_ start: Scan) -> Double? {
    var scan = start
    if scan.take(".") {
      guard scan.digits() != nil, scan.exponent(), scan.atEnd else { return nil }
      return Double(start.plain)
    }
    let negative = scan.sign()
    guard let lead = scan.digits() else { return nil }
    var sixties: Double?
    while let part = scan.sexagesimalPart() {
      sixties = (sixties ?? Double(lead.plain) ?? 0) * 60 + Double(part)
    }
    guard scan.take(".") else { return nil }
    let fraction = scan.digitsOrNone()
    if let sixties {
      guard scan.atEnd else { return nil }
      let seconds = sixties + (Double("0.\(fraction.plain)0") ?? 0)
      return negative ? -seconds : seconds
    }
    guard scan.exponent(), scan.atEnd else { return nil }
    return Double(start.plain)
  }
}
