import Core

/// Python's tuple. It lives inside expressions only: what a template gives has lists in its place,
/// as Ansible's templating has.
class Tuple: Row, @unchecked Sendable {
  override var typeName: String { "tuple" }
  override var text: String {
    if values.count == 1 { return "(\(values[0].repr),)" }
    return "(" + values.map(\.repr).joined(separator: ", ") + ")"
  }

  override func item(_ key: Value) throws(Diagnostic) -> Value? { element(key) }
  override func equals(_ other: any Object) -> Bool { (other as? Tuple)?.values == values }
}

extension Value {
  static func tuple(_ values: Value...) -> Value { .object(Tuple(values)) }

  /// The elements of a list or tuple.
  var sequence: [Value]? {
    switch self {
    case .list(let elements): elements
    case .object(let object): (object as? Tuple)?.values
    default: nil
    }
  }

  /// The value as the rest of the program may see it: tuples, ranges and views are lists, bytes are text.
  package var withoutTuples: Value {
    switch self {
    case .list(let elements):
      elements.contains(where: \.holdsTuple) ? .list(elements.map(\.withoutTuples)) : self
    case .map(let map):
      map.values.contains(where: \.holdsTuple) ? .map(map.mapValues(\.withoutTuples)) : self
    case .object(let object):
      if let row = object as? Row {
        .list(row.values.map(\.withoutTuples))
      } else if let bytes = object as? ByteString {
        .string(bytes.decoded)
      } else {
        self
      }
    default: self
    }
  }

  private var holdsTuple: Bool {
    switch self {
    case .list(let elements): elements.contains(where: \.holdsTuple)
    case .map(let map): map.values.contains(where: \.holdsTuple)
    case .object(let object): object is Row || object is ByteString
    default: false
    }
  }

  /// Whether `repr` is a literal that reads back equal.
  var isLiteral: Bool {
    switch self {
    case .list(let elements): elements.allSatisfy(\.isLiteral)
    case .map(let map): map.allSatisfy { $0.key.isLiteral && $0.value.isLiteral }
    case .object(let object):
      (object as? Tuple)?.values.allSatisfy(\.isLiteral) ?? (object is BigInteger)
    case .float(let number): number.isFinite
    case .undefined: false
    default: true
    }
  }

  /// What dicts can have as keys.
  func requireHashable() throws(Diagnostic) {
    switch self {
    case .list, .map: throw Diagnostic(.evaluation, "unhashable type: '\(typeName)'")
    case .object(let object as Tuple):
      for element in object.values { try element.requireHashable() }
    case .object(let view as MapView) where view.isSet:
      throw Diagnostic(.evaluation, "unhashable type: '\(typeName)'")
    case .undefined: _ = try defined()
    default: break
    }
  }
}
