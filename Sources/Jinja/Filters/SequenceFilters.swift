import Core

extension Filters {
  /// Whole sequences: their parts, their length, their text.
  static let sequenceFilters: [String: Filter] = [
    "length": Filter(count), "count": Filter(count),
    "first": Filter(first), "last": Filter(last),
    "join": Filter(["d", "attribute"], join),
    "reverse": Filter(reverse),
    "batch": Filter(["linecount", "fill_with"], required: 1, batch),
    "slice": Filter(["slices", "fill_with"], required: 1, slice),
    "flatten": Filter(["levels", "skip_nulls"], flatten),
  ]

  private static func count(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    .int(try Iteration.count(of: input))
  }

  private static func empty(_ name: String) -> Value {
    .undefined(Undefined(name: name, message: "No \(name) item, sequence was empty."))
  }

  private static func first(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    if case .string(let text) = input {
      return text.unicodeScalars.first.map { .string(String($0)) } ?? empty("first")
    }
    return try Iteration.elements(of: input).first ?? empty("first")
  }

  private static func last(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    try Iteration.elements(of: input).last ?? empty("last")
  }

  private static func join(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    let separator = try arguments.string(0)
    let attribute = AttributePath(arguments[1])
    var out = ""
    for (index, element) in try Iteration.elements(of: input).enumerated() {
      if index > 0 { out += separator }
      out += try (attribute?.value(of: element) ?? element).defined().text
      if out.utf8.count > Limits.text { throw arguments.error("the text is too long") }
    }
    return .string(out)
  }

  private static func reverse(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    if case .string(let text) = input {
      return .string(String(String.UnicodeScalarView(text.unicodeScalars.reversed())))
    }
    return .list(try Iteration.elements(of: input).reversed())
  }

  private static func batch(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    let size = min(max(1, try arguments.int(0)), 1_000_000)
    let elements = try Iteration.elements(of: input)
    var rows = stride(from: 0, to: elements.count, by: size).map { start in
      Array(elements[start..<min(start + size, elements.count)])
    }
    if let fill = arguments[1], !fill.isNull, let row = rows.popLast() {
      rows.append(row + Array(repeating: fill, count: size - row.count))
    }
    return .list(rows.map(Value.list))
  }

  private static func slice(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    let slices = min(max(1, try arguments.int(0)), 1_000_000)
    let elements = try Iteration.elements(of: input)
    let (size, extra) = elements.count.quotientAndRemainder(dividingBy: slices)
    var columns: [Value] = []
    var start = 0
    for index in 0..<slices {
      let end = start + size + (index < extra ? 1 : 0)
      var column = Array(elements[start..<end])
      if let fill = arguments[1], !fill.isNull, index >= extra { column.append(fill) }
      columns.append(.list(column))
      start = end
    }
    return .list(columns)
  }

  private static func flatten(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    let levels = try arguments.optionalInt(0)
    let skipsNulls = arguments.bool(1, default: true)
    func flat(_ elements: [Value], _ left: Int?) -> [Value] {
      elements.flatMap { element -> [Value] in
        if skipsNulls, element.isNull || element.string == "None" || element.string == "null" {
          return []
        }
        guard let inner = element.sequence, left.map({ $0 > 0 }) ?? true else { return [element] }
        return flat(inner, left.map { $0 - 1 })
      }
    }
    return .list(flat(try Iteration.elements(of: input), levels))
  }
}
