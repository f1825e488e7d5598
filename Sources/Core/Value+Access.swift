extension Value {
  /// The text of a string (or of a template as written), nil for anything else.
  package var string: String? {
    switch self {
    case .string(let text): text
    case .template(let template): template.source
    default: nil
    }
  }

  package var int: Int? { if case .int(let number) = self { number } else { nil } }
  package var bool: Bool? { if case .bool(let flag) = self { flag } else { nil } }
  package var list: [Value]? { if case .list(let elements) = self { elements } else { nil } }
  package var map: Map? { if case .map(let map) = self { map } else { nil } }
  package var isUndefined: Bool { if case .undefined = self { true } else { false } }
  package var isNull: Bool { if case .null = self { true } else { false } }

  /// Whether anything stands in the value that has to be rendered or decrypted before use.
  package var holdsTemplate: Bool {
    switch self {
    case .template: true
    case .object: encrypted != nil
    case .list(let elements): elements.contains { $0.holdsTemplate }
    case .map(let map): map.contains { $0.key.holdsTemplate || $0.value.holdsTemplate }
    default: false
    }
  }

  /// The entry of a map, nil for anything else or when it is missing.
  package subscript(key: String) -> Value? {
    if case .map(let map) = self { map[.string(key)] } else { nil }
  }
}

extension Map {
  package subscript(key: String) -> Value? {
    get {
      // As many have no table of hashes: generic code compares their keys one by one too, and takes three times as long.
      guard count < 16 else { return self[.string(key)] }
      for index in keys.indices {
        if case .string(let text) = keys[index], text.hasBytes(of: key) { return values[index] }
      }
      return nil
    }
    set { self[.string(key)] = newValue }
  }
}

extension Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByFloatLiteral, ExpressibleByNilLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(integerLiteral value: Int) { self = .int(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(floatLiteral value: Double) { self = .float(value) }
  package init(nilLiteral: ()) { self = .null }
  package init(arrayLiteral elements: Value...) { self = .list(elements) }
  package init(dictionaryLiteral elements: (Value, Value)...) {
    self = .map(Map(uniqueKeysWithValues: elements))
  }
}

extension Optional {
  /// `??` for a right side that throws a `Diagnostic`, whose type `??` would lose.
  package func or(
    _ other: @autoclosure () throws(Diagnostic) -> Wrapped?
  ) throws(Diagnostic) -> Wrapped? {
    if let self { return self }
    return try other()
  }
}
