import Core
import Synchronization

/// Where in a map a key was found the last time: the maps that an expression meets are mostly of one kind.
struct KeyHint: ~Copyable, Sendable {
  let name: String
  private let hint = Atomic<Int>(0)

  init(_ name: String) { self.name = name }

  /// Where the value of the key lies.
  @inline(__always)
  func place(in map: Map) -> Place? {
    var index = hint.load(ordering: .relaxed)
    if !isKey(index, of: map) {
      guard let found = map.index(forKey: .string(name)) else { return nil }
      hint.store(found, ordering: .relaxed)
      index = found
    }
    return map.values.withUnsafeBufferPointer { Place($0.baseAddress.unsafelyUnwrapped + index) }
  }

  @inline(__always)
  private func isKey(_ index: Int, of map: Map) -> Bool {
    map.keys.withContiguousStorageIfAvailable { keys in
      index < keys.count && Place(keys.baseAddress.unsafelyUnwrapped + index).pointee.isText(name)
    } ?? false
  }
}

extension Lent {
  @inline(__always)
  borrowing func isText(_ other: String) -> Bool {
    if case .string(let text) = value {
      text.hasBytes(of: other)
    } else {
      false
    }
  }
}

/// `value.name` and `value[key]`.
enum Attributes {
  /// nil when there is no such attribute.
  static func attribute(_ value: Value, _ name: String, key: Value) throws(Diagnostic) -> Value? {
    switch value {
    case .map(let map): return map[key]
    case .object(let object):
      if let found = try object.attribute(name) { return found }
      return try object.item(key)
    case .undefined(let undefined):
      if undefined.isLenient { throw undefined.diagnostic }
      return value
    case .int, .bool, .float: return numberAttribute(name, value)
    default: return nil
    }
  }

  private static func numberAttribute(_ name: String, _ value: Value) -> Value? {
    let whole = value.asInteger.map(Value.int)
    switch name {
    case "real": return whole ?? value
    case "imag": return whole == nil ? 0.0 : 0
    case "numerator": return whole
    case "denominator": return whole.map { _ in 1 }
    default: return nil
    }
  }

  static func item(_ value: Value, _ key: Value) throws(Diagnostic) -> Value? {
    switch value {
    case .map(let map):
      if case .undefined(let undefined) = key { throw undefined.diagnostic }
      return map[key]
    case .list(let elements):
      guard let index = key.asInteger else { return nil }
      let position = index < 0 ? index + elements.count : index
      guard elements.indices.contains(position) else { return nil }
      return elements[position]
    case .string(let text):
      guard let index = key.asInteger else { return nil }
      let count = text.scalarCount
      let position = index < 0 ? index + count : index
      guard (0..<count).contains(position) else { return nil }
      return .string(text.scalars(position..<position + 1))
    case .object(let object):
      if let found = try object.item(key) { return found }
      return key.string == nil ? nil : try object.attribute(key.string ?? "")
    case .undefined(let undefined):
      if undefined.isLenient { throw undefined.diagnostic }
      return value
    default: return nil
    }
  }

  /// `value[from:to:step]`
  static func slice(
    _ value: Value, _ from: Value?, _ to: Value?, _ step: Value?
  ) throws(Diagnostic) -> Value {
    switch value {
    case .list(let elements):
      return .list(try indices(elements.count, from, to, step).map { elements[$0] })
    case .string(let text):
      let step = try bound(step) ?? 1
      let picked = try indices(text.scalarCount, from, to, .int(step))
      if step == 1 {
        guard let first = picked.first, let last = picked.last else { return .string("") }
        return .string(text.scalars(first..<last + 1))
      }
      let scalars = Array(text.unicodeScalars)
      return .string(String(String.UnicodeScalarView(picked.map { scalars[$0] })))
    case .undefined(let undefined):
      if undefined.isLenient { throw undefined.diagnostic }
      return value
    default:
      if case .object(let range as IntegerRange) = value {
        let (start, end, stride) = try bounds(range.values.count, from, to, step)
        let whole = range.bounds
        return .object(
          IntegerRange(
            from: whole.from + start * whole.step, to: whole.from + end * whole.step,
            step: whole.step * stride))
      }
      guard let elements = value.sequence else {
        throw Diagnostic(.evaluation, "'\(value.typeName)' object is not subscriptable")
      }
      return .object(Tuple(try indices(elements.count, from, to, step).map { elements[$0] }))
    }
  }

  private static func bound(_ value: Value?) throws(Diagnostic) -> Int? {
    guard let value, !value.isNull else { return nil }
    if let number = try value.defined().asInteger { return number }
    throw Diagnostic(
      .evaluation, "slice indices must be integers or None, not \(value.typeName)")
  }

  private static func indices(
    _ count: Int, _ from: Value?, _ to: Value?, _ step: Value?
  ) throws(Diagnostic) -> [Int] {
    let (start, end, step) = try bounds(count, from, to, step)
    return Array(stride(from: start, to: end, by: step))
  }

  private static func bounds(
    _ count: Int, _ from: Value?, _ to: Value?, _ step: Value?
  ) throws(Diagnostic) -> (start: Int, end: Int, step: Int) {
    let step = try bound(step) ?? 1
    if step == 0 { throw Diagnostic(.evaluation, "slice step cannot be zero") }
    let (low, high) = step > 0 ? (0, count) : (-1, count - 1)
    func clamp(_ index: Int) -> Int { min(max(index < 0 ? index &+ count : index, low), high) }
    let start = try bound(from).map(clamp) ?? (step > 0 ? low : high)
    let end = try bound(to).map(clamp) ?? (step > 0 ? high : low)
    return (start, end, step)
  }

  /// The words for a missing attribute, Ansible's.
  static func missing(_ value: Value, _ name: String) -> String {
    "'\(describe(value))' has no attribute '\(name)'"
  }

  /// The words for a missing element.
  static func missing(_ value: Value, element key: Value) -> String {
    if let name = key.string { return missing(value, name) }
    return "\(describe(value)) has no element \(key.repr)"
  }

  private static func describe(_ value: Value) -> String {
    value.isNull ? "None" : "\(value.typeName) object"
  }
}
