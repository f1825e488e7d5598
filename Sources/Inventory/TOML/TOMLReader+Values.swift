import Core

extension TOMLReader {
  mutating func value() throws(Diagnostic) -> Value {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.depthLimit { throw error("nested too deeply") }
    switch next {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      let start = position
      let text = has("\"\"\"") || has("'''") ? try block() : try line()
      return TemplateText.isTemplate(text)
        ? .template(TemplateText(text, at: place(start + 1))) : .string(text)
    case UInt8(ascii: "["): return .list(try array())
    case UInt8(ascii: "{"): return .map(try inlineTable())
    default: return try scalar()
    }
  }

  private mutating func array() throws(Diagnostic) -> [Value] {
    position += 1
    var elements: [Value] = []
    while true {
      skipSpace(newlines: true)
      if take("]") { return elements }
      elements.append(try value())
      skipSpace(newlines: true)
      if take("]") { return elements }
      guard take(",") else { throw error("',' or ']' expected") }
    }
  }

  private mutating func inlineTable() throws(Diagnostic) -> Map {
    position += 1
    let table = TOMLTable()
    skipBlanks()
    if take("}") { return table.value }
    repeat {
      skipBlanks()
      try pair(into: table)
      skipBlanks()
    } while take(",")
    guard take("}") else { throw error("',' or '}' expected") }
    return table.value
  }

  // MARK: Numbers, dates, true and false

  private mutating func scalar() throws(Diagnostic) -> Value {
    let start = position
    while let byte = next, byte > 0x20, !",]}#=".utf8.contains(byte) { position += 1 }
    // A blank may stand between a date and a time.
    if position - start == 10, bytes[start + 4] == UInt8(ascii: "-"), next == 0x20,
      position + 1 < bytes.count, (0x30...0x39).contains(bytes[position + 1])
    {
      position += 1
      while let byte = next, byte > 0x20, !",]}#".utf8.contains(byte) { position += 1 }
    }
    let word = String(decoding: bytes[start..<position], as: UTF8.self)
    if let value = Self.scalar(word) { return value }
    position = start
    throw error(
      word.isEmpty ? "a value is missing" : "'\(word)' is no value",
      hint: word.isEmpty ? nil : "texts stand in quotes")
  }

  private static func scalar(_ word: String) -> Value? {
    switch word {
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "inf", "+inf": return .float(.infinity)
    case "-inf": return .float(-.infinity)
    case "nan", "+nan", "-nan": return .float(.nan)
    default: return TOMLNumber.value(word) ?? TOMLDate.text(word).map { .string($0) }
    }
  }
}

/// Numbers as TOML writes them.
enum TOMLNumber {
  static func value(_ word: String) -> Value? {
    var bytes = Array(word.utf8)
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where word.hasPrefix(prefix) {
      return digits(bytes.dropFirst(2), isDigit: { isHexadecimal($0) })
        .flatMap { Int($0, radix: radix) }.map { .int($0) }
    }
    let isSigned = bytes.first == UInt8(ascii: "+") || bytes.first == UInt8(ascii: "-")
    let sign = bytes.first == UInt8(ascii: "-") ? "-" : ""
    if isSigned { bytes.removeFirst() }
    if let whole = integer(bytes[...]) { return Int(sign + whole).map { .int($0) } }
    return float(bytes).flatMap { Double(sign + $0) }.map { .float($0) }
  }

  /// Digits without a zero in front, the underscores between them dropped.
  private static func integer(_ bytes: ArraySlice<UInt8>) -> String? {
    guard bytes.count == 1 || bytes.first != UInt8(ascii: "0") else { return nil }
    return digits(bytes, isDigit: isDecimal)
  }

  /// `1.5`, `1e6`, `1.5e-3`
  private static func float(_ bytes: [UInt8]) -> String? {
    let exponent = bytes.firstIndex { $0 | 0x20 == UInt8(ascii: "e") } ?? bytes.endIndex
    let point = bytes[..<exponent].firstIndex(of: UInt8(ascii: ".")) ?? exponent
    guard point < bytes.endIndex, var text = integer(bytes[..<point]) else { return nil }
    if point < exponent {
      guard let part = digits(bytes[(point + 1)..<exponent], isDigit: isDecimal) else {
        return nil
      }
      text += "." + part
    }
    guard exponent < bytes.endIndex else { return text }
    var rest = bytes[(exponent + 1)...]
    var sign = ""
    if let first = rest.first, first == UInt8(ascii: "+") || first == UInt8(ascii: "-") {
      sign = first == UInt8(ascii: "-") ? "-" : ""
      rest = rest.dropFirst()
    }
    return digits(rest, isDigit: isDecimal).map { "\(text)e\(sign)\($0)" }
  }

  /// The digits without the underscores, each of which must stand between two of them.
  private static func digits(
    _ bytes: ArraySlice<UInt8>, isDigit: (UInt8) -> Bool
  ) -> String? {
    var digits: [UInt8] = []
    var wasDigit = false
    for byte in bytes {
      if byte == UInt8(ascii: "_") {
        guard wasDigit else { return nil }
        wasDigit = false
      } else {
        guard isDigit(byte) else { return nil }
        digits.append(byte)
        wasDigit = true
      }
    }
    return wasDigit ? String(decoding: digits, as: UTF8.self) : nil
  }

  static func isDecimal(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    isDecimal(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
  }
}

/// Dates and times as TOML writes them, and as Python's `isoformat` does.
enum TOMLDate {
  /// The text of a date, a time or both; nil for anything else.
  static func text(_ word: String) -> String? {
    let bytes = Array(word.utf8)
    if fits(bytes[...], "dddd-dd-dd") { return word }
    if let time = time(bytes[...]) { return time }
    guard bytes.count > 11, fits(bytes[..<10], "dddd-dd-dd"),
      "Tt ".utf8.contains(bytes[10])
    else { return nil }
    let date = String(decoding: bytes[..<10], as: UTF8.self)
    var rest = bytes[11...]
    var zone = ""
    if let last = rest.last, last | 0x20 == UInt8(ascii: "z") {
      zone = "+00:00"
      rest = rest.dropLast()
    } else if rest.count > 6, fits(rest.suffix(5), "dd:dd"),
      let sign = rest.dropLast(5).last, "+-".utf8.contains(sign)
    {
      zone = String(decoding: rest.suffix(6), as: UTF8.self)
      rest = rest.dropLast(6)
    }
    return time(rest).map { "\(date)T\($0)\(zone)" }
  }

  /// A time with as many digits of a second as Python has.
  private static func time(_ bytes: ArraySlice<UInt8>) -> String? {
    guard bytes.count >= 8, fits(bytes.prefix(8), "dd:dd:dd") else { return nil }
    let time = String(decoding: bytes.prefix(8), as: UTF8.self)
    let rest = bytes.dropFirst(8)
    guard let point = rest.first else { return time }
    let digits = rest.dropFirst()
    guard point == UInt8(ascii: "."), !digits.isEmpty, digits.allSatisfy(TOMLNumber.isDecimal)
    else { return nil }
    let micro = String(decoding: digits.prefix(6), as: UTF8.self)
    let padded = micro + String(repeating: "0", count: 6 - micro.utf8.count)
    return padded == "000000" ? time : "\(time).\(padded)"
  }

  /// Whether the bytes are as the form, in which `d` is a digit.
  private static func fits(_ bytes: ArraySlice<UInt8>, _ form: String) -> Bool {
    bytes.count == form.utf8.count
      && zip(bytes, form.utf8).allSatisfy { byte, wanted in
        wanted == UInt8(ascii: "d") ? TOMLNumber.isDecimal(byte) : byte == wanted
      }
  }
}
