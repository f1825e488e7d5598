import Core

extension Filters {
  /// community.general: tables.
  static let csvFilters: [String: Filter] = [
    "from_csv": Filter(
      ["dialect", "fieldnames", "delimiter", "skipinitialspace", "strict"], fromCSV)
  ]

  /// Dicts of the rows, as Python's `csv.DictReader` gives them: values that have no name are a list
  /// under `none`, names that have no value have `none`.
  private static func fromCSV(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    guard var text = input.string.map({ Substring($0) }) else {
      throw arguments.error("a string is needed, not \(input.typeName) \(input.repr)")
    }
    if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
    var reader = CSVReader()
    switch try arguments.string(0, default: "excel") {
    case "excel", "unix": break
    case "excel-tab": reader.delimiter = 0x09
    case let name: throw arguments.error("Dialect '\(name)' is not supported")
    }
    if let delimiter = try arguments.optionalString(2) {
      guard delimiter.utf8.count == 1, let byte = delimiter.utf8.first else {
        throw arguments.error("'delimiter' must be one character")
      }
      reader.delimiter = byte
    }
    reader.skipsSpace = try arguments.bool(3)
    reader.isStrict = try arguments.bool(4)
    guard var rows = reader.rows(Array(text.utf8)) else {
      throw arguments.error("Unable to process file: the quotes do not match")
    }
    var names = try arguments[1].flatMap { (value) throws(Diagnostic) in
      value.isNull ? nil : try Iteration.elements(of: value)
    }
    if names == nil {
      names = rows.first?.map { .string($0) } ?? []
      rows = Array(rows.dropFirst())
    }
    return .list(rows.filter { !$0.isEmpty }.map { .map(dict(names ?? [], $0)) })
  }

  private static func dict(_ names: [Value], _ row: [String]) -> Map {
    var map = Map()
    for (name, value) in zip(names, row) { map[name] = .string(value) }
    if row.count > names.count {
      map[.null] = .list(row[names.count...].map { .string($0) })
    }
    for name in names.dropFirst(row.count) { map[name] = .null }
    return map
  }
}

/// Python's `csv.reader`.
struct CSVReader {
  var delimiter = UInt8(ascii: ",")
  var skipsSpace = false
  /// Text after a closing quote, and a quote without an end, are errors.
  var isStrict = false

  private enum State { case start, plain, quoted, afterQuote }

  /// The fields of each line, none for an empty one. nil where quotes do not match.
  func rows(_ bytes: [UInt8]) -> [[String]]? {
    var rows: [[String]] = []
    var row: [String] = []
    var field: [UInt8] = []
    var state = State.start
    var isEmpty = true
    func endField() {
      row.append(String(decoding: field, as: UTF8.self))
      field = []
      state = .start
    }
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if state == .quoted {
        if byte == UInt8(ascii: "\"") { state = .afterQuote } else { field.append(byte) }
        continue
      }
      switch byte {
      case 0x0A, 0x0D:
        if byte == 0x0D, index < bytes.count, bytes[index] == 0x0A { index += 1 }
        if !isEmpty { endField() }
        rows.append(row)
        (row, isEmpty, state) = ([], true, .start)
        continue
      case delimiter: endField()
      case UInt8(ascii: "\"") where state == .start: state = .quoted
      case UInt8(ascii: "\"") where state == .afterQuote:
        field.append(byte)
        state = .quoted
      case 0x20 where state == .start && skipsSpace: break
      default:
        if state == .afterQuote, isStrict { return nil }
        field.append(byte)
        state = .plain
      }
      isEmpty = false
    }
    if state == .quoted, isStrict { return nil }
    if !isEmpty {
      endField()
      rows.append(row)
    }
    return rows
  }
}
