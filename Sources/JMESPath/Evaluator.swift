import Core

/// Walks an expression.
struct Evaluator {
  let text: String

  func evaluate(_ node: Node, _ value: Value) throws(Diagnostic) -> Value {
    switch node {
    case .identity: return value
    case .field(let name): return try field(name, of: value)
    case .index(let index): return element(index, of: value)
    case .slice(let start, let stop, let step):
      return try slice(value, start, stop, step ?? 1)
    case .literal(let literal): return literal
    case .chain(let nodes), .indexes(let nodes):
      var result = value
      for node in nodes { result = try evaluate(node, result) }
      return result
    case .flatten(let inner): return flatten(try evaluate(inner, value))
    case .project(let left, let right): return try project(try evaluate(left, value).list, right)
    case .projectValues(let left, let right):
      return try project(try values(of: try evaluate(left, value)), right)
    case .projectFiltered(let left, let condition, let right):
      return try project(try evaluate(left, value).list, right, where: condition)
    case .compare(let comparison, let left, let right):
      return try compare(comparison, try evaluate(left, value), try evaluate(right, value))
    case .or(let left, let right):
      let first = try evaluate(left, value)
      return first.isFalse ? try evaluate(right, value) : first
    case .and(let left, let right):
      let first = try evaluate(left, value)
      return first.isFalse ? first : try evaluate(right, value)
    case .not(let inner):
      let result = try evaluate(inner, value)
      return .bool(result.isNumber ? false : !result.isTrue)
    case .list(let nodes): return try value.isNull ? .null : .list(all(nodes, value))
    case .map(let entries): return try map(entries, value)
    case .reference: throw Diagnostic(.evaluation, "an expression after & is for functions only")
    case .call(let function, let arguments, let offset):
      return try call(function, arguments, value, at: offset)
    }
  }

  func all(_ nodes: [Node], _ value: Value) throws(Diagnostic) -> [Value] {
    var results: [Value] = []
    for node in nodes { results.append(try evaluate(node, value)) }
    return results
  }

  private func map(
    _ entries: [(key: String, value: Node)], _ value: Value
  ) throws(Diagnostic) -> Value {
    if value.isNull { return .null }
    var map = Map()
    for entry in entries { map[entry.key] = try evaluate(entry.value, value) }
    return .map(map)
  }

  // MARK: Access

  /// Objects such as hostvars are asked like dicts.
  private func field(_ name: String, of value: Value) throws(Diagnostic) -> Value {
    if case .map(let map) = value { return map[name] ?? .null }
    if case .object(let object) = value { return try object.item(.string(name)) ?? .null }
    return .null
  }

  private func element(_ index: Int, of value: Value) -> Value {
    guard let list = value.list else { return .null }
    let position = index < 0 ? index + list.count : index
    return list.indices.contains(position) ? list[position] : .null
  }

  private func slice(
    _ value: Value, _ start: Int?, _ stop: Int?, _ step: Int
  ) throws(Diagnostic) -> Value {
    guard let list = value.list else { return .null }
    if step == 0 { throw Diagnostic(.evaluation, "the step of a slice cannot be zero") }
    let count = list.count
    let bounds = step > 0 ? 0...count : -1...count - 1
    func clamped(_ index: Int?, _ standard: Int) -> Int {
      guard let index else { return standard }
      let position = index < 0 ? index.addingReportingOverflow(count).partialValue : index
      return min(max(position, bounds.lowerBound), bounds.upperBound)
    }
    let first = clamped(start, step > 0 ? 0 : count - 1)
    let last = clamped(stop, step > 0 ? count : -1)
    return .list(stride(from: first, to: last, by: step).map { list[$0] })
  }

  private func values(of value: Value) throws(Diagnostic) -> [Value]? {
    if let map = value.map { return Array(map.values) }
    guard let object = value.object, let keys = try object.elements() else { return nil }
    var values: [Value] = []
    for key in keys { if let value = try object.item(key) { values.append(value) } }
    return values
  }

  // MARK: Projections

  private func project(
    _ elements: [Value]?, _ node: Node, where condition: Node? = nil
  ) throws(Diagnostic) -> Value {
    guard let elements else { return .null }
    var results: [Value] = []
    for element in elements {
      if let condition, try evaluate(condition, element).isFalse { continue }
      let result = try evaluate(node, element)
      if !result.isNull { results.append(result) }
    }
    return .list(results)
  }

  private func flatten(_ value: Value) -> Value {
    guard let list = value.list else { return .null }
    return .list(list.flatMap { $0.list ?? [$0] })
  }

  // MARK: Comparisons

  private func compare(
    _ comparison: Comparison, _ left: Value, _ right: Value
  ) throws(Diagnostic) -> Value {
    switch comparison {
    case .equal: return .bool(isEqual(left, right))
    case .notEqual: return .bool(!isEqual(left, right))
    case .less: return try ordered(left, right).map { .bool($0 < 0) } ?? .null
    case .lessEqual: return try ordered(left, right).map { .bool($0 <= 0) } ?? .null
    case .greater: return try ordered(left, right).map { .bool($0 > 0) } ?? .null
    case .greaterEqual: return try ordered(left, right).map { .bool($0 >= 0) } ?? .null
    }
  }

  /// Python's equality, but numbers are no booleans.
  private func isEqual(_ left: Value, _ right: Value) -> Bool {
    (left.bool == nil) == (right.bool == nil) && left == right
  }

  /// Numbers and texts have an order; nil for all else.
  private func ordered(_ left: Value, _ right: Value) throws(Diagnostic) -> Int? {
    guard left.isNumber || left.string != nil, right.isNumber || right.string != nil else {
      return nil
    }
    guard let order = left.order(to: right) else {
      throw Diagnostic(
        .evaluation,
        "\(left.typeName) \(left.repr) and \(right.typeName) \(right.repr) have no order"
      )
    }
    return order
  }
}

extension Value {
  var isNumber: Bool {
    switch self {
    case .int, .float: true
    default: false
    }
  }

  var object: (any Object)? { if case .object(let object) = self { object } else { nil } }

  /// What the language takes for false; zero is not.
  var isFalse: Bool { !isNumber && !isTrue }

  /// Below zero, zero or above; nil where the two are not both numbers or both texts.
  func order(to other: Value) -> Int? {
    if let a = int, let b = other.int { return a < b ? -1 : a == b ? 0 : 1 }
    if isNumber, other.isNumber, let a = asDouble, let b = other.asDouble {
      return a < b ? -1 : a == b ? 0 : 1
    }
    guard let a = string, let b = other.string else { return nil }
    return a == b ? 0 : a.utf8.lexicographicallyPrecedes(b.utf8) ? -1 : 1
  }
}
