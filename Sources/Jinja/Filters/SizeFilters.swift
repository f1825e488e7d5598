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
    let isBinary = arguments.bool(0)
    let base = isBinary ? 1024.0 : 1000.0
    if size == 1 { return "1 Byte" }
    if size.isNaN || size == -.infinity {
      throw arguments.error("cannot convert \(size) to integer")
    }
    if size < base {
      return .string("\(WideInteger(size).map { Value.integer($0).text } ?? "0") Bytes")
    }
    func unit(_ index: Int) -> Double { Glibc.pow(base, Double(index + 2)) }
    let index = units.indices.first { size < unit($0) } ?? units.count - 1
    let amount = FormatSpec.printf("f", 1, base * size / unit(index))
    let letter = index == 0 && !isBinary ? "k" : String(units[index])
    return .string("\(amount) \(letter)\(isBinary ? "iB" : "B")")
  }

  /// Ansible's: steps of 1024, two decimals, the largest unit that fits or the one asked for.
  private static func humanReadable(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    guard let size = input.asDouble else {
      throw arguments.error("human_readable() can't interpret following string: \(input.text)")
    }
    let isBits = arguments.bool(0)
    if let unit = arguments[1], !unit.isNull, unit.string == nil {
      throw arguments.error("'unit' must be text, not \(unit.typeName) \(unit.repr)")
    }
    let unit = try arguments.optionalString(1)?.uppercased()
    func fits(_ power: Int) -> Bool {
      unit.map { $0 == String(units[power - 1]) } ?? (size >= pow(1024, Double(power)))
    }
    let power = (1...units.count).last(where: fits) ?? 0
    let plain = isBits ? "bits" : "Bytes"
    let name = power == 0 ? plain : "\(units[power - 1])\(plain.prefix(1))"
    return .string(
      "\(size.sign == .minus ? "-" : "")\(FormatSpec.printf("f", 2, size.magnitude / pow(1024, Double(power)))) \(name)"
    )
  }

  private static func humanToBytes(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    let text = StringMethods.strip(input.text, left: false)
    let digits = text.prefix { $0.isNumber || $0 == "." }
    let given = StringMethods.strip(String(text.dropFirst(digits.count)))
    guard let number = PythonNumber.float(String(digits)), given.allSatisfy(\.isLetter) else {
      throw arguments.error("human_to_bytes() can't interpret following string: \(input.text)")
    }
    let unit = given.isEmpty ? try arguments.optionalString(0) ?? "" : given
    guard let first = unit.uppercased().unicodeScalars.first else {
      if arguments[0]?.string == "" { throw arguments.error("the default unit is empty") }
      return .int(Int(min(number, 1e18).rounded(.toNearestOrEven)))
    }
    let isBits = arguments.bool(1)
    let power = first == "B" ? 0 : units.firstIndex(of: first).map { $0 + 1 }
    guard let power, isUnit(unit, first, isBits) else {
      throw arguments.error("human_to_bytes() can't interpret following string: \(input.text)")
    }
    var amount = number
    for _ in 0..<power { amount *= 1024 }
    guard let bytes = Conversion.integer(.float(amount.rounded(.toNearestOrEven))) else {
      throw arguments.error("the size \(input.text) is too large")
    }
    return bytes
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
