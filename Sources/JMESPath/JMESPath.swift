import Core

/// A query of JSON data (https://jmespath.org), as jmespath.py understands it.
package struct JMESPath: Sendable {
  private let node: Node
  private let text: String

  /// - Throws: an `evaluation` diagnostic with the place in the expression.
  package init(_ text: String) throws(Diagnostic) {
    node = try Parser.parse(text)
    self.text = text
  }

  /// What the expression gives for the data; `.null` where there is nothing.
  ///
  /// - Throws: arguments of a function that are of the wrong type or number, and texts compared with
  ///   numbers.
  package func search(_ data: Value) throws(Diagnostic) -> Value {
    try Evaluator(text: text).evaluate(node, data)
  }
}
