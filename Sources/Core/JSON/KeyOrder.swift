/// The order in which Python sorts the entries of a dict.
package enum KeyOrder {
  /// The entries by key: texts by their characters' numbers, numbers by value. Nil where Python
  /// cannot compare two of the keys.
  package static func sorted(
    _ entries: [(key: Value, value: Value)]
  ) -> [(key: Value, value: Value)]? {
    if entries.count < 2 { return entries }
    if entries.allSatisfy({ $0.key.string != nil }) {
      return entries.sorted { $0.key.text.utf8.lexicographicallyPrecedes($1.key.text.utf8) }
    }
    guard entries.allSatisfy({ $0.key.asDouble != nil }) else { return nil }
    return entries.sorted { isLess($0.key, $1.key) }
  }

  private static func isLess(_ left: Value, _ right: Value) -> Bool {
    if let left = left.asInteger, let right = right.asInteger { return left < right }
    return (left.asDouble ?? 0) < (right.asDouble ?? 0)
  }
}
