extension Value {
  /// Python's truth value. Undefined is false.
  package var isTrue: Bool {
    switch self {
    case .undefined, .null: false
    case .bool(let flag): flag
    case .int(let number): number != 0
    case .float(let number): number != 0
    case .string(let text): !text.isEmpty
    case .template(let template): !template.source.isEmpty
    case .list(let elements): !elements.isEmpty
    case .map(let map): !map.isEmpty
    case .object(let object): object.isTrue
    }
  }

  /// Python's `type(x).__name__`, as `type_debug` and errors show it.
  package var typeName: String {
    switch self {
    case .undefined: "AnsibleUndefined"
    case .null: "NoneType"
    case .bool: "bool"
    case .int: "int"
    case .float: "float"
    case .string, .template: "str"
    case .list: "list"
    case .map: "dict"
    case .object(let object): object.typeName
    }
  }

  /// Python's `str(x)`: what `{{ x }}` inserts into text.
  package var text: String {
    switch self {
    case .string(let text): text
    case .template(let template): template.source
    case .object(let object): object.text
    case .undefined: ""
    default: repr
    }
  }

  /// Python's `repr(x)`.
  package var repr: String {
    var out = ""
    writeRepr(to: &out)
    return out
  }

  private func writeRepr(to out: inout String) {
    switch self {
    case .undefined(let undefined): out += undefined.repr
    case .null: out += "None"
    case .bool(let flag): out += flag ? "True" : "False"
    case .int(let number): out += String(number)
    case .float(let number): out += PythonText.float(number)
    case .string(let text): PythonText.quote(text, to: &out)
    case .template(let template): PythonText.quote(template.source, to: &out)
    case .object(let object): out += object.text
    case .list(let elements):
      out += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { out += ", " }
        element.writeRepr(to: &out)
      }
      out += "]"
    case .map(let map):
      out += "{"
      for (index, entry) in map.enumerated() {
        if index > 0 { out += ", " }
        entry.key.writeRepr(to: &out)
        out += ": "
        entry.value.writeRepr(to: &out)
      }
      out += "}"
    }
  }
}

/// Texts as Python prints them.
package enum PythonText {
  /// `repr(float)`: the shortest digits that read back equal, exponents from 1e16 and below 1e-4
  /// (Python's `float_repr_style` "short").
  package static func float(_ number: Double) -> String {
    if number.isNaN { return "nan" }
    if number.isInfinite { return number < 0 ? "-inf" : "inf" }
    let (negative, digits, exponent) = shortest(number)
    let sign = negative ? "-" : ""
    if exponent < -4 || exponent >= 16 {
      let rest = digits.dropFirst()
      let magnitude = String(abs(exponent))
      let padded = magnitude.count < 2 ? "0" + magnitude : magnitude
      let mantissa = rest.isEmpty ? "\(digits.prefix(1))" : "\(digits.prefix(1)).\(rest)"
      return "\(sign)\(mantissa)e\(exponent < 0 ? "-" : "+")\(padded)"
    }
    if exponent < 0 {
      return sign + "0." + String(repeating: "0", count: -exponent - 1) + digits
    }
    if digits.count <= exponent + 1 {
      return sign + digits + String(repeating: "0", count: exponent + 1 - digits.count) + ".0"
    }
    return "\(sign)\(digits.prefix(exponent + 1)).\(digits.dropFirst(exponent + 1))"
  }

  /// The shortest digits (no leading or trailing zeros) and the exponent of the first one.
  private static func shortest(_ number: Double) -> (Bool, String, Int) {
    if number == 0 { return (number.sign == .minus, "0", 0) }
    // Swift prints the shortest digits that read back equal, as Python does.
    let parts = number.magnitude.description.split(separator: "e")
    let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    var exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    let whole = mantissa[0]
    var digits = String(whole) + (mantissa.count > 1 ? String(mantissa[1]) : "")
    exponent += whole.count - 1
    while digits.hasPrefix("0"), digits.count > 1 {
      digits.removeFirst()
      exponent -= 1
    }
    while digits.hasSuffix("0"), digits.count > 1 { digits.removeLast() }
    return (number < 0, digits, exponent)
  }

  /// `repr(str)`: single quotes unless the text holds single and no double ones.
  package static func quote(_ text: String, to out: inout String) {
    // By bytes: a quote with a mark on it is another Character.
    let holdsDouble = text.utf8.contains(UInt8(ascii: "\""))
    let quote: Unicode.Scalar =
      text.utf8.contains(UInt8(ascii: "'")) && !holdsDouble ? "\"" : "'"
    out.unicodeScalars.append(quote)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case quote: out += "\\\(quote)"
      default:
        if scalar.value < 0x7F && scalar.value >= 0x20 || isPrintable(scalar) {
          out.unicodeScalars.append(scalar)
        } else {
          switch scalar.value {
          case ..<0x100: out += "\\x" + hex(scalar.value, width: 2)
          case ..<0x10000: out += "\\u" + hex(scalar.value, width: 4)
          default: out += "\\U" + hex(scalar.value, width: 8)
          }
        }
      }
    }
    out.unicodeScalars.append(quote)
  }

  /// Python's `isprintable()`.
  package static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      false
    case .spaceSeparator: scalar == " "
    default: true
    }
  }

  /// Lower-case hexadecimal with leading zeros.
  package static func hex(_ number: some BinaryInteger, width: Int) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
