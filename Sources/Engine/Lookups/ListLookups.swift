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

/// `flattened`: a list, lists in it taken apart all the way.
struct FlattenedLookup: Lookup {
  func run(_ terms: [Value], _ options: Map, _ scope: HostScope) throws(Diagnostic) -> [Value] {
    terms.flattened(deep: true).filter { !$0.isNull }
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
    let lists = terms.map { $0.list ?? [$0] }
    guard let longest = lists.map(\.count).max() else {
      throw Diagnostic(.evaluation, "with_together requires at least one element in each list")
    }
    return (0..<longest).map { index in
      .list(lists.map { index < $0.count ? $0[index] : .null })
    }
  }
}

/// `nested`: every combination of an item of each list.
struct NestedLookup: Lookup {
  func run(_ terms: [Value], _ options: Map, _ scope: HostScope) throws(Diagnostic) -> [Value] {
    var rows: [[Value]] = [[]]
    for list in terms.map({ $0.list ?? [$0] }) {
      rows = rows.flatMap { row in list.map { row + ($0.list ?? [$0]) } }
    }
    return terms.isEmpty ? [] : rows.map { .list($0) }
  }
}

/// `dict`: the entries of maps as `key` and `value`.
struct DictLookup: Lookup {
  func run(_ terms: [Value], _ options: Map, _ scope: HostScope) throws(Diagnostic) -> [Value] {
    var entries: [Value] = []
    for term in terms {
      guard let map = term.map else {
        throw Diagnostic(.evaluation, "with_dict expects a dict, not \(term.typeName)")
      }
      entries += map.map { ["key": $0.key, "value": $0.value] }
    }
    return entries
  }
}

/// `subelements`: each map with each element of the list that it has under a key.
struct SubelementsLookup: Lookup {
  func run(_ terms: [Value], _ options: Map, _ scope: HostScope) throws(Diagnostic) -> [Value] {
    guard terms.count >= 2 else {
      throw Diagnostic(.evaluation, "subelements lookup expects a list of two or three items")
    }
    let maps = terms[0].list ?? terms[0].map.map { Array($0.values) } ?? []
    let skipsMissing = terms.count > 2 && (terms[2]["skip_missing"]?.isTrue ?? false)
    let path = terms[1].text.split(separator: ".").map(String.init)
    var pairs: [Value] = []
    for map in maps {
      let inner = path.reduce(Optional(map)) { value, key in value?[key] }
      guard let list = inner?.list else {
        if skipsMissing { continue }
        throw Diagnostic(
          .evaluation, "could not find '\(terms[1].text)' key in iterated item '\(map.repr)'")
      }
      // The pairs do not repeat the list.
      var rest = map
      if case .map(var entries) = map, path.count == 1 {
        entries.removeValue(forKey: .string(path[0]))
        rest = .map(entries)
      }
      pairs += list.map { [rest, $0] }
    }
    return pairs
  }
}

/// `inventory_hostnames`: the hosts that patterns match.
struct InventoryHostnamesLookup: Lookup {
  func run(_ terms: [Value], _ options: Map, _ scope: HostScope) throws(Diagnostic) -> [Value] {
    let pattern = terms.flattened().map(\.text).joined(separator: ",")
    return try scope.run.currentInventory.hosts(matching: pattern, limit: nil, warn: { _ in })
      .map { .string($0.name) }
  }
}
