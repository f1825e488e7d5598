import Core
import Jinja

/// `items`: a list, lists in it taken apart by one level.
struct ItemsLookup: Lookup {
  func run(_ terms: [Value], _ options: Map, _ scope: HostScope) throws(Diagnostic) -> [Value] {
    terms.flattened()
  }
}

/// `list`: the terms as they are.
struct ListLookup: Lookup {
  func run(_ terms: [Value], _ options: Map, _ scope: HostScope) throws(Diagnostic) -> [Value] {
    terms
  }
}

/// `flattened`: a list, lists in it taken apart all the way. The word `None` ends a list.
struct FlattenedLookup: Lookup {
  func run(_ terms: [Value], _ options: Map, _ scope: HostScope) throws(Diagnostic) -> [Value] {
    var flat: [Value] = []
    for term in terms {
      var term = term
      while let list = term.list, list.count == 1 { term = list[0] }
      if let text = term.string, text == "None" || text == "null" { break }
      if let list = term.list { flat += try run(list, options, scope) } else { flat.append(term) }
    }
    return flat
  }
}

/// `indexed_items`: pairs of index and item.
struct IndexedItemsLookup: Lookup {
  func run(_ terms: [Value], _ options: Map, _ scope: HostScope) throws(Diagnostic) -> [Value] {
    terms.flattened().enumerated().map { [.int($0.offset), $0.element] }
  }
}

/// `random_choice`: one of the terms.
struct RandomChoiceLookup: Lookup {
  func run(_ terms: [Value], _ options: Map, _ scope: HostScope) throws(Diagnostic) -> [Value] {
    terms.randomElement().map { [$0] } ?? []
  }
}

/// `together`: the first items of all lists, then the second ones, …; null where a list has ended.
struct TogetherLookup: Lookup {
  func run(_ terms: [Value], _ options: Map, _ scope: HostScope) throws(Diagnostic) -> [Value] {
    let lists = try terms.map(Rows.elements)
    guard let longest = lists.map(\.count).max() else {
      throw Diagnostic(.evaluation, "with_together requires at least one element in each list")
    }
    return (0..<longest).map { index in
      .list(lists.map { index < $0.count ? $0[index] : .null }.flattened())
    }
  }
}

/// `nested` and `cartesian`: every combination of an item of each list.
struct NestedLookup: Lookup {
  let name: String

  private static let limit = 1_000_000

  func run(_ terms: [Value], _ options: Map, _ scope: HostScope) throws(Diagnostic) -> [Value] {
    guard !terms.isEmpty else {
      throw Diagnostic(
        .evaluation, "with_\(name) requires at least one element in the nested list")
    }
    if terms.count == 1, name == "nested" { return try Rows.elements(terms[0]).map(Self.row) }
    var rows: [[Value]] = [[]]
    for list in try terms.map(Rows.elements) {
      guard rows.count * list.count <= Self.limit else {
        throw Diagnostic(.evaluation, "with_\(name) gives more than \(Self.limit) combinations")
      }
      rows = rows.flatMap { row in list.map { row + ($0.list ?? [$0]) } }
    }
    // Python flattens each row once more at the end.
    return rows.map { .list(name == "nested" ? $0.flattened() : $0) }
  }

  /// An item of the only list. It must be a list itself; Python takes text for a list of its characters.
  private static func row(_ item: Value) throws(Diagnostic) -> Value {
    if let list = item.list { return .list(list.flattened()) }
    if let text = item.string { return .list(text.unicodeScalars.map { .string(String($0)) }) }
    if let map = item.map { return .list(Array(map.keys)) }
    throw Diagnostic(.evaluation, "'\(item.typeName)' object is not iterable")
  }
}

/// Terms that are lists: other values count as lists of one, and maps as lists of their keys.
enum Rows {
  static func elements(_ term: Value) throws(Diagnostic) -> [Value] {
    if let map = term.map { return Array(map.keys) }
    return term.list ?? [term]
  }
}

/// `dict`: the entries of maps as `key` and `value`.
struct DictLookup: Lookup {
  func run(_ terms: [Value], _ options: Map, _ scope: HostScope) throws(Diagnostic) -> [Value] {
    var entries: [Value] = []
    for term in terms {
      if let map = term.map {
        entries += map.map { ["key": $0.key, "value": $0.value] }
      } else if case .object(let object) = term, object.typeName != "tuple",
        let keys = try object.elements()
      {
        for key in keys {
          entries.append(["key": key, "value": try object.item(key) ?? .null])
        }
      } else {
        throw Diagnostic(
          .evaluation, "with_dict expects a dict", hint: "this is \(term.typeName): \(term.text)")
      }
    }
    return entries
  }
}

/// `subelements`: each map with each element of the list that it has under a key. The maps in the pairs
/// lack that list.
struct SubelementsLookup: Lookup {
  let options = [LookupOption("skip_missing", .any, false)]

  func run(_ terms: [Value], _ options: Map, _ scope: HostScope) throws(Diagnostic) -> [Value] {
    guard (2...3).contains(terms.count) else { throw Self.wrongTerms("") }
    guard case .string(let key) = terms[1] else {
      throw Self.wrongTerms("first a dict or a list, second a string pointing to the subkey")
    }
    let skipsMissing =
      terms.count > 2
      && LookupOption.Kind.bool.converted(
        terms[2]["skip_missing"] ?? false)?.isTrue ?? false
    let path = key.split(separator: ".", omittingEmptySubsequences: false).map(String.init)[...]
    var pairs: [Value] = []
    for item in try Self.items(terms[0]) {
      guard case .map(var map) = item else {
        throw Diagnostic(
          .evaluation, "subelements lookup expects a dictionary, got '\(item.text)'")
      }
      if map["skipped"]?.isTrue ?? false { continue }
      let list = try Self.take(path, of: &map, skipsMissing)
      pairs += list.map { [.map(map), $0] }
    }
    return pairs
  }

  private static func items(_ term: Value) throws(Diagnostic) -> [Value] {
    if let list = term.list { return list }
    guard let map = term.map else {
      throw wrongTerms("first a dict or a list, second a string pointing to the subkey")
    }
    // A registered result of a loop that was skipped.
    if map["skipped"]?.isTrue ?? false { return [] }
    return Array(map.values)
  }

  private static func take(
    _ path: ArraySlice<String>, of map: inout Map, _ skipsMissing: Bool
  ) throws(Diagnostic) -> [Value] {
    guard let key = path.first else { return [] }
    guard let value = map[key] else {
      if skipsMissing { return [] }
      throw Diagnostic(
        .evaluation, "could not find '\(key)' key in iterated item '\(Value.map(map).text)'",
        hint: Suggestion.hint(for: key, among: map.keys.compactMap(\.string)))
    }
    if path.count > 1 {
      guard case .map(var inner) = value else {
        if skipsMissing { return [] }
        throw Diagnostic(
          .evaluation, "the key \(key) should point to a dictionary, got '\(value.text)'")
      }
      let list = try take(path.dropFirst(), of: &inner, skipsMissing)
      map[key] = .map(inner)
      return list
    }
    guard let list = value.list else {
      throw Diagnostic(.evaluation, "the key \(key) should point to a list, got '\(value.text)'")
    }
    map.removeValue(forKey: .string(key))
    return list
  }

  private static func wrongTerms(_ words: String) -> Diagnostic {
    Diagnostic(.evaluation, "subelements lookup expects a list of two or three items, \(words)")
  }
}

/// `inventory_hostnames`: the hosts that patterns match; none where a pattern is broken.
struct InventoryHostnamesLookup: Lookup {
  func run(_ terms: [Value], _ options: Map, _ scope: HostScope) throws(Diagnostic) -> [Value] {
    let names = try terms.map { (term) throws(Diagnostic) in try term.textTerm() }
    let pattern = names.joined(separator: ",")
    let hosts = try? scope.run.currentInventory.hosts(
      matching: pattern, limit: nil, warn: { _ in })
    return (hosts ?? []).map { .string($0.name) }
  }
}
