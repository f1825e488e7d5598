import Core

/// Python's comparisons.
enum Ordering {
  static func apply(
    _ comparison: Comparison, _ left: Value, _ right: Value
  ) throws(Diagnostic) -> Bool {
    if left.isUndefined || right.isUndefined {
      if let answer = try undefined(comparison, left, right) { return answer }
    }
    switch comparison {
    case .equal: return try definedEqual(left, right)
    case .notEqual: return try !definedEqual(left, right)
    case .less: return try isLess(left, right, "<")
    case .greater: return try isLess(right, left, ">")
    case .lessEqual: return try !isLess(right, left, "<=") && isOrdered(left, right)
    case .greaterEqual: return try !isLess(left, right, ">=") && isOrdered(left, right)
    case .contained: return try contains(right, left)
    case .notContained: return try !contains(right, left)
    }
  }

  /// The answers that undefined values allow: what an inline `if` without `else` gave is like itself
  /// only, and a list without elements holds nothing.
  private static func undefined(
    _ comparison: Comparison, _ left: Value, _ right: Value
  ) throws(Diagnostic) -> Bool? {
    switch comparison {
    case .equal: return try left.defined() == right.defined()
    case .notEqual: return try left.defined() != right.defined()
    case .contained, .notContained:
      if right.sequence?.isEmpty == true { return comparison == .notContained }
      _ = try (left.defined(), right.defined())
      if right.isUndefined { return comparison == .notContained }
      return nil
    default:
      if case .undefined(let undefined) = left { throw undefined.diagnostic }
      if case .undefined(let undefined) = right { throw undefined.diagnostic }
      return nil
    }
  }

  /// `==`, for which undefined values inside lists and dicts are errors where it comes to them.
  private static func definedEqual(_ left: Value, _ right: Value) throws(Diagnostic) -> Bool {
    switch (left, right) {
    case (.undefined(let undefined), _), (_, .undefined(let undefined)): throw undefined.diagnostic
    case (.list(let a), .list(let b)):
      guard a.count == b.count else { return false }
      for (x, y) in zip(a, b) { if try !definedEqual(x, y) { return false } }
      return true
    case (.map(let a), .map(let b)):
      guard a.count == b.count else { return false }
      for (key, value) in a {
        guard let other = b[key] else { return false }
        if try !definedEqual(value, other) { return false }
      }
      return true
    default: return equal(left, right)
    }
  }

  static func equal(_ left: Value, _ right: Value) -> Bool {
    switch (left, right) {
    case (.int(let a), .int(let b)): a == b
    default: left == right
    }
  }

  /// NaN is neither less nor equal.
  private static func isOrdered(_ left: Value, _ right: Value) -> Bool {
    if case .float(let number) = left, number.isNaN { return false }
    if case .float(let number) = right, number.isNaN { return false }
    return true
  }

  /// Python's `left < right`. `sign` is the comparison that the user wrote.
  static func isLess(
    _ left: Value, _ right: Value, _ sign: String = "<"
  ) throws(Diagnostic) -> Bool {
    if let a = left.asInteger, let b = right.asInteger { return a < b }
    if case .string(let a) = left, case .string(let b) = right { return isLess(a, b) }
    if let a = left.asDouble, let b = right.asDouble {
      if let a = left.wideInteger, let b = right.wideInteger { return a < b }
      return a < b
    }
    if let a = left.sequence, let b = right.sequence, left.typeName == right.typeName {
      for (x, y) in zip(a, b) where !equal(x, y) { return try isLess(x, y, sign) }
      return a.count < b.count
    }
    if let a = left.object as? any ComparableObject, let answer = a.isLess(than: right) {
      return answer
    }
    if case .undefined(let undefined) = left { throw undefined.diagnostic }
    if case .undefined(let undefined) = right { throw undefined.diagnostic }
    let (first, second) = sign.first == ">" ? (right, left) : (left, right)
    throw Diagnostic(
      .evaluation,
      "'\(sign)' not supported between instances of '\(first.typeName)' and '\(second.typeName)'")
  }

  /// By code points, which is the order of the UTF-8 bytes.
  static func isLess(_ a: String, _ b: String) -> Bool {
    a.utf8.lexicographicallyPrecedes(b.utf8)
  }

  static func contains(_ container: Value, _ element: Value) throws(Diagnostic) -> Bool {
    switch container {
    case .list(let elements): return try holds(elements, element)
    case .map(let map):
      try element.requireHashable()
      return map[element] != nil
    case .string(let text):
      guard let part = element.string else {
        throw Diagnostic(
          .evaluation,
          "'in <string>' requires string as left operand, not \(element.typeName)")
      }
      return Bytes.contains(text, part)
    case .undefined(let undefined):
      if undefined.isLenient { return false }
      throw undefined.diagnostic
    case .object(let object) where !(object is Namespace):
      if object is ByteString, element.asInteger == nil {
        throw Diagnostic(
          .evaluation, "a bytes-like object is required, not '\(element.typeName)'")
      }
      if (object as? MapView)?.holdsKeys == true { try element.requireHashable() }
      if try object.item(element) != nil, !(object is Row) { return true }
      if let elements = try object.elements() { return try holds(elements, element) }
    default: break
    }
    throw Diagnostic(
      .evaluation, "argument of type '\(container.typeName)' is not iterable")
  }

  /// Whether an element is equal; undefined ones before it are errors.
  private static func holds(_ elements: [Value], _ element: Value) throws(Diagnostic) -> Bool {
    for one in elements {
      if equal(one, element) { return true }
      if case .undefined = one { _ = try one.defined() }
    }
    return false
  }

  /// A stable sort by `isLess` over keys.
  static func sort<Element>(
    _ elements: [Element], descending: Bool = false, key: (Element) throws(Diagnostic) -> Value
  ) throws(Diagnostic) -> [Element] {
    var keyed: [(key: Value, element: Element)] = []
    keyed.reserveCapacity(elements.count)
    for element in elements {
      let key = try key(element)
      // One alone is not compared.
      keyed.append((elements.count == 1 ? key : try key.defined(), element))
    }
    do {
      // The standard library's sort is stable, as Python's is; equal keys keep their order in both
      // directions.
      try keyed.sort { (a, b) throws in
        descending ? try isLess(b.key, a.key) : try isLess(a.key, b.key)
      }
    } catch let error as Diagnostic {
      throw error
    } catch {
      throw Diagnostic(.internal, "\(error)")
    }
    return keyed.map(\.element)
  }
}

/// An object with an order: dates.
protocol ComparableObject: Object {
  func isLess(than other: Value) -> Bool?
}
