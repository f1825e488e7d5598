import Core

/// What `hosts:` and `--limit` say: parts that add hosts, then `&` parts that keep some of them,
/// then `!` parts that take some away, whatever their order in the text.
struct HostPattern {
  private let adding: [String]
  private let keeping: [String]
  private let removing: [String]

  /// A pattern of parts that are split already. With only `&` and `!` parts it begins with `all`.
  init(parts: [String]) {
    let adding = parts.filter { !$0.hasPrefix("&") && !$0.hasPrefix("!") }
    self.adding = adding.isEmpty ? ["all"] : adding
    keeping = parts.filter { $0.hasPrefix("&") }.map { String($0.dropFirst()) }
    removing = parts.filter { $0.hasPrefix("!") }.map { String($0.dropFirst()) }
  }

  /// The parts of a text: between commas, or else between colons that belong neither to an address
  /// nor to a range.
  static func split(_ text: String) -> [String] {
    if text.utf8.contains(UInt8(ascii: ",")) {
      return text.split(separator: ",").map(\.trimmingBlanks).filter { !$0.isEmpty }
    }
    if HostAddress(text).isValid { return [text] }
    var parts: [String] = []
    var part: [UInt8] = []
    var bracketed = false
    for byte in text.utf8 {
      bracketed = bracketed ? byte != UInt8(ascii: "]") : byte == UInt8(ascii: "[")
      if bracketed || !(INILine.isBlank(byte) || byte == UInt8(ascii: ":")) {
        part.append(byte)
      } else {
        parts.append(String(decoding: part, as: UTF8.self))
        part = []
      }
    }
    parts.append(String(decoding: part, as: UTF8.self))
    return parts.filter { !$0.isEmpty }
  }

  /// The places of the hosts, each once, in the order in which the parts give them.
  func places(in inventory: Inventory, _ match: inout HostMatcher) throws(Diagnostic) -> [Int] {
    var places: OrderedSet<Int> = []
    for part in adding { places.formUnion(try match.places(part, in: inventory)) }
    for part in keeping { places.formIntersection(try match.places(part, in: inventory)) }
    for part in removing { places.subtract(try match.places(part, in: inventory)) }
    return Array(places)
  }
}

extension StringProtocol {
  /// The text without blanks at its ends.
  var trimmingBlanks: String {
    let bytes = Array(utf8)
    return INILine(bytes, 0..<bytes.count).string
  }
}

extension Inventory {
  /// The hosts that a play's `hosts` names and `--limit` leaves, in the order of the pattern.
  ///
  /// - Parameters:
  ///   - limit: the text of `--limit`; parts that begin with `@` name files with a part per line.
  ///   - warn: takes names that match nothing.
  /// - Throws: a diagnostic for a subscript beyond the end, a bad regular expression, or a limit
  ///   file that cannot be read.
  package func hosts(
    matching pattern: String, limit: String? = nil, warn: (Diagnostic) -> Void = { _ in }
  ) throws(Diagnostic) -> [Host] {
    try hosts(matching: [pattern], limit: limit, warn: warn)
  }

  /// The same for a list of patterns, which is their union.
  package func hosts(
    matching patterns: [String], limit: String? = nil, warn: (Diagnostic) -> Void = { _ in }
  ) throws(Diagnostic) -> [Host] {
    var matcher = HostMatcher()
    defer { matcher.warnings.forEach(warn) }
    let pattern = HostPattern(parts: patterns.flatMap(HostPattern.split))
    var places = try pattern.places(in: self, &matcher)
    if let limit {
      let parts = try Self.limitParts(limit)
      let left = Set(try HostPattern(parts: parts).places(in: self, &matcher))
      places = places.filter(left.contains)
    }
    return places.map { place in
      place < hostList.count ? hostList[place] : Host(implicit: matcher.implicitName)
    }
  }

  private static func limitParts(_ limit: String) throws(Diagnostic) -> [String] {
    var parts: [String] = []
    for part in HostPattern.split(limit) {
      guard part.hasPrefix("@") else {
        parts.append(part)
        continue
      }
      let path = Path.expandingHome(String(part.dropFirst()))
      guard let kind = Files.kind(path) else {
        throw Diagnostic(.file, "Unable to find limit file \(path)")
      }
      guard kind != .folder else {
        throw Diagnostic(
          .file, "Limit starting with \"@\" must be a file, not a directory: \(path)")
      }
      let text = try Files.text(path)
      parts += text.split(whereSeparator: \.isNewline).map(\.trimmingBlanks)
        .filter { !$0.isEmpty }
    }
    return parts
  }
}
