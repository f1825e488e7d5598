import Core

/// An expression.
indirect enum Node: Sendable {
  case identity
  case field(String)
  case index(Int)
  case slice(start: Int?, stop: Int?, step: Int?)
  case literal(Value)
  /// What the first gives is what the second looks at: `a.b`, `a[0]`, `a | b`.
  case chain([Node])
  /// Indexes behind each other; a slice among them does not begin a projection.
  case indexes([Node])
  case flatten(Node)
  case project(Node, Node)
  case projectValues(Node, Node)
  case projectFiltered(Node, condition: Node, Node)
  case compare(Comparison, Node, Node)
  case or(Node, Node)
  case and(Node, Node)
  case not(Node)
  case list([Node])
  case map([(key: String, value: Node)])
  case reference(Node)
  case call(Function, [Node], offset: Int)
}
