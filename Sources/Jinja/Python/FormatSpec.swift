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
    case .int, .bool, .object(is BigInteger):
      let number = value.wideInteger ?? WideInteger(0)
      if let type, "eEfFgG%".unicodeScalars.contains(type) {
        return try pad(sign(number.isNegative) + magnitude(number.double), isNumber: true)
      }
      if precision != nil {
        throw Diagnostic(.evaluation, "Precision not allowed in integer format specifier")
      }
      return try formatInteger(number)
    case .string: return try formatWord(value.text)
    default:
      throw Diagnostic(
        .evaluation, "unsupported format string passed to \(value.typeName).__format__")
    }
  }

  private func formatWord(_ text: String) throws(Diagnostic) -> String {
    if let type, type != "s" {
      throw Diagnostic(
        .evaluation, "Unknown format code '\(type)' for object of type 'str'")
    }
    if grouping != nil { throw Diagnostic(.evaluation, "Cannot specify ',' with 's'.") }
    if align == "=" {
      throw Diagnostic(.evaluation, "'=' alignment not allowed in string format specifier")
    }
    if sign != "-" || isAlternate {
      throw Diagnostic(.evaluation, "Sign not allowed in string format specifier")
    }
    return try formatText(text)
  }

  func formatText(_ text: String) throws(Diagnostic) -> String {
    let cut = precision.map { $0 < text.scalarCount ? text.scalars(0..<$0) : text } ?? text
    return try pad(cut, isNumber: false)
  }

  func formatInteger(_ number: WideInteger) throws(Diagnostic) -> String {
    let magnitude = number.isNegative ? -number : number
    var digits: String
    var prefix = ""
    switch type {
    case nil, "d", "i", "u", "n": digits = magnitude.text(radix: 10)
    case "x": (digits, prefix) = (magnitude.text(radix: 16), "0x")
    case "X": (digits, prefix) = (magnitude.text(radix: 16, uppercase: true), "0X")
    case "o": (digits, prefix) = (magnitude.text(radix: 8), "0o")
    case "b": (digits, prefix) = (magnitude.text(radix: 2), "0b")
    case "c":
      guard let scalar = number.int.flatMap({ UInt32(exactly: $0) }).flatMap(Unicode.Scalar.init)
      else { throw Diagnostic(.evaluation, "%c arg not in range(0x110000)") }
      return try pad(String(scalar), isNumber: true)
    default:
      throw Diagnostic(
        .evaluation, "Unknown format code '\(type.map(String.init) ?? "")' for object of type 'int'"
      )
    }
    if let grouping {
      if grouping == ",", !prefix.isEmpty {
        throw Diagnostic(.evaluation, "Cannot specify ',' with '\(type.map(String.init) ?? "")'.")
      }
      digits = Self.group(digits, grouping, every: prefix.isEmpty ? 3 : 4)
    }
    return try pad(
      sign(number.isNegative) + (isAlternate ? prefix : "") + digits, isNumber: true)
  }

  /// The text of a number without its sign.
  private func magnitude(_ number: Double) throws(Diagnostic) -> String {
    var text: String
    switch type {
    case nil:
      text = precision.map { general($0, number) } ?? PythonText.float(number.magnitude)
    case "%": text = Self.printf("f", precision ?? 6, number * 100) + "%"
    case "n": text = Self.printf("g", precision ?? 6, number)
    case let type? where "eEfFgG".unicodeScalars.contains(type):
      text = Self.printf(type, precision ?? 6, number, isAlternate: isAlternate)
    default:
      throw Diagnostic(
        .evaluation,
        "Unknown format code '\(type.map(String.init) ?? "")' for object of type 'float'")
    }
    guard let grouping else { return text }
    let whole = text.prefix { $0.isNumber }
    return Self.group(String(whole), grouping, every: 3) + text.dropFirst(whole.count)
  }

  /// As `g`, but with a digit after the point, and the exponent begins at one digit less.
  private func general(_ precision: Int, _ number: Double) -> String {
    let digits = max(1, precision)
    let scientific = Self.printf("e", digits - 1, number)
    if let mark = scientific.firstIndex(of: "e"),
      let exponent = Int(scientific[scientific.index(after: mark)...]), exponent == digits - 1,
      digits > 0
    {
      var mantissa = scientific[..<mark]
      if mantissa.contains(".") {
        while mantissa.hasSuffix("0") { mantissa.removeLast() }
        if mantissa.hasSuffix(".") { mantissa.removeLast() }
      }
      return String(mantissa) + scientific[mark...]
    }
    let text = Self.printf("g", digits, number)
    return text.contains(".") || text.contains("e") || !number.isFinite ? text : text + ".0"
  }

  /// C's formatting of a magnitude.
  static func printf(
    _ type: Unicode.Scalar, _ precision: Int?, _ number: Double, isAlternate: Bool = false
  ) -> String {
    let digits = min(precision ?? 6, 10_000)
    let format = "%\(isAlternate ? "#" : "").\(digits)\(type)"
    return withVaList([number.magnitude]) { arguments in
      // The largest number has 309 digits before the point.
      var buffer = [CChar](repeating: 0, count: digits + 350)
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
