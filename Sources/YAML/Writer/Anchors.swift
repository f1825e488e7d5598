import Core

/// Which lists and maps of a value stand in it more than once, and how PyYAML calls them.
///
/// Python knows such by identity. Copies of ours share their storage, which is as good while the
/// value is there; empty ones have none and are never taken for the same.
struct Anchors {
  private var seen: Set<UnsafeRawPointer> = []
  private var numbers: [UnsafeRawPointer: Int] = [:]
  /// Those that are written already.
  private var written: Set<UnsafeRawPointer> = []

  enum Mention: Equatable {
    /// Written out, under this name if it has one.
    case whole(String?)
    /// Written before under this name.
    case again(String)
  }

  /// - Parameter entries: a map's entries in the order in which they are written.
  init(of value: Value, entries: (Map) -> [(key: Value, value: Value)]) {
    visit(value, entries)
  }

  private mutating func visit(
    _ value: Value, _ entries: (Map) -> [(key: Value, value: Value)]
  ) {
    if let storage = Self.storage(of: value), !seen.insert(storage).inserted {
      // Numbers go by the second mention.
      if numbers[storage] == nil { numbers[storage] = numbers.count + 1 }
      return
    }
    switch value {
    case .list(let elements): for element in elements { visit(element, entries) }
    case .map(let map):
      for entry in entries(map) {
        visit(entry.key, entries)
        visit(entry.value, entries)
      }
    default: break
    }
  }

  /// How the next mention of a value is written.
  mutating func mention(of value: Value) -> Mention {
    guard let storage = Self.storage(of: value), let number = numbers[storage] else {
      return .whole(nil)
    }
    let digits = String(number)
    let name = "id" + String(repeating: "0", count: max(0, 3 - digits.utf8.count)) + digits
    return written.insert(storage).inserted ? .whole(name) : .again(name)
  }

  private static func storage(of value: Value) -> UnsafeRawPointer? {
    let members: [Value]
    switch value {
    case .list(let elements): members = elements
    case .map(let map): members = map.values.elements
    default: return nil
    }
    guard !members.isEmpty else { return nil }
    return members.withUnsafeBufferPointer { $0.baseAddress.map { UnsafeRawPointer($0) } }
  }
}
