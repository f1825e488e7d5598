import Core

/// `1:20`, `01:20:2` or `a:f`: what stands in the brackets of a host's name.
struct HostRange {
  private let first: Int
  private let last: Int
  private let step: Int
  /// Numbers get zeros in front until they are so long.
  private let width: Int
  /// Whether the bounds are places in the alphabet.
  private let isLetters: Bool

  /// More hosts than this from one line are a slip of the finger.
  static let limit = 1_000_000

  private static let alphabet = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8)

  /// A range as it is written between brackets; nil for anything that is none.
  init?(_ bytes: ArraySlice<UInt8>) {
    let parts = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3,
      let step = parts.count == 3 ? Self.number(parts[2]) : 1, step > 0
    else { return nil }
    let (begin, end) = (parts[0], parts[1])
    isLetters = begin.count == 1 && end.count == 1 && Self.letter(begin) != nil
    // No beginning is zero, no end is an error.
    let find = isLetters ? Self.letter : Self.number
    guard let first = begin.isEmpty ? 0 : find(begin), let last = find(end), first <= last else {
      return nil
    }
    width = !isLetters && begin.count > 1 && begin.first == UInt8(ascii: "0") ? begin.count : 0
    guard width == 0 || width == end.count else { return nil }
    (self.first, self.last, self.step) = (first, last, step)
  }

  /// What keeps a text from being a range, where its form does and not its bounds (ansible-core's
  /// `expand_hostname_range`).
  static func flaw(in bytes: ArraySlice<UInt8>) -> String? {
    let parts = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3 else {
      return "host range must be begin:end or begin:end:step"
    }
    let (begin, end) = (parts[0], parts[1])
    if end.isEmpty { return "host range must specify end value" }
    let isPadded = begin.count > 1 && begin.first == UInt8(ascii: "0")
    if isPadded, begin.count != end.count {
      return "host range must specify equal-length begin and end formats"
    }
    return nil
  }

  var count: Int { (last - first) / step + 1 }

  var members: [String] {
    stride(from: first, through: last, by: step).map { place in
      if isLetters { return String(Unicode.Scalar(Self.alphabet[place])) }
      let digits = String(place)
      return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
  }

  private static func letter(_ bytes: ArraySlice<UInt8>) -> Int? {
    bytes.first.flatMap { alphabet.firstIndex(of: $0) }
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard bytes.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int(String(decoding: bytes, as: UTF8.self))
  }
}

extension HostAddress {
  /// All names, the ranges expanded; the first range counts slowest.
  ///
  /// - Throws: a `syntax` diagnostic for what has not the form of a range, an `invalid` one for bounds
  ///   that are none.
  func names(at place: SourceLocation?) throws(Diagnostic) -> [String] {
    guard hasRange else { return [name] }
    var names = [""]
    var rest = Array(name.utf8)[...]
    while let open = rest.firstIndex(of: UInt8(ascii: "[")) {
      let close = rest[open...].firstIndex(of: UInt8(ascii: "]")) ?? rest.endIndex
      guard close < rest.endIndex, let range = HostRange(rest[(open + 1)..<close]) else {
        throw Self.noRange(name, HostRange.flaw(in: rest[(open + 1)..<close]), at: place)
      }
      let head = String(decoding: rest[..<open], as: UTF8.self)
      guard range.count <= HostRange.limit / names.count else {
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

  private static func noRange(
    _ name: String, _ flaw: String?, at place: SourceLocation?
  ) -> Diagnostic {
    Diagnostic(
      flaw == nil ? .invalid : .syntax,
      "the range in '\(name)' is not valid" + (flaw.map { ": \($0)" } ?? ""), at: place,
      hint:
        "ranges are [first:last] or [first:last:step], of single letters or of numbers; numbers "
        + "that begin with 0 are equally long")
  }
}
