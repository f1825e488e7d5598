import Core
import Jinja
import Playbooks

/// `csvfile`: a column of the first row of a file that has a text in another column.
struct CSVFileLookup: Lookup {
  let reach = LookupReach.files
  let options = [
    LookupOption("col", .any, "1"), LookupOption("keycol", .int, 0), LookupOption("default"),
    LookupOption("delimiter", .any, "TAB"), LookupOption("file", .any, "ansible.csv"),
    LookupOption("encoding", .any, "utf-8"),
  ]

  func run(_ terms: [Value], _ options: Map, _ scope: HostScope) throws(Diagnostic) -> [Value] {
    guard !terms.isEmpty else {
      throw Diagnostic(.evaluation, "Search key is required but was not found")
    }
    var found: [Value] = []
    // Options in a term hold for the terms after it, too.
    var options = options
    for term in terms {
      let line = try KeyValues.parse(try term.textTerm(), onlyCommandOptions: false)
      guard let key = line.rest else {
        throw Diagnostic(.evaluation, "Search key is required but was not found")
      }
      for pair in line.pairs {
        try self.options.set(pair.key, pair.value, in: &options) { "\($0) is not a valid option" }
      }
      let value = try value(of: key, options, scope)
      if !value.isNull { found += value.list ?? [value] }
    }
    return found
  }

  private func value(
    of key: String, _ options: Map, _ scope: HostScope
  ) throws(Diagnostic) -> Value {
    let written = options["delimiter"]?.text ?? "TAB"
    let delimiter = Array((written == "TAB" ? "\t" : written).utf8)
    guard delimiter.count == 1 else {
      throw Diagnostic(.evaluation, "csvfile: \"delimiter\" must be a 1-character string")
    }
    let path: String
    do {
      path = try SearchPath(scope: scope).find(options["file"]?.text ?? "", kind: "files")
    } catch {
      throw Diagnostic(
        .file, "csvfile: No such file or directory: '\(options["file"]?.text ?? "")'",
        hint: error.hint)
    }
    let text = try TextCodec.decoded(
      try Files.read(path), options["encoding"]?.text ?? "utf-8")
    for row in CSVRows(Array(text.utf8), delimiter: delimiter[0]) where !row.isEmpty {
      if try cell(options["keycol"]?.int ?? 0, of: row) == key {
        // Where no row is found, the column may be anything.
        guard let column = options["col"].flatMap({ LookupOption.Kind.int.converted($0)?.int })
        else { throw Diagnostic(.evaluation, "csvfile: col must be a whole number") }
        return .string(try cell(column, of: row))
      }
    }
    return options["default"] ?? .null
  }

  /// Columns are counted from 0, negative ones from the end.
  private func cell(_ column: Int, of row: [String]) throws(Diagnostic) -> String {
    let index = column < 0 ? row.count + column : column
    guard row.indices.contains(index) else {
      throw Diagnostic(.evaluation, "csvfile: list index out of range")
    }
    return row[index]
  }
}

/// The rows of comma-separated values in the dialect `excel` of Python's `csv`.
struct CSVRows: Sequence, IteratorProtocol {
  private let text: [UInt8]
  private let delimiter: UInt8
  private var at = 0

  init(_ text: [UInt8], delimiter: UInt8) {
    self.text = text
    self.delimiter = delimiter
  }

  mutating func next() -> [String]? {
    guard at < text.count else { return nil }
    var row: [String] = []
    var cell: [UInt8] = []
    var isQuoted = false
    var isEmptyLine = true
    while at < text.count {
      let byte = text[at]
      at += 1
      if isQuoted {
        guard byte == UInt8(ascii: "\"") else {
          cell.append(byte)
          continue
        }
        isQuoted = at < text.count && text[at] == UInt8(ascii: "\"")
        if isQuoted {
          cell.append(byte)
          at += 1
          continue
        }
        continue
      }
      if byte == 0x0A || byte == 0x0D {
        if byte == 0x0D, at < text.count, text[at] == 0x0A { at += 1 }
        break
      }
      isEmptyLine = false
      if byte == delimiter {
        row.append(String(decoding: cell, as: UTF8.self))
        cell = []
      } else if byte == UInt8(ascii: "\""), cell.isEmpty {
        isQuoted = true
      } else {
        cell.append(byte)
      }
    }
    return isEmptyLine ? [] : row + [String(decoding: cell, as: UTF8.self)]
  }
}
