import Core

/// `left and right`, `left or right`: the value that decides.
final class LogicNode: Node, @unchecked Sendable {
  private let left: Node
  private let right: Node
  private let isAnd: Bool

  init(_ left: Node, and right: Node) { (self.left, self.right, isAnd) = (left, right, true) }
  init(_ left: Node, or right: Node) { (self.left, self.right, isAnd) = (left, right, false) }

  override func callAsFunction(_ context: Context) throws(Diagnostic) -> Value {
    let value = try left(context).defined()
    return value.isTrue == isAnd ? try right(context) : value
  }

  override func isTrue(_ context: Context) throws(Diagnostic) -> Bool {
    try left.isTrue(context) == isAnd ? try right.isTrue(context) : !isAnd
  }
}

/// `not value`
final class NotNode: Node, @unchecked Sendable {
  private let operand: Node

  init(_ operand: Node) { self.operand = operand }

  override func callAsFunction(_ context: Context) throws(Diagnostic) -> Value {
    .bool(try !operand.isTrue(context))
  }

  override func isTrue(_ context: Context) throws(Diagnostic) -> Bool {
    try !operand.isTrue(context)
  }
}

/// `then if test else otherwise`
final class ConditionalNode: Node, @unchecked Sendable {
  private let test: Node
  private let then: Node
  private let otherwise: Node

  init(_ test: Node, _ then: Node, else otherwise: Node) {
    (self.test, self.then, self.otherwise) = (test, then, otherwise)
  }

  override func callAsFunction(_ context: Context) throws(Diagnostic) -> Value {
    try test.isTrue(context) ? try then(context) : try otherwise(context)
  }

  override func write(_ context: Context) throws(Diagnostic) {
    try test.isTrue(context) ? try then.write(context) : try otherwise.write(context)
  }
}

/// A comparison of two values.
final class ComparisonNode: LocatedNode, @unchecked Sendable {
  private let comparison: Comparison
  private let left: Node
  private let right: Node

  init(
    _ comparison: Comparison, _ left: Node, _ right: Node, _ offset: Int
  ) {
    (self.comparison, self.left, self.right) = (comparison, left, right)
    super.init(offset)
  }

  override func callAsFunction(_ context: Context) throws(Diagnostic) -> Value {
    .bool(try isTrue(context))
  }

  override func isTrue(_ context: Context) throws(Diagnostic) -> Bool {
    do throws(Diagnostic) {
      guard let place = try left.place(context) else {
        let value = try left(context)
        return try Ordering.apply(comparison, value, try right(context))
      }
      if let other = try right.place(context) {
        return try place.pointee.compare(comparison, other.pointee.value)
      }
      // What runs now may change what lies in the place.
      let value = place.pointee.value
      return try Ordering.apply(comparison, value, try right(context))
    } catch { throw located(error, context) }
  }
}

/// A comparison with a value that stands in the template.
final class ConstantComparisonNode: LocatedNode, @unchecked Sendable {
  private let left: Node
  private let comparison: Comparison
  private let right: Value

  init(_ comparison: Comparison, _ left: Node, _ right: Value, _ offset: Int) {
    (self.comparison, self.left, self.right) = (comparison, left, right)
    super.init(offset)
  }

  override func callAsFunction(_ context: Context) throws(Diagnostic) -> Value {
    .bool(try isTrue(context))
  }

  override func isTrue(_ context: Context) throws(Diagnostic) -> Bool {
    do throws(Diagnostic) {
      if let place = try left.place(context) {
        return try place.pointee.compare(comparison, right)
      }
      return try Ordering.apply(comparison, try left(context), right)
    } catch { throw located(error, context) }
  }
}

/// `left + right` and the like.
final class BinaryNode: LocatedNode, @unchecked Sendable {
  private let operation: BinaryOperator
  private let left: Node
  private let right: Node

  init(
    _ operation: BinaryOperator, _ left: Node, _ right: Node, _ offset: Int
  ) {
    (self.operation, self.left, self.right) = (operation, left, right)
    super.init(offset)
  }

  override func callAsFunction(_ context: Context) throws(Diagnostic) -> Value {
    do throws(Diagnostic) {
      let value = try left(context)
      let result = try Operators.apply(operation, value, try right(context))
      try context.made(result)
      return result
    } catch { throw located(error, context) }
  }
}

/// `first ~ second ~ …`
final class ConcatenationNode: Node, @unchecked Sendable {
  private let parts: [Node]

  init(_ parts: [Node]) { self.parts = parts }

  override func callAsFunction(_ context: Context) throws(Diagnostic) -> Value {
    var text = ""
    for part in parts {
      let value = try part(context)
      try value.requireDefined()
      text += value.text
    }
    let result = Value.string(text)
    try context.made(result)
    return result
  }
}

extension Lent {
  @inline(__always)
  borrowing func compare(_ comparison: Comparison, _ other: Value) throws(Diagnostic) -> Bool {
    switch (value, other) {
    case (.int(let a), .int(let b)):
      switch comparison {
      case .equal: return a == b
      case .notEqual: return a != b
      case .less: return a < b
      case .lessEqual: return a <= b
      case .greater: return a > b
      case .greaterEqual: return a >= b
      default: break
      }
    case (.string(let a), .string(let b)) where comparison == .equal:
      return a.hasBytes(of: b)
    default: break
    }
    return try Ordering.apply(comparison, value, other)
  }
}
