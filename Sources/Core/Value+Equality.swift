import Glibc

extension String {
  /// Whether two texts are the same byte by byte.
  package func hasBytes(of other: String) -> Bool {
    if utf8.count != other.utf8.count { return false }
    let same = utf8.withContiguousStorageIfAvailable { mine in
      other.utf8.withContiguousStorageIfAvailable { others in
        guard let a = mine.baseAddress, let b = others.baseAddress else { return true }
        return memcmp(a, b, mine.count) == 0
      }
    }
    return (same ?? nil) ?? utf8.elementsEqual(other.utf8)
  }
}

extension Value: Hashable {
  package static func == (left: Value, right: Value) -> Bool {
    switch (left, right) {
    // Python compares code points; Swift also takes composed and decomposed characters for equal.
    case (.string(let a), .string(let b)):
      a.hasBytes(of: b)
    case (.template(let a), .template(let b)): a.source == b.source
    case (.null, .null), (.undefined, .undefined): true
    case (.list(let a), .list(let b)): a == b
    // Python compares dicts without regard to order.
    case (.map(let a), .map(let b)):
      a.count == b.count && a.allSatisfy { b[$0.key] == $0.value }
    case (.object(let a), .object(let b)): a === b || a.equals(b)
    default: sameNumber(left, right)
    }
  }

  private static func sameNumber(_ left: Value, _ right: Value) -> Bool {
    switch (left.asInteger, right.asInteger) {
    case (let a?, let b?): return a == b
    default:
      guard let a = left.asDouble, let b = right.asDouble else { return false }
      return a == b
    }
  }

  /// The whole number of an int or a bool, as Python's arithmetic takes them.
  package var asInteger: Int? {
    switch self {
    case .int(let number): number
    case .bool(let flag): flag ? 1 : 0
    default: nil
    }
  }

  /// The number of an int, float or bool.
  package var asDouble: Double? {
    switch self {
    case .float(let number): number
    case .object(let object): (object as? BigInteger)?.number.double
    default: asInteger.map(Double.init)
    }
  }

  package func hash(into hasher: inout Hasher) {
    switch self {
    case .string(let text): hasher.combine(text)
    case .template(let template): hasher.combine(template.source)
    case .int, .bool: hasher.combine(asInteger ?? 0)
    case .float(let number):
      // Equal numbers have equal hashes: those of ints, which are not optional.
      if let whole = Int(exactly: number) { hasher.combine(whole) } else { hasher.combine(number) }
    case .list(let elements): hasher.combine(elements.count)
    case .map(let map): hasher.combine(map.count)
    case .null, .undefined: hasher.combine(0 as UInt8)
    case .object(let object as BigInteger): hasher.combine(object.number.double)
    case .object(let object): hasher.combine(object.hashSeed)
    }
  }
}
