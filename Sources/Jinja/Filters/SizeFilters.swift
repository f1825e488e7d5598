import Core
import Glibc

extension Filters {
  /// Sizes for people.
  static let sizeFilters: [String: Filter] = [
    "filesizeformat": Filter(["binary"], fileSize),
    "human_readable": Filter(["isbits", "unit"], humanReadable),
    "human_to_bytes": Filter(["default_unit", "isbits"], humanToBytes),
  ]

  private static let units = Array("KMGTPEZY".unicodeScalars)

  private static func fileSize(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    guard let size = Conversion.double(input) else {
      throw arguments.error("could not convert \(input.repr) to a number")
    }
    let isBinary = try arguments.bool(0)
    let base = isBinary ? 1024.0 : 1000.0
    if size == 1 { return "1 Byte" }
    if size < base {
      guard let whole = WideInteger(size) else {
        throw arguments.error("cannot convert float infinity to integer")
      }
      return .string("\(whole.text(radix: 10)) Bytes")
    }
    let power = (2...units.count).first { size < pow(base, Double($0)) } ?? units.count + 1
    let letter = power == 2 && !isBinary ? "k" : String(units[power - 2])
    // What is too large for this is infinite in Jinja2 too.
    let amount = base * size / pow(base, Double(power))
    return .string("\(FormatSpec.printf("f", 1, amount)) \(letter)\(isBinary ? "iB" : "B")")
  }

  /// Ansible's: steps of 1024, two decimals, the largest unit that fits or the one asked for.
  private static func humanReadable(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    guard let size = input.asDouble else {
      throw arguments.told("human_readable() can't interpret following string: \(input.text)")
    }
    let isBits = try arguments.bool(0)
    let unit = arguments.value(1).isNull ? nil : try arguments.exactString(1).uppercased()
    func fits(_ power: Int) -> Bool {
      unit.map { $0 == String(units[power - 1]) } ?? (size >= pow(1024, Double(power)))
    }
    let power = (1...units.count).last(where: fits) ?? 0
    let plain = isBits ? "bits" : "Bytes"
    let name = power == 0 ? plain : "\(units[power - 1])\(plain.prefix(1))"
    return .string(
      "\(size.sign == .minus && !size.isNaN ? "-" : "")\(FormatSpec.printf("f", 2, size.magnitude / pow(1024, Double(power)))) \(name)"
    )
  }

  private static func humanToBytes(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    guard let (digits, given) = amount(input.text), let number = PythonNumber.float(digits) else {
      throw arguments.told("human_to_bytes() can't interpret following string: \(input.text)")
    }
    let hasUnit = !given.isEmpty || arguments.value(0).isNull
    let unit = hasUnit ? given : try arguments.exactString(0)
    guard let first = unit.uppercased().unicodeScalars.first else {
      if !hasUnit { throw arguments.error("the default unit is empty") }
      return try whole(number, input, arguments)
    }
    let isBits = try arguments.bool(1)
    let power = first == "B" ? 0 : units.firstIndex(of: first).map { $0 + 1 }
    guard let power, isUnit(unit, first, isBits) else {
      throw arguments.told("human_to_bytes() can't interpret following string: \(input.text)")
    }
    var amount = number
    for _ in 0..<power { amount *= 1024 }
    return try whole(amount, input, arguments)
  }

  private static func whole(
    _ amount: Double, _ input: Value, _ arguments: Arguments
  ) throws(Diagnostic) -> Value {
    guard let bytes = WideInteger(amount.rounded(.toNearestOrEven)) else {
      throw arguments.error("the size \(input.text) is too large")
    }
    return .integer(bytes)
  }

  /// `12.5 MB`: the number, without a sign and with digits behind its point, and the unit, which may be missing.
  private static func amount(_ text: String) -> (digits: String, unit: String)? {
    let text = StringMethods.strip(text, left: false)
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let unit = text.dropFirst(digits.count)
    let name = StringMethods.strip(String(unit))
    guard digits.last?.isNumber == true, name.allSatisfy({ $0.isASCII && $0.isLetter }) else {
      return nil
    }
    return (String(digits), name)
  }

  /// `K`, `KB` (bits: `Kb`) or `kilobyte`.
  private static func isUnit(_ unit: String, _ letter: Unicode.Scalar, _ isBits: Bool) -> Bool {
    if unit.count == 1 { return true }
    let words = [
      "K": "kilo", "M": "mega", "G": "giga", "T": "tera", "P": "peta", "E": "exa", "Z": "zeta",
      "Y": "yotta",
    ]
    let word = (words[String(letter)] ?? "") + (isBits ? "bit" : "byte")
    return unit.lowercased() == word || unit == "\(letter)\(isBits ? "b" : "B")"
  }
}
