import Core

/// Values of INI inventories: Python literals where the text is one, the text itself otherwise.
///
/// Tuples and sets become lists, byte strings text. Numbers beyond 64 bits and complex ones stay
/// text.
struct PythonLiteral {
  private let bytes: [UInt8]
  private var position = 0
  private let location: SourceLocation?
  private var depth = 0

  /// Deeper nesting than this is taken as text, so that no input can exhaust the stack.
  private static let depthLimit = 100

  /// The value of a text as `ast.literal_eval` sees it; strings in it are templates where they hold
  /// Jinja delimiters.
  static func value(of text: String, at location: SourceLocation?) -> Value {
    guard let first = text.utf8.first(where: { $0 != 0x20 && $0 != 0x09 }), canBegin(first) else {
      return .trusted(text, at: location)
    }
    var reader = PythonLiteral(bytes: Array(text.utf8), location: location)
    return reader.whole() ?? .trusted(text, at: location)
  }

  private init(bytes: [UInt8], location: SourceLocation?) {
    self.bytes = bytes
    self.location = location
  }

  /// Most values are words; they are told by their first letter.
  private static func canBegin(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "."), UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "["),
      UInt8(ascii: "("), UInt8(ascii: "{"), UInt8(ascii: "T"), UInt8(ascii: "F"),
      UInt8(ascii: "N"), UInt8(ascii: "r"), UInt8(ascii: "R"), UInt8(ascii: "b"),
      UInt8(ascii: "B"), UInt8(ascii: "u"), UInt8(ascii: "U"):
      true
    default: false
    }
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: scalar) else { return false }
    position += 1
    skipBlanks()
    return true
  }

  private mutating func skipBlanks() {
    while let next, next == 0x20 || next == 0x09 || next == 0x0C { position += 1 }
  }

  /// A literal that fills the text, or several with commas between them, which are a tuple. A
  /// comment may follow.
  private mutating func whole() -> Value? {
    skipBlanks()
    guard let first = element() else { return nil }
    var elements: [Value] = []
    while take(",") {
      if elements.isEmpty { elements = [first] }
      if next == nil || next == UInt8(ascii: "#") { break }
      guard let element = element() else { return nil }
      elements.append(element)
    }
    guard next == nil || next == UInt8(ascii: "#") else { return nil }
    return elements.isEmpty ? first : .list(elements)
  }

  private mutating func element() -> Value? {
    guard let next, depth < Self.depthLimit else { return nil }
    depth += 1
    defer { depth -= 1 }
    let value: Value? =
      switch next {
      case UInt8(ascii: "["): take("[") ? list(until: "]").map { .list($0.elements) } : nil
      case UInt8(ascii: "("): take("(") ? parenthesized() : nil
      case UInt8(ascii: "{"): take("{") ? braced() : nil
      case UInt8(ascii: "+"), UInt8(ascii: "-"): signed()
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."):
        PythonNumber.read(bytes, &position)
      default: word() ?? strings()
      }
    skipBlanks()
    return value
  }

  // MARK: Collections

  private mutating func list(
    until end: Unicode.Scalar
  ) -> (elements: [Value], endsWithComma: Bool)? {
    var elements: [Value] = []
    var comma = false
    while !take(end) {
      guard elements.isEmpty || comma, let element = element() else { return nil }
      elements.append(element)
      comma = take(",")
    }
    return (elements, comma)
  }

  private mutating func parenthesized() -> Value? {
    guard let (elements, comma) = list(until: ")") else { return nil }
    return elements.count == 1 && !comma ? elements[0] : .list(elements)
  }

  private mutating func braced() -> Value? {
    var map: Map = [:]
    if take("}") { return .map(map) }
    guard let first = element() else { return nil }
    guard take(":") else { return set(first) }
    guard let value = element() else { return nil }
    map[plain(first)] = value
    while take(",") {
      if next == UInt8(ascii: "}") { break }
      guard let key = element(), take(":"), let value = element() else { return nil }
      map[plain(key)] = value
    }
    return take("}") ? .map(map) : nil
  }

  private mutating func set(_ first: Value) -> Value? {
    let comma = take(",")
    guard let rest = list(until: "}"), rest.elements.isEmpty || comma else { return nil }
    return .list(Array(OrderedSet([first] + rest.elements)))
  }

  /// Keys are never templates.
  private func plain(_ key: Value) -> Value { key.string.map { .string($0) } ?? key }

  // MARK: Scalars

  private mutating func word() -> Value? {
    for (name, value) in [("True", Value.bool(true)), ("False", .bool(false)), ("None", .null)] {
      let end = position + name.utf8.count
      guard bytes[position...].starts(with: name.utf8),
        end == bytes.count || !Group.isWord(bytes[end])
      else { continue }
      position = end
      return value
    }
    return nil
  }

  private mutating func signed() -> Value? {
    let negative = next == UInt8(ascii: "-")
    position += 1
    skipBlanks()
    guard let value = PythonNumber.read(bytes, &position) else { return nil }
    switch value {
    case .int(let number): return .int(negative ? -number : number)
    case .float(let number): return .float(negative ? -number : number)
    default: return nil
    }
  }

  /// Strings that stand beside each other are one.
  private mutating func strings() -> Value? {
    var strings = PythonStrings(bytes, position)
    guard let text = strings.read() else { return nil }
    position = strings.position
    return .trusted(text, at: location)
  }
}
