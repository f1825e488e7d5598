extension JSONWriter {
  /// Refuses what Python's `json.dumps` refuses.
  ///
  /// - Throws: an `evaluation` diagnostic in Python's words for objects, keys that are none, keys
  ///   that cannot be sorted, and numbers that JSON lacks; an undefined value's own error.
  package func check(_ value: Value) throws(Diagnostic) {
    switch value {
    case .undefined(let undefined): throw undefined.diagnostic
    case .object(let object) where value.encrypted == nil && !object.isNumber:
      throw Self.refusal("Object of type \(object.typeName) is not JSON serializable")
    case .float(let number) where !allowsNaN && !number.isFinite:
      throw Self.refusal("Out of range float values are not JSON compliant")
    case .list(let elements): for element in elements { try check(element) }
    case .map(let map): try check(map)
    default: break
    }
  }

  private func check(_ map: Map) throws(Diagnostic) {
    if sortKeys { try checkOrder(map) }
    for (key, value) in map {
      if Self.isKey(key) {
        try check(key)
      } else if skipsKeys {
        continue
      } else {
        throw Self.refusal(
          "keys must be str, int, float, bool or None, not \(key.typeName)")
      }
      try check(value)
    }
  }

  private func checkOrder(_ map: Map) throws(Diagnostic) {
    guard KeyOrder.sorted(map.map { (key: $0.key, value: $0.value) }) == nil else { return }
    let first = map.keys[0]
    let other = map.keys.first { ($0.asDouble == nil) != (first.asDouble == nil) } ?? map.keys[1]
    throw Self.refusal(
      "'<' not supported between instances of '\(other.typeName)' and '\(first.typeName)'")
  }

  private static func refusal(_ message: String) -> Diagnostic { Diagnostic(.evaluation, message) }
}
