import Core

/// The `attribute` of filters: `a.b.0`, or a number.
struct AttributePath {
  private let parts: [Value]

  /// nil when no attribute was given.
  init?(_ attribute: Value?) {
    guard let attribute, !attribute.isNull else { return nil }
    guard let text = attribute.string else {
      parts = [attribute]
      return
    }
    parts = text.split(separator: ".", omittingEmptySubsequences: false).map { part in
      !part.isEmpty && part.utf8.allSatisfy(Lexer.isDigit)
        ? .int(Int(part) ?? 0) : .string(String(part))
    }
  }

  /// The attribute of an element, undefined when it has none.
  func value(of element: Value) throws(Diagnostic) -> Value {
    var value = element
    for part in parts {
      if case .undefined = value { return value }
      guard let next = try Attributes.item(value, part) else {
        return .undefined(
          Undefined(name: part.text, message: Attributes.missing(value, element: part)))
      }
      value = next
    }
    return value
  }
}
