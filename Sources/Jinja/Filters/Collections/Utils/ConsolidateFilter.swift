import Core

extension Filters {
  /// ansible.utils: several lists of facts as one dict, by an attribute that they share.
  static let consolidateFilters: [String: Filter] = [
    "consolidate": Filter(
      ["fail_missing_match_key", "fail_missing_match_value", "fail_duplicate"], consolidate)
  ]

  private struct DataSource {
    let name: Value
    let key: Value
    var entries = Map()
    var keys: [Value] = []
    var isIncomplete = false

    init?(_ value: Value) {
      guard let data = value["data"]?.list, let name = value["name"], let key = value["match_key"],
        data.allSatisfy({ $0.map != nil })
      else { return nil }
      self.name = .string(name.text)
      self.key = .string(key.text)
      for entry in data {
        guard let found = entry.map?[self.key] else {
          isIncomplete = true
          continue
        }
        keys.append(found)
        entries[found] = entry
      }
    }
  }

  private static func consolidate(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    guard let list = input.list else {
      throw arguments.error("a list is needed, not \(input.typeName)")
    }
    var sources: [DataSource] = []
    for (index, value) in list.enumerated() {
      guard let source = DataSource(value) else {
        throw arguments.error(
          "data source \(index + 1) needs 'data' with dicts, 'match_key' and 'name'")
      }
      sources.append(source)
      if source.isIncomplete, try arguments.bool(0, default: true) {
        throw arguments.error("missing match key '\(source.key.text)' in data source \(index + 1)")
      }
      if source.entries.count < source.keys.count, try arguments.bool(2, default: true) {
        throw arguments.error("duplicate values in data source \(index + 1)")
      }
    }
    let all = Set(sources.flatMap(\.keys))
    if try arguments.bool(1, default: true) {
      for (index, source) in sources.enumerated() where source.entries.count < all.count {
        throw arguments.error("missing match value in data source \(index + 1)")
      }
    }
    let keys = try Ordering.sort(Array(all)) { (key) throws(Diagnostic) in key }
    var result = Map()
    for key in keys {
      var entry = Map()
      for source in sources { entry[source.name] = source.entries[key] ?? [:] }
      result[key] = .map(entry)
    }
    return .map(result)
  }
}
