import Core

/// The `attribute` of filters: `a.b.0`, or a number.
struct AttributePath {
  private let parts: [Value]
  /// The only part where it is a name.
  private let key: NamedKey?

  /// nil when no attribute was given.
  init?(_ attribute: Value?) {
    guard let attribute, !attribute.isNull else { return nil }
    guard let text = attribute.string else {
      (parts, key) = ([attribute], nil)
      return
    }
    if !text.utf8.contains(UInt8(ascii: ".")), !text.utf8.allSatisfy(Lexer.isDigit) {
      (parts, key) = ([], NamedKey(text))
      return
    }
    key = nil
    parts = text.split(separator: ".", omittingEmptySubsequences: false).map { part in
      !part.isEmpty && part.utf8.allSatisfy(Lexer.isDigit)
        ? .int(Int(part) ?? 0) : .string(String(part))
    }
  }

  /// The attribute of each element; the standard, or undefined, where it has none.
  func values(of elements: [Value], default standard: Value? = nil) throws(Diagnostic) -> [Value] {
    var found: [Value] = []
    found.reserveCapacity(elements.count)
    if let standard {
      for element in elements { found.append(try value(of: element, default: standard)) }
    } else if let key {
      try collect(elements, key.hint, into: &found)
    } else {
      for element in elements { found.append(try value(of: element)) }
    }
    return found
  }

  private func collect(
    _ elements: [Value], _ key: borrowing KeyHint, into found: inout [Value]
  ) throws(Diagnostic) {
    for index in elements.indices {
      if let place = elements.place(index).pointee.entry(key) {
        found.append(place.pointee.value)
      } else {
        found.append(try value(of: elements[index]))
      }
    }
  }

  /// The attribute of an element, undefined when it has none.
  func value(of element: Value) throws(Diagnostic) -> Value {
    if let key { return try Self.part(.string(key.hint.name), of: element) }
    var value = element
    for part in parts { value = try Self.part(part, of: value) }
    return value
  }

  /// As Jinja2 has it, the standard stands for any part that is missing, and the parts after that one are sought in it.
  func value(of element: Value, default standard: Value) throws(Diagnostic) -> Value {
    var value = element
    for part in key.map({ [.string($0.hint.name)] }) ?? parts {
      value = try Self.part(part, of: value)
      if value.isUndefined, !standard.isNull { value = standard }
    }
    return value
  }

  private static func part(_ part: Value, of value: Value) throws(Diagnostic) -> Value {
    if case .undefined = value { return value }
    return try Attributes.item(value, part)
      ?? .undefined(Undefined(name: part.text, message: Attributes.missing(value, element: part)))
  }
}

/// A name that is looked up in many maps.
private final class NamedKey: Sendable {
  let hint: KeyHint

  init(_ name: String) { hint = KeyHint(name) }
}
