import Core

/// `1:20`, `01:20:2` or `a:f`: what stands in the brackets of a host's name.
struct HostRange {
  let members: [String]

  /// More hosts than this from one line are a slip of the finger.
  static let limit = 1_000_000

  /// A range as it is written between brackets; nil for anything that is none.
  init?(_ bytes: ArraySlice<UInt8>) {
    let parts = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    guard parts.count == 2 || parts.count == 3, !parts[1].isEmpty,
      let step = parts.count == 3 ? Self.number(parts[2]) : 1, step > 0
    else { return nil }
    guard let members = Self.letters(parts[0], parts[1], step)
      ?? Self.numbers(parts[0].isEmpty ? "0" : parts[0], parts[1], step)
    else { return nil }
    self.members = members
  }

  private static let alphabet = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")

  private static func letters(_ begin: String, _ end: String, _ step: Int) -> [String]? {
    guard begin.count == 1, end.count == 1, let first = alphabet.firstIndex(of: Character(begin)),
      let last = alphabet.firstIndex(of: Character(end)), first <= last
    else { return nil }
    return stride(from: first, through: last, by: step).map { String(alphabet[$0]) }
  }

  /// Numbers; a zero in front asks for as many digits in all of them.
  private static func numbers(_ begin: String, _ end: String, _ step: Int) -> [String]? {
    guard let first = number(begin), let last = number(end), (last - first) / step < limit else {
      return nil
    }
    let width = begin.hasPrefix("0") && begin.count > 1 ? begin.count : 0
    guard width == 0 || width == end.count else { return nil }
    return stride(from: first, through: last, by: step).map { number in
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
  }

  private static func number(_ text: String) -> Int? {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
  }
}

extension HostAddress {
  /// All names, the ranges expanded; the first range counts slowest.
  ///
  /// - Throws: a `syntax` diagnostic for a range that is none.
  func names(at place: SourceLocation?) throws(Diagnostic) -> [String] {
    guard hasRange else { return [name] }
    var names = [""]
    var rest = Array(name.utf8)[...]
    while let open = rest.firstIndex(of: UInt8(ascii: "[")) {
      guard let close = rest[open...].firstIndex(of: UInt8(ascii: "]")),
        let range = HostRange(rest[(open + 1)..<close])
      else { throw Self.noRange(name, at: place) }
      let head = String(decoding: rest[..<open], as: UTF8.self)
      guard names.count * range.members.count <= HostRange.limit else {
        throw Diagnostic(
          .invalid, "'\(name)' is more than \(HostRange.limit) hosts", at: place)
      }
      names = names.flatMap { name in range.members.map { name + head + $0 } }
      rest = rest[(close + 1)...]
    }
    guard !rest.isEmpty else { return names }
    let tail = String(decoding: rest, as: UTF8.self)
    return names.map { $0 + tail }
  }

  private static func noRange(_ name: String, at place: SourceLocation?) -> Diagnostic {
    Diagnostic(
      .syntax, "the range in '\(name)' is not valid", at: place,
      hint: "ranges are [first:last] or [first:last:step], of numbers (equally long when they begin "
        + "with 0) or of single letters")
  }
}
