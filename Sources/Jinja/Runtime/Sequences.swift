import Core

/// An object that is a row of values: what `range()` and a dict's `items()` give. It lives inside expressions
/// only, as tuples do; outside it is a list.
class Row: Object, @unchecked Sendable {
  let values: [Value]
  init(_ values: [Value]) { self.values = values }

  var typeName: String { "row" }
  var text: String { typeName }
  var isTrue: Bool { !values.isEmpty }
  var count: Int? { values.count }
  func elements() throws(Diagnostic) -> [Value]? { values }
  func attribute(_ name: String) throws(Diagnostic) -> Value? { nil }
  func item(_ key: Value) throws(Diagnostic) -> Value? { nil }
  func equals(_ other: any Object) -> Bool { false }
  var hashSeed: Int { values.hashValue }

  /// Python's `value[index]`.
  final func element(_ key: Value) -> Value? {
    guard let index = key.asInteger else { return nil }
    let position = index < 0 ? index + values.count : index
    // Not a conditional expression: its `nil` would be the value `none`.
    if values.indices.contains(position) { return values[position] }
    return nil
  }
}

/// `range(from, to, step)`
final class IntegerRange: Row, @unchecked Sendable {
  let bounds: (from: Int, to: Int, step: Int)

  init(from: Int, to: Int, step: Int) {
    bounds = (from, to, step)
    super.init(stride(from: from, to: to, by: step).map(Value.int))
  }

  override var typeName: String { "range" }
  override var text: String {
    let step = bounds.step == 1 ? "" : ", \(bounds.step)"
    return "range(\(bounds.from), \(bounds.to)\(step))"
  }
  override func item(_ key: Value) throws(Diagnostic) -> Value? { element(key) }
  override func equals(_ other: any Object) -> Bool { (other as? IntegerRange)?.values == values }
}

/// `keys()`, `values()` and `items()` of a dict.
final class MapView: Row, @unchecked Sendable {
  private let kind: String

  init(_ kind: String, _ values: [Value]) {
    self.kind = kind
    super.init(values)
  }

  override var typeName: String { "dict_\(kind)" }
  override var text: String { "dict_\(kind)(\(Value.list(values).repr))" }

  /// Whether the elements have hashes, as keys have, so that only what has one can be among them.
  var holdsKeys: Bool { kind == "keys" }
  /// Keys and items are compared as sets, so Python has no hash for them.
  var isSet: Bool { kind != "values" }

  override func equals(_ other: any Object) -> Bool {
    guard let other = other as? MapView, isSet, other.isSet else {
      return false
    }
    return values.count == other.values.count && values.allSatisfy(other.values.contains)
  }
}

extension Value {
  /// What `{{ value }}` shows: as `printed`, and bytes as text.
  var shown: Value {
    if case .object(let object as ByteString) = self { return .string(object.decoded) }
    return printed
  }

  /// The value with a list in the place of whatever can only be gone through.
  var printed: Value {
    if case .object(let object) = self, let row = object as? Row, !(row is Tuple) {
      return .list(row.values)
    }
    return self
  }
}
