import Core
import Glibc

/// `[[fill]align][sign][#][0][width][,][.precision][type]`, for `str.format`; `%` formatting maps to
/// it too.
struct FormatSpec {
  var fill: Unicode.Scalar = " "
  var align: Unicode.Scalar?
  var sign: Unicode.Scalar = "-"
  var isAlternate = false
  var width = 0
  var grouping: Unicode.Scalar?
  var precision: Int?
  var type: Unicode.Scalar?

  init() {}

  init(_ text: String) throws(Diagnostic) {
    var rest = Array(text.unicodeScalars)[...]
    if rest.count > 1, "<>^=".unicodeScalars.contains(rest[1]) {
      fill = rest.removeFirst()
      align = rest.removeFirst()
    } else if let first = rest.first, "<>^=".unicodeScalars.contains(first) {
      align = rest.removeFirst()
    }
    if let first = rest.first, "+- ".unicodeScalars.contains(first) { sign = rest.removeFirst() }
    if rest.first == "#" { isAlternate = rest.popFirst() != nil }
    if rest.first == "0" {
      rest.removeFirst()
      fill = "0"
      align = align ?? "="
    }
    width = Self.number(&rest) ?? 0
    if rest.first == "," || rest.first == "_" { grouping = rest.popFirst() }
    if rest.first == "." {
      rest.removeFirst()
      precision = Self.number(&rest)
    }
    type = rest.popFirst()
    if !rest.isEmpty { throw Diagnostic(.evaluation, "Invalid format specifier '\(text)'") }
  }

  private static func number(_ rest: inout ArraySlice<Unicode.Scalar>) -> Int? {
    var number: Int?
    while let first = rest.first, ("0"..."9").contains(first) {
      number = (number ?? 0) &* 10 &+ Int(first.value - 0x30)
      rest.removeFirst()
    }
    return number
  }

  // MARK: Formatting

  func format(_ value: Value) throws(Diagnostic) -> String {
    switch value {
    case .float(let number):
      return try pad(sign(number.sign == .minus) + magnitude(number), isNumber: true)
    case .int, .bool:
      if case .bool = value, type == nil { return try formatText(value.text) }
      let number = value.asInteger ?? 0
      if let type, "eEfFgG%".unicodeScalars.contains(type) {
        return try pad(sign(number < 0) + magnitude(Double(number)), isNumber: true)
      }
      return try formatInteger(number)
    default:
      if let type, type != "s" {
        throw Diagnostic(
          .evaluation, "Unknown format code '\(type)' for object of type '\(value.typeName)'")
      }
      return try formatText(value.text)
    }
  }

  func formatText(_ text: String) throws(Diagnostic) -> String {
    let cut = precision.map { $0 < text.scalarCount ? text.scalars(0..<$0) : text } ?? text
    return try pad(cut, isNumber: false)
  }

  func formatInteger(_ number: Int) throws(Diagnostic) -> String {
    var digits: String
    var prefix = ""
    switch type {
    case nil, "d", "i", "u", "n": digits = String(number.magnitude)
    case "x": (digits, prefix) = (String(number.magnitude, radix: 16), "0x")
    case "X": (digits, prefix) = (String(number.magnitude, radix: 16, uppercase: true), "0X")
    case "o": (digits, prefix) = (String(number.magnitude, radix: 8), "0o")
    case "b": (digits, prefix) = (String(number.magnitude, radix: 2), "0b")
    case "c":
      return try pad(
        String(Unicode.Scalar(UInt32(clamping: number)) ?? "\u{FFFD}"), isNumber: false)
    default:
      throw Diagnostic(
        .evaluation, "Unknown format code '\(type.map(String.init) ?? "")' for object of type 'int'"
      )
    }
    if let grouping { digits = Self.group(digits, grouping, every: prefix.isEmpty ? 3 : 4) }
    return try pad(sign(number < 0) + (isAlternate ? prefix : "") + digits, isNumber: true)
  }

  /// The text of a number without its sign.
  private func magnitude(_ number: Double) throws(Diagnostic) -> String {
    var text: String
    switch type {
    case nil:
      text =
        precision == nil ? PythonText.float(number.magnitude) : Self.printf("g", precision, number)
      if precision != nil, !text.contains(".") && !text.contains("e") && number.isFinite {
        text += ".0"
      }
    case "%": text = Self.printf("f", precision ?? 6, number * 100) + "%"
    case "n": text = Self.printf("g", precision ?? 6, number)
    case let type? where "eEfFgG".unicodeScalars.contains(type):
      text = Self.printf(type, precision ?? 6, number)
    default:
      throw Diagnostic(
        .evaluation,
        "Unknown format code '\(type.map(String.init) ?? "")' for object of type 'float'")
    }
    guard let grouping else { return text }
    let whole = text.prefix { $0.isNumber }
    return Self.group(String(whole), grouping, every: 3) + text.dropFirst(whole.count)
  }

  /// C's formatting of a magnitude.
  static func printf(_ type: Unicode.Scalar, _ precision: Int?, _ number: Double) -> String {
    let format = "%.\(min(precision ?? 6, 150))\(type)"
    return withVaList([number.magnitude]) { arguments in
      var buffer = [CChar](repeating: 0, count: 512)
      let length = vsnprintf(&buffer, buffer.count, format, arguments)
      return String(
        decoding: buffer.prefix(max(0, Int(length))).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }

  private static func group(_ digits: String, _ separator: Unicode.Scalar, every size: Int)
    -> String
  {
    var out = ""
    for (index, digit) in digits.unicodeScalars.enumerated() {
      if index > 0, (digits.utf8.count - index) % size == 0 { out.unicodeScalars.append(separator) }
      out.unicodeScalars.append(digit)
    }
    return out
  }

  private func sign(_ isNegative: Bool) -> String {
    isNegative ? "-" : sign == "-" ? "" : String(sign)
  }

  func pad(_ text: String, isNumber: Bool) throws(Diagnostic) -> String {
    let missing = width - text.scalarCount
    if missing <= 0 { return text }
    let all = try String(fill).repeated(missing)
    func filling(_ count: Int) -> String {
      count == missing ? all : String(all.unicodeScalars.prefix(count))
    }
    switch align ?? (isNumber ? ">" : "<") {
    case "<": return text + filling(missing)
    case "^": return filling(missing / 2) + text + filling(missing - missing / 2)
    case "=":
      let head = text.prefix { "+- ".contains($0) }
      var rest = text.dropFirst(head.count)
      var prefix = ""
      if isAlternate, rest.count > 1, rest.hasPrefix("0"), rest.dropFirst().first?.isLetter == true
      {
        prefix = String(rest.prefix(2))
        rest = rest.dropFirst(2)
      }
      return head + prefix + filling(missing) + rest
    default: return filling(missing) + text
    }
  }
}
