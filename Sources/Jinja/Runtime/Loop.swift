import Core

/// `loop` inside `{% for %}`.
final class Loop: ContextCallable, @unchecked Sendable {
  let elements: [Value]
  /// Why there are no elements after these: the loop's condition failed.
  let failure: Diagnostic?
  let depth: Int
  /// Runs the loop again over other elements, where it is `recursive`.
  let recurse: ((Value, Loop, Context) throws(Diagnostic) -> Value)?
  @exclusivity(unchecked) var index = 0
  @exclusivity(unchecked) private var lastChanged: [Value]?

  init(
    _ elements: [Value], _ failure: Diagnostic? = nil, depth: Int,
    recurse: ((Value, Loop, Context) throws(Diagnostic) -> Value)? = nil
  ) {
    self.elements = elements
    self.failure = failure
    self.depth = depth
    self.recurse = recurse
  }

  var typeName: String { "LoopContext" }
  var text: String { "<LoopContext \(index + 1)/\(elements.count)>" }
  var count: Int? { elements.count }

  func attribute(_ name: String) throws(Diagnostic) -> Value? {
    if let failure {
      let isLast = index == elements.count - 1
      switch name {
      case "length", "revindex", "revindex0": throw failure
      case "last", "nextitem": if isLast { throw failure }
      default: break
      }
    }
    switch name {
    case "index": return .int(index + 1)
    case "index0": return .int(index)
    case "first": return .bool(index == 0)
    case "last": return .bool(index == elements.count - 1)
    case "length": return .int(elements.count)
    case "revindex": return .int(elements.count - index)
    case "revindex0": return .int(elements.count - index - 1)
    case "depth": return .int(depth)
    case "depth0": return .int(depth - 1)
    case "previtem": return neighbour(index - 1, "there is no previous item")
    case "nextitem": return neighbour(index + 1, "there is no next item")
    case "cycle":
      return .object(
        Function("cycle", ["*"]) { [self] (arguments, _) throws(Diagnostic) in
          if arguments.rest.isEmpty { throw arguments.error("no items for cycling given") }
          return arguments.rest[index % arguments.rest.count]
        })
    case "changed":
      return .object(
        Function("changed", ["*"]) { [self] (arguments, _) throws(Diagnostic) in
          defer { lastChanged = arguments.rest }
          guard let last = lastChanged else { return true }
          for (old, new) in zip(last, arguments.rest) {
            if try Ordering.apply(.notEqual, old, new) { return true }
          }
          return .bool(last.count != arguments.rest.count)
        })
    default: return nil
    }
  }

  private func neighbour(_ index: Int, _ message: String) -> Value {
    elements.indices.contains(index)
      ? elements[index] : .undefined(Undefined(name: "loop", message: message))
  }

  func call(_ arguments: CallValues, _ context: Context) throws(Diagnostic) -> Value {
    guard let recurse else {
      throw Diagnostic(
        .evaluation,
        "The loop must have the 'recursive' marker to be called recursively.")
    }
    guard let sequence = arguments.positional.first else {
      throw Diagnostic(.evaluation, "loop() needs the elements to go over")
    }
    return try recurse(sequence, self, context)
  }
}
