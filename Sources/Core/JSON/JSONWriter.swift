/// JSON as Python's `json.dumps` prints it.
package struct JSONWriter: Sendable {
  /// What a level is indented by; nil writes all on one line.
  package var indentation: String?
  /// What stands between two members, and between a key and its value.
  package var separators: (item: String, key: String)
  /// Keys in Python's order: numbers by value, texts by their characters' numbers.
  package var sortKeys: Bool
  /// Whether characters beyond ASCII become `\uXXXX`, as Python does by default.
  package var escapesNonASCII: Bool
  /// Whether entries whose key JSON cannot have (lists, dicts) are left out.
  package var skipsKeys = false
  /// Whether `check` takes numbers that JSON does not have.
  package var allowsNaN = true

  /// - Parameter indent: spaces per level; nil writes one line with the separators `, ` and `: `.
  package init(indent: Int? = nil, sortKeys: Bool = false, escapesNonASCII: Bool = false) {
    self.init(
      indentation: indent.map { String(repeating: " ", count: max(0, $0)) }, sortKeys: sortKeys,
      escapesNonASCII: escapesNonASCII)
  }

  package init(indentation: String?, sortKeys: Bool = false, escapesNonASCII: Bool = false) {
    self.indentation = indentation
    separators = (indentation == nil ? ", " : ",", ": ")
    self.sortKeys = sortKeys
    self.escapesNonASCII = escapesNonASCII
  }

  /// The text of a value. Keys that are not strings become strings as Python makes them; what
  /// `check` would refuse is written as its text.
  package func write(_ value: Value) -> String {
    var out: [UInt8] = []
    write(value, level: 0, to: &out)
    return String(decoding: out, as: UTF8.self)
  }

  private func write(_ value: Value, level: Int, to out: inout [UInt8]) {
    switch value {
    case .null, .bool, .int, .float: out += Self.word(value).utf8
    case .list(let elements):
      if elements.isEmpty { return out += "[]".utf8 }
      out.append(UInt8(ascii: "["))
      writeItems(elements, level: level, to: &out) { write($0, level: level + 1, to: &$1) }
      out.append(UInt8(ascii: "]"))
    case .map(let map):
      if map.isEmpty { return out += "{}".utf8 }
      out.append(UInt8(ascii: "{"))
      writeItems(entries(of: map), level: level, to: &out) { entry, out in
        quote(entry.key.string ?? Self.word(entry.key), to: &out)
        out += separators.key.utf8
        write(entry.value, level: level + 1, to: &out)
      }
      out.append(UInt8(ascii: "}"))
    case .object where value.encrypted != nil:
      // As Ansible's encoder has it, for whoever can decrypt it.
      write(["__ansible_vault": .string(value.text)], level: level, to: &out)
    case .object(let object) where object.isNumber: out += object.text.utf8
    case .string, .template, .object, .undefined: quote(value.text, to: &out)
    }
  }

  private func writeItems<Item>(
    _ items: [Item], level: Int, to out: inout [UInt8], each: (Item, inout [UInt8]) -> Void
  ) {
    breakLine(level: level + 1, to: &out)
    for (position, item) in items.enumerated() {
      if position > 0 {
        out += separators.item.utf8
        breakLine(level: level + 1, to: &out)
      }
      each(item, &out)
    }
    breakLine(level: level, to: &out)
  }

  private func breakLine(level: Int, to out: inout [UInt8]) {
    guard let indentation else { return }
    out.append(UInt8(ascii: "\n"))
    for _ in 0..<level { out += indentation.utf8 }
  }

  private func entries(of map: Map) -> [(key: Value, value: Value)] {
    var entries = map.map { (key: $0.key, value: $0.value) }
    if skipsKeys { entries.removeAll { !Self.isKey($0.key) } }
    if !sortKeys { return entries }
    return KeyOrder.sorted(entries)
      ?? entries.sorted { $0.key.text.utf8.lexicographicallyPrecedes($1.key.text.utf8) }
  }

  /// Whether Python writes a value as a key.
  static func isKey(_ key: Value) -> Bool {
    switch key {
    case .null, .bool, .int, .float, .string, .template: true
    case .object(let object): object.isNumber
    default: false
    }
  }

  /// The text of what is neither text nor a collection.
  private static func word(_ value: Value) -> String {
    switch value {
    case .null: "null"
    case .bool(let flag): flag ? "true" : "false"
    case .float(let number) where number.isNaN: "NaN"
    case .float(let number) where number.isInfinite: number < 0 ? "-Infinity" : "Infinity"
    case .float(let number): PythonText.float(number)
    default: value.text
    }
  }

  private func quote(_ text: String, to out: inout [UInt8]) {
    out.append(UInt8(ascii: "\""))
    for scalar in text.unicodeScalars {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", " ": out.append(UInt8(truncatingIfNeeded: scalar.value))
      case "\"": out += "\\\"".utf8
      case "\\": out += "\\\\".utf8
      case "\n": out += "\\n".utf8
      case "\r": out += "\\r".utf8
      case "\t": out += "\\t".utf8
      case "\u{8}": out += "\\b".utf8
      case "\u{C}": out += "\\f".utf8
      default:
        if scalar.value < 0x20 || (escapesNonASCII && scalar.value > 0x7E) {
          for unit in String(scalar).utf16 {
            out += ("\\u" + PythonText.hex(UInt32(unit), width: 4)).utf8
          }
        } else {
          out += String(scalar).utf8
        }
      }
    }
    out.append(UInt8(ascii: "\""))
  }
}
