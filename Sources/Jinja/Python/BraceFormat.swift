import Core

/// Python's `text.format(…)`.
struct BraceFormat {
  private let positional: [Value]
  private let keywords: Map
  private var automatic = 0
  /// Whether a field was numbered by hand; the two ways do not mix.
  private var isNumbered = false

  static func format(
    _ text: String, _ positional: [Value], _ keywords: Map
  ) throws(Diagnostic) -> String {
    var format = BraceFormat(positional: positional, keywords: keywords)
    return try format.expand(Array(text.utf8), depth: 2)
  }

  private init(positional: [Value], keywords: Map) {
    self.positional = positional
    self.keywords = keywords
  }

  private mutating func expand(_ text: [UInt8], depth: Int) throws(Diagnostic) -> String {
    var out: [UInt8] = []
    var index = 0
    while index < text.count {
      let byte = text[index]
      let next = index + 1 < text.count ? text[index + 1] : 0
      if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}"), next == byte {
        out.append(byte)
        index += 2
      } else if byte == UInt8(ascii: "{") {
        guard depth > 0, let end = Self.closing(text, from: index) else {
          throw Diagnostic(.evaluation, "expected '}' before end of string")
        }
        out.append(contentsOf: try field(Array(text[(index + 1)..<end]), depth: depth).utf8)
        index = end + 1
      } else if byte == UInt8(ascii: "}") {
        throw Diagnostic(.evaluation, "Single '}' encountered in format string")
      } else {
        out.append(byte)
        index += 1
      }
    }
    return String(bytes: out)
  }

  private static func closing(_ text: [UInt8], from start: Int) -> Int? {
    var depth = 0
    for index in start..<text.count {
      if text[index] == UInt8(ascii: "{") { depth += 1 }
      if text[index] == UInt8(ascii: "}") { depth -= 1 }
      if depth == 0 { return index }
    }
    return nil
  }

  /// `name.attribute[key]!conversion:spec`
  private mutating func field(_ text: [UInt8], depth: Int) throws(Diagnostic) -> String {
    let colon = text.firstIndex(of: UInt8(ascii: ":")) ?? text.count
    var head = text[..<colon]
    var conversion: UInt8?
    if head.count >= 2, head[head.endIndex - 2] == UInt8(ascii: "!") {
      conversion = head.removeLast()
      head.removeLast()
    }
    var value = try lookUp(head)
    if let conversion, !"rsa".utf8.contains(conversion) {
      throw Diagnostic(
        .evaluation, "Unknown conversion specifier \(Unicode.Scalar(conversion))")
    }
    switch conversion {
    case UInt8(ascii: "r"): value = .string(value.repr)
    case UInt8(ascii: "a"): value = .string(value.repr.escapedToASCII)
    case UInt8(ascii: "s"): value = .string(try value.defined().text)
    default: value = try value.defined()
    }
    let spec = colon < text.count ? try expand(Array(text[(colon + 1)...]), depth: depth - 1) : ""
    return spec.isEmpty ? value.text : try FormatSpec(spec).format(value)
  }

  private mutating func lookUp(_ head: ArraySlice<UInt8>) throws(Diagnostic) -> Value {
    let name = head.prefix { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: "[") }
    var value = try base(String(bytes: name))
    var rest = head.dropFirst(name.count)
    while let mark = rest.popFirst() {
      value = try value.defined()
      let isItem = mark == UInt8(ascii: "[")
      let part = rest.prefix {
        isItem ? $0 != UInt8(ascii: "]") : $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: "[")
      }
      rest = rest.dropFirst(part.count + (isItem ? 1 : 0))
      let key = String(bytes: part)
      let keyed = Int(key).map(Value.int) ?? .string(key)
      if !isItem, case .map = value {
        throw Diagnostic(.evaluation, "'dict' object has no attribute '\(key)'")
      }
      guard let found = try Attributes.item(value, isItem ? keyed : .string(key)) else {
        throw Diagnostic(.evaluation, Attributes.missing(value, element: keyed))
      }
      value = found
    }
    return value
  }

  private mutating func base(_ name: String) throws(Diagnostic) -> Value {
    var index = Int(name)
    if name.isEmpty ? isNumbered : index != nil && automatic > 0 {
      throw Diagnostic(
        .evaluation, "cannot switch between manual field specification and automatic numbering")
    }
    if index != nil { isNumbered = true }
    if name.isEmpty {
      index = automatic
      automatic += 1
    }
    if let index {
      guard positional.indices.contains(index) else {
        throw Diagnostic(
          .evaluation, "Replacement index \(index) out of range for positional args tuple")
      }
      return positional[index]
    }
    guard let value = keywords[name] else {
      throw Diagnostic(.evaluation, "format() has no argument '\(name)'")
    }
    return value
  }
}
