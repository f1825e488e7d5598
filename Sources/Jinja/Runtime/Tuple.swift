import Core

/// Python's tuple. It lives inside expressions only: what a template gives has lists in its place,
/// as Ansible's templating has.
class Tuple: Object, @unchecked Sendable {
  let values: [Value]

  init(_ values: [Value]) { self.values = values }

  var typeName: String { "tuple" }
  var isTrue: Bool { !values.isEmpty }
  var count: Int? { values.count }
  var text: String {
    if values.count == 1 { return "(\(values[0].repr),)" }
    return "(" + values.map(\.repr).joined(separator: ", ") + ")"
  }

  func elements() throws(Diagnostic) -> [Value]? { values }

  func attribute(_ name: String) throws(Diagnostic) -> Value? { nil }

  func item(_ key: Value) throws(Diagnostic) -> Value? {
    guard let index = key.asInteger else { return nil }
    let position = index < 0 ? index + values.count : index
    guard values.indices.contains(position) else { return nil }
    return values[position]
  }

  func equals(_ other: any Object) -> Bool {
    guard let other = other as? Tuple else { return false }
    return values == other.values
  }

  var hashSeed: Int { values.hashValue }
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

  /// The value as the rest of the program may see it: tuples are lists.
  var withoutTuples: Value {
    switch self {
    case .list(let elements):
      elements.contains(where: \.holdsTuple) ? .list(elements.map(\.withoutTuples)) : self
    case .map(let map):
      map.values.contains(where: \.holdsTuple) ? .map(map.mapValues(\.withoutTuples)) : self
    case .object(let object):
      if let tuple = object as? Tuple { .list(tuple.values.map(\.withoutTuples)) } else { self }
    default: self
    }
  }

  private var holdsTuple: Bool {
    switch self {
    case .list(let elements): elements.contains(where: \.holdsTuple)
    case .map(let map): map.values.contains(where: \.holdsTuple)
    case .object(let object): object is Tuple
    default: false
    }
  }
}
