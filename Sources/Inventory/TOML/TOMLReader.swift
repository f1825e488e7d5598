import Core

/// A reader of TOML 1.0 texts. Dates and times become text, as Python prints them (ISO 8601).
struct TOMLReader {
  let bytes: [UInt8]
  let file: SourceFile
  var position = 0
  var depth = 0
  private let root = TOMLTable()

  /// Deeper nesting than this is an error, so that no input can exhaust the stack.
  static let depthLimit = 100

  /// Reads a whole text. Strings with Jinja delimiters are templates that know their place.
  ///
  /// - Throws: a `syntax` diagnostic with its place.
  static func read(_ file: SourceFile) throws(Diagnostic) -> Map {
    var reader = TOMLReader(file)
    try reader.readLines()
    return reader.root.value
  }

  private init(_ file: SourceFile) {
    self.file = file
    bytes = file.text
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  // MARK: Lines

  private mutating func readLines() throws(Diagnostic) {
    var table = root
    while true {
      skipSpace(newlines: true)
      guard let byte = next else { return }
      if byte == UInt8(ascii: "[") {
        table = try header()
      } else {
        try pair(into: table)
      }
      skipSpace(newlines: false)
      guard next == nil || isNewline else {
        throw error("expected the end of the line")
      }
    }
  }

  /// `[a.b]` or `[[a.b]]`
  private mutating func header() throws(Diagnostic) -> TOMLTable {
    let start = position
    position += 1
    let isArray = take("[")
    let keys = try keys()
    guard take("]"), !isArray || take("]") else { throw error("']' expected") }
    guard let last = keys.last else { throw error("a table needs a name") }
    var table = root
    for key in keys.dropLast() {
      guard let inner = table.descend(key) else { throw taken(key, at: start) }
      table = inner
    }
    guard let found = isArray ? table.append(last) : table.open(last) else {
      throw taken(last, at: start)
    }
    return found
  }

  /// `a.b = value`
  mutating func pair(into table: TOMLTable) throws(Diagnostic) {
    let start = position
    let keys = try keys()
    guard take("=") else { throw error("'=' expected") }
    skipBlanks()
    let value = try value()
    guard let last = keys.last else { throw error("a key is missing") }
    var table = table
    for key in keys.dropLast() {
      guard let inner = table.dotted(key) else { throw taken(key, at: start) }
      table = inner
    }
    guard table.entries[last] == nil else { throw taken(last, at: start) }
    table.entries[last] = .value(value)
  }

  private mutating func keys() throws(Diagnostic) -> [String] {
    var keys: [String] = []
    repeat {
      skipBlanks()
      keys.append(try key())
      skipBlanks()
    } while take(".")
    return keys
  }

  private mutating func key() throws(Diagnostic) -> String {
    switch next {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return try line()
    default:
      let start = position
      while let byte = next, byte < 0x80, Group.isWord(byte) || byte == UInt8(ascii: "-") {
        position += 1
      }
      guard position > start else { throw error("a key is missing") }
      return String(decoding: bytes[start..<position], as: UTF8.self)
    }
  }

  // MARK: Bytes

  var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  func has(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { bytes[position...].starts(with: $0) }
  }

  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: scalar) else { return false }
    position += 1
    return true
  }

  var isNewline: Bool { next == 0x0A || (next == 0x0D && has("\r\n")) }

  mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 0x09 { position += 1 }
  }

  /// Blanks, comments and the ends of lines.
  mutating func skipSpace(newlines: Bool) {
    while true {
      skipBlanks()
      if next == UInt8(ascii: "#") {
        while let byte = next, byte != 0x0A { position += 1 }
      } else if newlines, isNewline {
        position += next == 0x0D ? 2 : 1
      } else {
        return
      }
    }
  }

  // MARK: Errors

  func place(_ offset: Int) -> SourceLocation {
    var line = 1
    var column = 1
    for byte in bytes[..<min(offset, bytes.count)] {
      if byte == 0x0A {
        (line, column) = (line + 1, 1)
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    return SourceLocation(file: file, line: line, column: column)
  }

  func error(_ message: String, hint: String? = nil) -> Diagnostic {
    Diagnostic(.syntax, "invalid TOML: \(message)", at: place(position), hint: hint)
  }

  private func taken(_ key: String, at offset: Int) -> Diagnostic {
    Diagnostic(.syntax, "invalid TOML: '\(key)' is there already", at: place(offset))
  }
}
