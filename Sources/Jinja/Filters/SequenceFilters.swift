import Core

extension Filters {
  /// Whole sequences: their parts, their length, their text.
  static let sequenceFilters: [String: Filter] = [
    "length": Filter(count), "count": Filter(count),
    "first": Filter(first), "last": Filter(last),
    "join": Filter(["d", "attribute"], writing: join),
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
  ) throws(Diagnostic) {
    let separator = try arguments.string(0)
    let attribute = AttributePath(arguments[1])
    let elements = try Iteration.elements(of: input)
    let start = context.out.count
    for index in elements.indices {
      if index > 0 { context.out.append(separator) }
      if attribute != nil || !elements.place(index).pointee.write(to: &context.out) {
        context.out.append(
          try (attribute?.value(of: elements[index]) ?? elements[index]).defined().text)
      }
      if context.out.count - start > Limits.text { throw arguments.error("the text is too long") }
    }
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
    let size = arguments.value(0)
    var rows: [[Value]] = []
    var row: [Value] = []
    for element in try Iteration.elements(of: input) {
      if Ordering.equal(.int(row.count), size) {
        rows.append(row)
        row = []
      }
      row.append(element)
    }
    if row.isEmpty { return .list(rows.map(Value.list)) }
    if let fill = arguments[1], !fill.isNull, try Ordering.isLess(.int(row.count), size) {
      let missing = try arguments.int(0) - row.count
      if missing > 1_000_000 { throw arguments.error("a row of \(missing) is too long") }
      row += Array(repeating: fill, count: missing)
    }
    return .list((rows + [row]).map(Value.list))
  }

  private static func slice(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    let slices = try arguments.int(0)
    let elements = try Iteration.elements(of: input)
    if slices == 0 { throw arguments.error("integer division or modulo by zero") }
    if slices < 0 { return [] }
    if slices > 1_000_000 { throw arguments.error("\(slices) slices are too many") }
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
    let skipsNulls = try arguments.bool(1, default: true)
    func flat(_ elements: [Value], _ left: Int?) throws(Diagnostic) -> [Value] {
      var flattened: [Value] = []
      for element in elements {
        let element = try element.defined()
        if skipsNulls, element.isNull || ["None", "null"].contains(element.string) { continue }
        let row = element.sequence ?? (element.object as? IntegerRange)?.values
        if let inner = row, left.map({ $0 > 0 }) ?? true {
          flattened += try flat(inner, left.map { $0 - 1 })
        } else {
          flattened.append(element)
        }
      }
      return flattened
    }
    return .list(try flat(try Iteration.elements(of: input), levels))
  }
}
