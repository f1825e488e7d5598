import Core

/// Finds the hosts of single parts of patterns.
struct HostMatcher {
  private(set) var warnings: [Diagnostic] = []
  /// The local name that was asked for; the implicit localhost goes by it.
  private(set) var implicitName = "localhost"

  /// The places of the hosts that one part names, without its `&` or `!`. The implicit localhost has
  /// the place after the last host.
  mutating func places(_ part: String, in inventory: Inventory) throws(Diagnostic) -> [Int] {
    if let place = inventory.hostPlaces[part] { return [place] }
    let (name, subscript_) = HostSubscript.split(part)
    let places = try matches(name, in: inventory)
    guard let subscript_, !places.isEmpty else { return places }
    guard let chosen = subscript_.choose(places) else {
      throw Diagnostic(
        .file, "No hosts matched the subscripted pattern '\(part)'",
        hint: "'\(name)' has \(places.count) hosts, counted from 0")
    }
    return chosen
  }

  /// Groups by name, and hosts by name when no group fits or the text is more than a plain name.
  private mutating func matches(
    _ name: String, in inventory: Inventory
  ) throws(Diagnostic) -> [Int] {
    let isWide = name.hasPrefix("~") || name.utf8.contains { "*?[".utf8.contains($0) }
    guard isWide else { return try plainMatches(name, in: inventory) }
    let filter = try NameFilter(name)
    var places: [Int] = []
    var foundGroup = false
    for (place, group) in inventory.groupList.enumerated() where try filter.matches(group.name) {
      foundGroup = true
      places += inventory.places(in: place)
    }
    for (place, host) in inventory.hostList.enumerated() where try filter.matches(host.name) {
      places.append(place)
    }
    if places.isEmpty, !foundGroup { try noteUnmatched(name, in: inventory) }
    // With repetitions, which count for a subscript, as in Ansible.
    return places
  }

  private mutating func plainMatches(
    _ name: String, in inventory: Inventory
  ) throws(Diagnostic) -> [Int] {
    let group = inventory.groupPlaces[name]
    let places = group.map { inventory.places(in: $0) } ?? []
    if let place = inventory.hostPlaces[name], group == nil || name.utf8.contains(UInt8(ascii: "."))
    {
      return places + [place]
    }
    if places.isEmpty, Host.localNames.contains(name) {
      if let localhost = inventory.localhost { return [localhost] }
      implicitName = name
      return [inventory.hostList.count]
    }
    if group == nil { try noteUnmatched(name, in: inventory) }
    return places
  }

  /// What a pattern means that nothing matches: a warning, an error, or nothing.
  private mutating func noteUnmatched(
    _ name: String, in inventory: Inventory
  ) throws(Diagnostic) {
    if inventory.settings.onMismatch == .ignore { return }
    let names = [inventory.groupList.map(\.name), inventory.hostList.map(\.name)].joined()
    let hint = Suggestion.hint(for: name, among: names)
    if inventory.settings.onMismatch == .error {
      throw Diagnostic(
        .file, "Could not match supplied host pattern, ignoring: \(name)", hint: hint)
    }
    warnings.append(
      Diagnostic(
        .invalid, "Could not match supplied host pattern, ignoring: \(name)", hint: hint))
  }
}

/// `[0]`, `[-1]`, `[0:2]` or `[1:]` at the end of a pattern; both ends count.
struct HostSubscript {
  private let first: Int
  /// -1 for all that follow; nil for the first alone.
  private let last: Int?

  /// A pattern and its subscript. Regular expressions have none.
  static func split(_ pattern: String) -> (name: String, subscript_: HostSubscript?) {
    guard !pattern.hasPrefix("~"), pattern.hasSuffix("]"),
      let open = pattern.lastIndex(of: "["), open > pattern.startIndex
    else { return (pattern, nil) }
    let inner = pattern[pattern.index(after: open)...].dropLast()
    guard let found = HostSubscript(inner) else { return (pattern, nil) }
    return (String(pattern[..<open]), found)
  }

  private init?(_ text: Substring) {
    let isNumber = { (text: Substring) in text.utf8.allSatisfy { (0x30...0x39).contains($0) } }
    // Ansible takes `[0-2]` for `[0:2]` too.
    guard let split = text.dropFirst().firstIndex(where: { $0 == ":" || $0 == "-" }) else {
      guard let first = Int(text), isNumber(text.hasPrefix("-") ? text.dropFirst() : text) else {
        return nil
      }
      (self.first, last) = (first, nil)
      return
    }
    let end = text[text.index(after: split)...]
    guard isNumber(text[..<split]), isNumber(end), let first = Int(text[..<split]) else {
      return nil
    }
    (self.first, last) = (first, end.isEmpty ? -1 : Int(end))
  }

  /// The chosen ones; nil when a single one is beyond the end.
  func choose(_ places: [Int]) -> [Int]? {
    // As in Ansible, `[3:0]` is the fourth alone.
    guard let last, last != 0 else {
      let index = first < 0 ? places.count + first : first
      return places.indices.contains(index) ? [places[index]] : nil
    }
    let end = last < 0 ? places.count : min(last + 1, places.count)
    return first < end ? Array(places[first..<end]) : []
  }
}
