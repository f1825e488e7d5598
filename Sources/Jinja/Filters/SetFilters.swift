import Core

extension Filters {
  /// Lists as sets. Order is that of the input, duplicates go.
  static let setFilters: [String: Filter] = [
    "union": Filter(["b"], required: 1) { (input, arguments, _) throws(Diagnostic) in
      distinct(try elements(input, arguments) + other(arguments)) { _ in true }
    },
    "intersect": Filter(["b"], required: 1) { (input, arguments, _) throws(Diagnostic) in
      let other = Set(try other(arguments))
      return distinct(try elements(input, arguments)) { other.contains($0) }
    },
    "difference": Filter(["b"], required: 1) { (input, arguments, _) throws(Diagnostic) in
      let other = Set(try other(arguments))
      return distinct(try elements(input, arguments)) { !other.contains($0) }
    },
    "symmetric_difference": Filter(["b"], required: 1) { (input, arguments, _) throws(Diagnostic) in
      let (mine, others) = (try elements(input, arguments), try other(arguments))
      let common = Set(mine).intersection(others)
      return distinct(mine + others) { !common.contains($0) }
    },
  ]

  private static func elements(_ input: Value, _ arguments: Arguments) throws(Diagnostic) -> [Value]
  {
    try Iteration.elements(of: input)
  }

  private static func other(_ arguments: Arguments) throws(Diagnostic) -> [Value] {
    try arguments.elements(0)
  }

  private static func distinct(_ elements: [Value], where wanted: (Value) -> Bool) -> Value {
    var seen: Set<Value> = []
    return .list(elements.filter { wanted($0) && seen.insert($0).inserted })
  }
}
