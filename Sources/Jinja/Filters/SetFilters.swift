import Core

extension Filters {
  /// Lists as sets. Order is that of the input, duplicates go.
  static let setFilters: [String: Filter] = [
    "union": Filter(["b"], required: 1) { (input, arguments, _) throws(Diagnostic) in
      let other = arguments.value(0)
      if let (mine, others) = try members(input, other) {
        return distinct(mine + others) { _ in true }
      }
      return distinct(try Iteration.elements(of: try Operators.apply(.add, input, other))) { _ in
        true
      }
    },
    "intersect": Filter(["b"], required: 1) { (input, arguments, _) throws(Diagnostic) in
      try common(input, arguments.value(0), wanted: true)
    },
    "difference": Filter(["b"], required: 1) { (input, arguments, _) throws(Diagnostic) in
      try common(input, arguments.value(0), wanted: false)
    },
    "symmetric_difference": Filter(["b"], required: 1) { (input, arguments, _) throws(Diagnostic) in
      let other = arguments.value(0)
      if let (mine, others) = try members(input, other) {
        let common = Set(mine).intersection(others)
        return distinct(mine + others) { !common.contains($0) }
      }
      let shared = Set(try common(input, other, wanted: true).list ?? [])
      let all = try Iteration.elements(of: try Operators.apply(.add, input, other))
      return distinct(all) { !shared.contains($0) }
    },
  ]

  /// The elements of both; nil where Python makes no sets of them.
  ///
  /// - Throws: `undefined` for the first that is.
  private static func members(
    _ input: Value, _ other: Value
  ) throws(Diagnostic) -> ([Value], [Value])? {
    guard let mine = try? Iteration.elements(of: input),
      let others = try? Iteration.elements(of: other)
    else { return nil }
    for element in mine + others {
      _ = try element.defined()
      if (try? element.requireHashable()) == nil { return nil }
    }
    return (mine, others)
  }

  private static func common(
    _ input: Value, _ other: Value, wanted: Bool
  ) throws(Diagnostic) -> Value {
    if let (mine, others) = try members(input, other) {
      let set = Set(others)
      return distinct(mine) { set.contains($0) == wanted }
    }
    var kept: [Value] = []
    for element in try Iteration.elements(of: input)
    where try Ordering.contains(other, element) == wanted {
      kept.append(element)
    }
    return distinct(kept) { _ in true }
  }

  private static func distinct(_ elements: [Value], where wanted: (Value) -> Bool) -> Value {
    var seen: Set<Value> = []
    return .list(elements.filter { wanted($0) && seen.insert($0).inserted })
  }
}
