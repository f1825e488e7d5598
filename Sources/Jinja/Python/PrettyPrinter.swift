import Core

/// Python's `pprint.pformat`: one line if it fits in 80 columns, else one element per line; the keys
/// of dicts are sorted.
struct PrettyPrinter {
  private static let width = 80
  private var out = ""

  static func format(_ value: Value) -> String {
    var printer = PrettyPrinter()
    printer.write(sorted(value), indent: 0, allowance: 0, level: 1)
    return printer.out
  }

  /// The value with the keys of all dicts in order: by type where they cannot be compared.
  private static func sorted(_ value: Value) -> Value {
    switch value {
    case .list(let elements): return .list(elements.map(sorted))
    case .map(let map):
      let entries = map.sorted { a, b in
        (try? Ordering.isLess(a.key, b.key)) ?? (a.key.typeName < b.key.typeName)
      }
      return .map(Map(uniqueKeysWithValues: entries.map { ($0.key, sorted($0.value)) }))
    case .object(let object):
      return (object as? Tuple).map { .object(Tuple($0.values.map(sorted))) } ?? value
    default: return value
    }
  }

  private mutating func write(_ value: Value, indent: Int, allowance: Int, level: Int) {
    let line = value.repr
    if line.scalarCount <= Self.width - indent - allowance {
      out += line
      return
    }
    switch value {
    case .map(let map): write(map, indent, allowance, level)
    case .list(let elements): write(elements, "[", "]", indent, allowance, level)
    case .string(let text): write(text, indent, allowance, level)
    default:
      guard let tuple = value.object as? Tuple else {
        out += line
        return
      }
      write(tuple.values, "(", tuple.values.count == 1 ? ",)" : ")", indent, allowance, level)
    }
  }

  private mutating func breakLine(_ indent: Int) {
    out += "\n" + String(repeating: " ", count: indent)
  }

  private mutating func write(_ map: Map, _ indent: Int, _ allowance: Int, _ level: Int) {
    out += "{"
    for (index, entry) in map.enumerated() {
      if index > 0 {
        out += ","
        breakLine(indent + 1)
      }
      let key = entry.key.repr
      out += key + ": "
      write(
        entry.value, indent: indent + 1 + key.scalarCount + 2,
        allowance: index == map.count - 1 ? allowance + 1 : 1, level: level + 1)
    }
    out += "}"
  }

  private mutating func write(
    _ elements: [Value], _ open: String, _ close: String, _ indent: Int, _ allowance: Int,
    _ level: Int
  ) {
    out += open
    for (index, element) in elements.enumerated() {
      if index > 0 {
        out += ","
        breakLine(indent + 1)
      }
      write(
        element, indent: indent + 1,
        allowance: index == elements.count - 1 ? allowance + close.utf8.count : 1,
        level: level + 1)
    }
    out += close
  }

  /// A long text as literals below each other, cut after lines and between words.
  private mutating func write(_ text: String, _ indent: Int, _ allowance: Int, _ level: Int) {
    let isTop = level == 1
    let (indent, allowance) = isTop ? (indent + 1, allowance + 1) : (indent, allowance)
    let room = Self.width - indent
    var chunks: [String] = []
    let lines = StringMethods.lines(text, keepEnds: true)
    for (index, line) in lines.enumerated() {
      let isLast = index == lines.count - 1
      let literal = Value.string(line).repr
      if literal.scalarCount <= (isLast ? room - allowance : room) {
        chunks.append(literal)
      } else {
        chunks += Self.pieces(line, room, last: isLast ? room - allowance : room)
      }
    }
    if chunks.count == 1 {
      out += Value.string(text).repr
      return
    }
    if isTop { out += "(" }
    for (index, chunk) in chunks.enumerated() {
      if index > 0 { breakLine(indent) }
      out += chunk
    }
    if isTop { out += ")" }
  }

  /// Words with the blanks after them, as many in each literal as fit.
  private static func pieces(_ line: String, _ room: Int, last: Int) -> [String] {
    var parts: [String] = []
    var endedWithBlank = false
    for scalar in line.unicodeScalars {
      let isBlank = scalar.properties.isWhitespace
      if parts.isEmpty || (endedWithBlank && !isBlank) { parts.append("") }
      parts[parts.count - 1].unicodeScalars.append(scalar)
      endedWithBlank = isBlank
    }
    var pieces: [String] = []
    var current = ""
    for (index, part) in parts.enumerated() {
      let limit = index == parts.count - 1 ? last : room
      if Value.string(current + part).repr.scalarCount > limit {
        if !current.isEmpty { pieces.append(Value.string(current).repr) }
        current = part
      } else {
        current += part
      }
    }
    if !current.isEmpty { pieces.append(Value.string(current).repr) }
    return pieces
  }
}
