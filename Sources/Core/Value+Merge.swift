extension Value {
  /// The value over a weaker one: maps are merged at every depth, everything else is replaced
  /// (ansible-core's `merge_hash`).
  package func over(_ weaker: Value) -> Value {
    guard case .map(let strong) = self, case .map(var merged) = weaker, self != weaker else {
      return self
    }
    merged.merge(strong) { $1.over($0) }
    return .map(merged)
  }
}

extension Map {
  /// Adds variables of a stronger level.
  ///
  /// - Parameter mergesHashes: `hash_behaviour = merge`: whether maps of one name are merged.
  package mutating func add(_ stronger: Map, mergesHashes: Bool) {
    merge(stronger) { mergesHashes ? $1.over($0) : $1 }
  }
}
