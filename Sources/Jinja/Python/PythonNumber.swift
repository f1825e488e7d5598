import Core

/// Python's `int(text)` and `float(text)`.
enum PythonNumber {
  static func integer(_ text: String, base: Int = 10) -> Int? {
    wideInteger(text, base: base)?.int
  }

  /// nil also where there are more than 4300 digits.
  static func wideInteger(_ text: String, base: Int = 10) -> WideInteger? {
    var digits = trimmed(text)
    var sign = 1
    if let first = digits.first, first == 0x2D || first == 0x2B {
      sign = first == 0x2D ? -1 : 1
      digits = digits.dropFirst()
    }
    var base = base
    if digits.count > 2, digits.first == 0x30, let radix = radix(digits[digits.startIndex + 1]),
      base == 0 || base == radix
    {
      base = radix
      digits = digits.dropFirst(2)
    } else if base == 0 {
      base = 10
    }
    guard let clean = withoutUnderscores(digits), (2...36).contains(base) else { return nil }
    return WideInteger(digits: clean.utf8, radix: base, isNegative: sign < 0)
  }

  static func float(_ text: String) -> Double? {
    let trimmed = trimmed(text)
    guard let clean = withoutUnderscores(trimmed) else { return nil }
    switch clean.lowercased() {
    case "inf", "+inf", "infinity", "+infinity": return .infinity
    case "-inf", "-infinity": return -.infinity
    case "nan", "+nan", "-nan": return .nan
    default: break
    }
    guard clean.utf8.allSatisfy({ (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }) else {
      return nil
    }
    guard clean.utf8.contains(where: { (0x30...0x39).contains($0) }) else { return nil }
    // Swift wants digits on both sides of the point.
    let padded = clean.hasSuffix(".") ? clean + "0" : clean
    return Double(padded)
  }

  private static func radix(_ letter: UInt8) -> Int? {
    switch letter | 0x20 {
    case UInt8(ascii: "x"): 16
    case UInt8(ascii: "o"): 8
    case UInt8(ascii: "b"): 2
    default: nil
    }
  }

  /// Without blanks at the ends, and with ASCII's digits for those of other scripts.
  private static func trimmed(_ text: String) -> ArraySlice<UInt8> {
    if text.isASCII { return Array(StringMethods.strip(text).utf8)[...] }
    var bytes: [UInt8] = []
    for scalar in StringMethods.strip(text).unicodeScalars {
      if scalar.properties.numericType == .decimal, let digit = scalar.properties.numericValue {
        bytes.append(UInt8(ascii: "0") + UInt8(digit))
      } else {
        bytes.append(contentsOf: String(scalar).utf8)
      }
    }
    return bytes[...]
  }

  /// Underscores may stand between digits only.
  private static func withoutUnderscores(_ digits: ArraySlice<UInt8>) -> String? {
    guard let first = digits.first, let last = digits.last, first != 0x5F, last != 0x5F else {
      return nil
    }
    var clean: [UInt8] = []
    var previous: UInt8 = 0
    for byte in digits {
      if byte == 0x5F, previous == 0x5F { return nil }
      if byte != 0x5F { clean.append(byte) }
      previous = byte
    }
    return String(bytes: clean)
  }
}
