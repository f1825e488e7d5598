import Core

extension StringMethods {
  static let searching = [
    Method("startswith", ["prefix", "start", "end"], required: 1, startsWith),
    Method("endswith", ["suffix", "start", "end"], required: 1, endsWith),
    Method("find", ["sub", "start", "end"], required: 1) {
      (receiver, arguments) throws(Diagnostic) in
      .int(try find(receiver.text, arguments) ?? -1)
    },
    Method("rfind", ["sub", "start", "end"], required: 1) {
      (receiver, arguments) throws(Diagnostic) in
      .int(try find(receiver.text, arguments, last: true) ?? -1)
    },
    Method("index", ["sub", "start", "end"], required: 1, index),
    Method("rindex", ["sub", "start", "end"], required: 1, lastIndex),
    Method("count", ["sub", "start", "end"], required: 1, count),
    Method("removeprefix", ["prefix"], required: 1, removePrefix),
    Method("removesuffix", ["suffix"], required: 1, removeSuffix),
  ]

  /// The part of the text that `start` and `end` name, and where it begins.
  private static func window(_ text: String, _ arguments: Arguments) throws(Diagnostic) -> (
    String, Int
  )? {
    guard arguments[1] != nil || arguments[2] != nil else { return (text, 0) }
    let count = text.scalarCount
    func clamp(_ index: Int) -> Int { max(0, index < 0 ? index + count : index) }
    let start = clamp(try arguments.optionalInt(1) ?? 0)
    let end = min(count, clamp(try arguments.optionalInt(2) ?? count))
    return start <= end ? (text.scalars(start..<end), start) : nil
  }

  private static func words(_ arguments: Arguments) throws(Diagnostic) -> [String] {
    if case .object(let several as Tuple) = arguments.value(0) {
      var words: [String] = []
      for value in several.values {
        guard let word = value.string else {
          throw arguments.error("the tuple must only contain str, not \(value.typeName)")
        }
        words.append(word)
      }
      return words
    }
    return [try arguments.exactString(0)]
  }

  private static func startsWith(_ receiver: inout Value, _ arguments: Arguments) throws(Diagnostic)
    -> Value
  {
    guard let (text, _) = try window(receiver.text, arguments) else { return .bool(false) }
    return .bool(try words(arguments).contains { text.utf8.starts(with: $0.utf8) })
  }

  private static func endsWith(_ receiver: inout Value, _ arguments: Arguments) throws(Diagnostic)
    -> Value
  {
    guard let (text, _) = try window(receiver.text, arguments) else { return .bool(false) }
    return .bool(
      try words(arguments).contains { text.utf8.reversed().starts(with: $0.utf8.reversed()) })
  }

  private static func find(
    _ whole: String, _ arguments: Arguments, last: Bool = false
  ) throws(Diagnostic) -> Int? {
    let word = Array(try arguments.exactString(0).utf8)
    guard let (text, start) = try window(whole, arguments) else { return nil }
    let bytes = Array(text.utf8)
    let found = last ? Bytes.findLast(word, in: bytes) : Bytes.find(word, in: bytes)
    return found.map { start + String(bytes: bytes[..<$0]).scalarCount }
  }

  private static func index(_ receiver: inout Value, _ arguments: Arguments) throws(Diagnostic)
    -> Value
  {
    guard let found = try find(receiver.text, arguments) else {
      throw arguments.error("substring not found")
    }
    return .int(found)
  }

  private static func lastIndex(_ receiver: inout Value, _ arguments: Arguments) throws(Diagnostic)
    -> Value
  {
    guard let found = try find(receiver.text, arguments, last: true) else {
      throw arguments.error("substring not found")
    }
    return .int(found)
  }

  private static func count(_ receiver: inout Value, _ arguments: Arguments) throws(Diagnostic)
    -> Value
  {
    let word = try arguments.exactString(0)
    guard let (text, _) = try window(receiver.text, arguments) else { return 0 }
    if word.isEmpty { return .int(text.scalarCount + 1) }
    let (bytes, needle) = (Array(text.utf8), Array(word.utf8))
    var (count, position) = (0, 0)
    while let found = Bytes.find(needle, in: bytes, from: position) {
      count += 1
      position = found + needle.count
    }
    return .int(count)
  }

  private static func removePrefix(_ receiver: inout Value, _ arguments: Arguments)
    throws(Diagnostic) -> Value
  {
    let (text, word) = (receiver.text, try arguments.exactString(0))
    return text.utf8.starts(with: word.utf8)
      ? .string(String(bytes: text.utf8.dropFirst(word.utf8.count))) : receiver
  }

  private static func removeSuffix(_ receiver: inout Value, _ arguments: Arguments)
    throws(Diagnostic) -> Value
  {
    let (text, word) = (receiver.text, try arguments.exactString(0))
    let ends = text.utf8.reversed().starts(with: word.utf8.reversed())
    return ends ? .string(String(bytes: text.utf8.dropLast(word.utf8.count))) : receiver
  }
}
