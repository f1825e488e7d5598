import Core

/// Python's `str` methods.
enum StringMethods {
  static let all =
    trimming + searching + splitting + casing + padding + classifying + [
      Method("format", ["*", "**"], takesUndefined: true, format),
      Method("format_map", ["mapping"], required: 1, takesUndefined: true, formatMap),
      Method("join", ["iterable"], required: 1, join),
      Method("replace", ["old", "new", "count"], required: 2, replace),
      Method("encode", ["encoding", "errors"], passed: .either, encode),
      Method("zfill", ["width"], required: 1, zfill),
      Method("expandtabs", ["tabsize"], passed: .either, expandTabs),
      Method("translate", ["table"], required: 1, translate),
      Method("maketrans", ["x", "y", "z"], required: 1, makeTable),
    ]

  private static func format(_ receiver: inout Value, _ arguments: Arguments) throws(Diagnostic)
    -> Value
  {
    var keywords = Map()
    for (name, value) in arguments.keywords { keywords[name] = value }
    return .string(try BraceFormat.format(receiver.text, arguments.rest, keywords))
  }

  private static func formatMap(_ receiver: inout Value, _ arguments: Arguments) throws(Diagnostic)
    -> Value
  {
    .string(try BraceFormat.format(receiver.text, [], arguments.value(0).map ?? [:]))
  }

  private static func join(_ receiver: inout Value, _ arguments: Arguments) throws(Diagnostic)
    -> Value
  {
    var parts: [String] = []
    let separator = receiver.text
    var size = 0
    for (index, value) in try arguments.elements(0).enumerated() {
      guard let text = value.string else {
        throw arguments.error(
          "sequence item \(index): expected str instance, \(value.typeName) found")
      }
      size += text.utf8.count + separator.utf8.count
      if size > Limits.text { throw arguments.error("the text is too long") }
      parts.append(text)
    }
    return .string(parts.joined(separator: separator))
  }

  private static func replace(_ receiver: inout Value, _ arguments: Arguments) throws(Diagnostic)
    -> Value
  {
    .string(
      String(
        bytes: Bytes.replace(
          Array(receiver.text.utf8), Array(try arguments.exactString(0).utf8),
          Array(try arguments.exactString(1).utf8), limit: try arguments.exactInt(2, default: -1))))
  }

  /// Bytes and text are one here.
  private static func encode(_ receiver: inout Value, _ arguments: Arguments) throws(Diagnostic)
    -> Value
  {
    .object(try ByteString.encode(receiver.text, arguments))
  }

  private static func zfill(_ receiver: inout Value, _ arguments: Arguments) throws(Diagnostic)
    -> Value
  {
    let text = receiver.text
    let missing = try arguments.exactInt(0) - text.scalarCount
    if missing <= 0 { return receiver }
    let zeros = try "0".repeated(missing)
    if text.hasPrefix("-") || text.hasPrefix("+") {
      return .string(String(text.prefix(1)) + zeros + text.dropFirst())
    }
    return .string(zeros + text)
  }

  private static func expandTabs(_ receiver: inout Value, _ arguments: Arguments) throws(Diagnostic)
    -> Value
  {
    let size = min(try arguments.exactInt(0, default: 8), 1000)
    var out = ""
    var column = 0
    for scalar in receiver.text.unicodeScalars {
      if scalar == "\t" {
        let count = size > 0 ? size - column % size : 0
        out += String(repeating: " ", count: count)
        column += count
      } else {
        out.unicodeScalars.append(scalar)
        column = scalar == "\n" || scalar == "\r" ? 0 : column + 1
      }
    }
    return .string(out)
  }

  /// The table for `translate` from two texts of one length, and one of characters that go; or from a dict.
  private static func makeTable(_ receiver: inout Value, _ arguments: Arguments) throws(Diagnostic)
    -> Value
  {
    if arguments[1] == nil { return .map(try table(from: arguments)) }
    let from = try arguments.exactString(0).unicodeScalars
    let to = try arguments.exactString(1).unicodeScalars
    guard from.count == to.count else {
      throw arguments.error("the first two maketrans arguments must have equal length")
    }
    var table = Map()
    for (old, new) in zip(from, to) { table[.int(Int(old.value))] = .int(Int(new.value)) }
    for gone in try arguments.exactString(2).unicodeScalars {
      table[.int(Int(gone.value))] = .null
    }
    return .map(table)
  }

  private static func table(from arguments: Arguments) throws(Diagnostic) -> Map {
    guard let map = arguments.value(0).map else {
      throw arguments.error("if you give only one argument to maketrans it must be a dict")
    }
    var table = Map()
    for (key, value) in map {
      if case .int = key { table[key] = value; continue }
      guard let scalars = key.string?.unicodeScalars, scalars.count == 1, let only = scalars.first
      else { throw arguments.error("keys in translate table must be integers or one character") }
      table[.int(Int(only.value))] = value
    }
    return table
  }

  /// The table may be anything that gives something for the number of a character.
  private static func translate(_ receiver: inout Value, _ arguments: Arguments) throws(Diagnostic)
    -> Value
  {
    let table = arguments.value(0)
    guard table.map != nil || table.sequence != nil || table.string != nil else {
      if receiver.text.isEmpty { return receiver }
      throw arguments.error("'\(table.typeName)' object is not subscriptable")
    }
    var out = ""
    for scalar in receiver.text.unicodeScalars {
      switch try Attributes.item(table, .int(Int(scalar.value))) {
      case .none: out.unicodeScalars.append(scalar)
      case .int(let code)?:
        guard let known = UInt32(exactly: code).flatMap(Unicode.Scalar.init) else {
          throw arguments.error("character mapping must be in range(0x110000)")
        }
        out.unicodeScalars.append(known)
      case .null?: break
      case .string(let text)?: out += text
      default: throw arguments.error("character mapping must return integer, None or str")
      }
    }
    return .string(out)
  }
}
