import Core

/// A table while its text is read.
final class TOMLTable {
  enum Entry {
    case value(Value)
    case table(TOMLTable)
    /// `[[name]]`
    case tables([TOMLTable])
  }

  var entries: OrderedDictionary<String, Entry> = [:]
  /// Whether a header names it, which may happen once.
  private var isNamed = false
  /// Whether it came to be by a key with dots, after which no header may name it.
  private var isDotted = false

  /// The table of a name on the way to another, made when it is new; nil when the name is a value's.
  func descend(_ key: String) -> TOMLTable? {
    switch entries[key] {
    case nil:
      let table = TOMLTable()
      entries[key] = .table(table)
      return table
    case .table(let table): return table
    case .tables(let tables): return tables.last
    case .value: return nil
    }
  }

  /// The table that a header names; nil when it is there already.
  func open(_ key: String) -> TOMLTable? {
    if case .tables? = entries[key] { return nil }
    guard let table = descend(key), !table.isNamed, !table.isDotted else { return nil }
    table.isNamed = true
    return table
  }

  /// One more table of an array; nil when the name is something else's.
  func append(_ key: String) -> TOMLTable? {
    let table = TOMLTable()
    switch entries[key] {
    case nil: entries[key] = .tables([table])
    case .tables(let tables): entries[key] = .tables(tables + [table])
    default: return nil
    }
    return table
  }

  /// The table that a key with dots goes through; nil when a header has named it, or it is a value.
  func dotted(_ key: String) -> TOMLTable? {
    if case .tables? = entries[key] { return nil }
    let isNew = entries[key] == nil
    guard let table = descend(key), isNew || table.isDotted else { return nil }
    table.isDotted = true
    return table
  }

  var value: Map {
    var map = Map(minimumCapacity: entries.count)
    for (key, entry) in entries {
      map[key] =
        switch entry {
        case .value(let value): value
        case .table(let table): .map(table.value)
        case .tables(let tables): .list(tables.map { .map($0.value) })
        }
    }
    return map
  }
}
