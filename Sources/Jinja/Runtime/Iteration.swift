import Core

/// What Python's `iter()` gives.
enum Iteration {
  /// The elements of a value; the keys of a map, the characters of a text.
  static func elements(of value: Value) throws(Diagnostic) -> [Value] {
    switch value {
    case .list(let elements): return elements
    case .map(let map): return Array(map.keys)
    case .string(let text): return text.unicodeScalars.map { .string(String($0)) }
    case .template(let template): return try elements(of: .string(template.source))
    case .undefined(let undefined):
      if undefined.isLenient { return [] }
      throw undefined.diagnostic
    case .object(let object): if let elements = try object.elements() { return elements }
    default: break
    }
    throw Diagnostic(.evaluation, "'\(value.typeName)' object is not iterable")
  }

  /// `len(value)`
  static func count(of value: Value) throws(Diagnostic) -> Int {
    switch value {
    case .list(let elements): return elements.count
    case .map(let map): return map.count
    case .string(let text): return text.scalarCount
    case .undefined(let undefined):
      if undefined.isLenient { return 0 }
      throw undefined.diagnostic
    case .object(let object): if let count = object.count { return count }
    default: break
    }
    throw Diagnostic(.evaluation, "object of type '\(value.typeName)' has no len()")
  }
}
