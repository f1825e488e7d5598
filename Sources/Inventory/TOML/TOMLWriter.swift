import Core

/// Writes TOML as Python's `tomli_w` does with its standard settings: one element of a list per line.
package enum TOMLWriter {
  /// Lines longer than this are not used for tables inside lists.
  private static let lineLimit = 100

  /// - Throws: `file`, for the exit code of Ansible's plain errors, for null and for keys that are no
  ///   text.
  package static func write(_ map: Map) throws(Diagnostic) -> String {
    var out = ""
    try write(map, name: "", inArray: false, to: &out)
    return out
  }

  private static func write(
    _ map: Map, name: String, inArray: Bool, to out: inout String
  ) throws(Diagnostic) {
    var plain: [(String, Value)] = []
    var tables: [(name: String, map: Map, inArray: Bool)] = []
    for (key, value) in map {
      let key = try self.key(key)
      let path = name.isEmpty ? key : "\(name).\(key)"
      if case .map(let inner) = value {
        tables.append((path, inner, false))
      } else if let elements = try longTables(value) {
        tables += elements.map { (path, $0, true) }
      } else {
        plain.append((key, value))
      }
    }
    var isFirst = true
    if inArray || (!name.isEmpty && (!plain.isEmpty || tables.isEmpty)) {
      out += inArray ? "[[\(name)]]\n" : "[\(name)]\n"
      isFirst = false
    }
    for (key, value) in plain {
      out += "\(key) = \(try text(value))\n"
      isFirst = false
    }
    for table in tables {
      if !isFirst { out += "\n" }
      isFirst = false
      try write(table.map, name: table.name, inArray: table.inArray, to: &out)
    }
  }

  /// The tables of a list of tables of which one is too long for a line.
  private static func longTables(_ value: Value) throws(Diagnostic) -> [Map]? {
    guard let elements = value.list, !elements.isEmpty else { return nil }
    var isLong = false
    for element in elements {
      guard element.map != nil else { return nil }
      let line = "    \(try text(element)),"
      isLong = isLong || line.unicodeScalars.count > lineLimit || line.contains("\n")
    }
    return isLong ? elements.compactMap(\.map) : nil
  }

  // MARK: Values

  private static func text(_ value: Value, level: Int = 0) throws(Diagnostic) -> String {
    switch value {
    case .bool(let flag): return flag ? "true" : "false"
    case .int, .float: return value.text
    case .string, .template: return quoted(value.text)
    case .list(let elements):
      if elements.isEmpty { return "[]" }
      let indent = String(repeating: "    ", count: level)
      var lines = "[\n"
      for (index, element) in elements.enumerated() {
        if index > 0 { lines += ",\n" }
        lines += indent + "    " + (try text(element, level: level + 1))
      }
      return lines + ",\n\(indent)]"
    case .map(let map):
      if map.isEmpty { return "{}" }
      var parts: [String] = []
      for (key, value) in map { parts.append("\(try self.key(key)) = \(try text(value))") }
      return "{ \(parts.joined(separator: ", ")) }"
    default:
      throw Diagnostic(
        .file,
        "The source inventory contains a value that cannot be represented in TOML: Object of type "
          + "'\(value.typeName)' is not TOML serializable")
    }
  }

  private static func key(_ key: Value) throws(Diagnostic) -> String {
    guard let text = key.string else {
      throw Diagnostic(
        .file,
        "The source inventory contains a value that cannot be represented in TOML: Invalid mapping "
          + "key '\(key.text)' of type '\(key.typeName)'. A string is required.")
    }
    let isBare = text.utf8.allSatisfy {
      ($0 < 0x80 && Group.isWord($0)) || $0 == UInt8(ascii: "-")
    }
    return isBare && !text.isEmpty ? text : quoted(text)
  }

  private static func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\u{8}": out += "\\b"
      case "\n": out += "\\n"
      case "\u{C}": out += "\\f"
      case "\r": out += "\\r"
      case "\t": out += "\t"
      default:
        if scalar.value < 0x20 || scalar.value == 0x7F {
          out += "\\u" + PythonText.hex(scalar.value, width: 4)
        } else {
          out.unicodeScalars.append(scalar)
        }
      }
    }
    return out + "\""
  }
}
