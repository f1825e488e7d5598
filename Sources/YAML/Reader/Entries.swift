import Core

/// The entries of a map in order.
enum Entries {
  /// Each key once, at its first place with its last value, as in a Python dict.
  ///
  /// - Parameter duplicate: told of each entry whose key was there before.
  static func unique(
    _ entries: [Node.Entry], duplicate: (_ first: Node.Entry, _ second: Node.Entry) -> Void
  ) -> [Node.Entry] {
    if entries.count <= 8, isUnique(entries) { return entries }
    var index: [Value: Int] = Dictionary(minimumCapacity: entries.count)
    var result: [Node.Entry] = []
    result.reserveCapacity(entries.count)
    for entry in entries {
      let key = entry.key.keyValue
      if let place = index[key] {
        duplicate(result[place], entry)
        result[place] = Node.Entry(key: result[place].key, value: entry.value)
      } else {
        index[key] = result.count
        result.append(entry)
      }
    }
    return result
  }

  /// Compares each key with each: for a few that takes less time than to hash them.
  private static func isUnique(_ entries: [Node.Entry]) -> Bool {
    for place in entries.indices.dropFirst() {
      let key = entries[place].key.keyValue
      if entries[..<place].contains(where: { $0.key.keyValue == key }) { return false }
    }
    return true
  }
}
