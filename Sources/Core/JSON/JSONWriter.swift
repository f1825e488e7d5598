/// JSON as Python's `json.dumps` prints it.
package struct JSONWriter: Sendable {
  /// Spaces per level; nil writes one line with Python's separators `, ` and `: `.
  package var indent: Int?
  package var sortKeys: Bool
  /// Whether characters beyond ASCII become `\uXXXX`, as Python does by default.
  package var escapesNonASCII: Bool

  package init(indent: Int? = nil, sortKeys: Bool = false, escapesNonASCII: Bool = false) {
    self.indent = indent
    self.sortKeys = sortKeys
    self.escapesNonASCII = escapesNonASCII
  }

  /// The text of a value. Keys that are not strings become strings as Python makes them.
  package func write(_ value: Value) -> String {
    var out = ""
    write(value, level: 0, to: &out)
    return out
  }

  private func write(_ value: Value, level: Int, to out: inout String) {
    switch value {
    case .null: out += "null"
    case .bool(let flag): out += flag ? "true" : "false"
    case .int(let number): out += String(number)
    case .float(let number): out += Self.number(number)
    case .list(let elements):
      writeItems(elements, open: "[", close: "]", level: level, to: &out) {
        write($0, level: level + 1, to: &$1)
      }
    case .map(let map): writeMap(map, level: level, to: &out)
    case .object(let object) where object.isNumber: out += object.text
    case .string, .template, .object, .undefined: quote(value.text, to: &out)
    }
  }

  private func writeMap(_ map: Map, level: Int, to out: inout String) {
    var entries = map.map { (key: Self.key($0.key), value: $0.value) }
    if sortKeys {
      entries.sort { $0.key.unicodeScalars.lexicographicallyPrecedes($1.key.unicodeScalars) }
    }
    writeItems(entries, open: "{", close: "}", level: level, to: &out) { entry, out in
      quote(entry.key, to: &out)
      out += ": "
      write(entry.value, level: level + 1, to: &out)
    }
  }

  private func writeItems<Item>(
    _ items: [Item], open: String, close: String, level: Int, to out: inout String,
    each: (Item, inout String) -> Void
  ) {
    out += open
    for (position, item) in items.enumerated() {
      if position > 0 { out += indent == nil ? ", " : "," }
      breakLine(level: level + 1, to: &out)
      each(item, &out)
    }
    if !items.isEmpty { breakLine(level: level, to: &out) }
    out += close
  }

  private func breakLine(level: Int, to out: inout String) {
    guard let indent else { return }
    out += "\n" + String(repeating: " ", count: indent * level)
  }

  private static func key(_ value: Value) -> String {
    switch value {
    case .bool, .null, .int, .float: JSONWriter().write(value)
    default: value.text
    }
  }

  private static func number(_ number: Double) -> String {
    if number.isNaN { return "NaN" }
    if number.isInfinite { return number < 0 ? "-Infinity" : "Infinity" }
    return PythonText.float(number)
  }

  private func quote(_ text: String, to out: inout String) {
    out += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case "\u{8}": out += "\\b"
      case "\u{C}": out += "\\f"
      default:
        if scalar.value < 0x20 || (escapesNonASCII && scalar.value > 0x7E) {
          for unit in String(scalar).utf16 { out += "\\u" + PythonText.hex(UInt32(unit), width: 4) }
        } else {
          out.unicodeScalars.append(scalar)
        }
      }
    }
    out += "\""
  }
}
