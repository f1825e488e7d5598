import CPCRE2
import Core

extension Regex {
  /// Where a match and its groups stand; nil for a group that took no part.
  package struct Match: Sendable {
    package let groups: [Range<Int>?]
    package var range: Range<Int> { groups[0] ?? 0..<0 }
  }

  /// How a match has to lie in the text.
  package enum Extent: Sendable { case anywhere, beginning, whole }

  /// The first match at or after a byte offset, which must be the start of a character.
  ///
  /// - Parameter extent: for `beginning`, only a match that begins right at the offset; for `whole`, one
  ///   that ends at the end besides.
  /// - Throws: `evaluation` when the pattern needs too many steps.
  package func firstMatch(
    in subject: [UInt8], from start: Int = 0, _ extent: Extent = .anywhere
  ) throws(Diagnostic) -> Match? {
    let options =
      switch extent {
      case .anywhere: 0 as UInt32
      case .beginning: PCRE2_ANCHORED
      case .whole: PCRE2_ANCHORED | PCRE2_ENDANCHORED
      }
    return try Scan(self).match(in: subject, from: start, options)
  }

  /// All matches, one after the other; empty ones too, as Python 3.7 and later find them.
  ///
  /// - Parameter limit: as many at most.
  package func matches(
    in subject: [UInt8], limit: Int = .max
  ) throws(Diagnostic) -> [Match] {
    let scan = Scan(self)
    var all: [Match] = []
    var at = 0
    var options: UInt32 = 0
    while all.count < limit, let match = try scan.match(in: subject, from: at, options) {
      all.append(match)
      at = match.range.upperBound
      // The first one has found the text to be UTF-8.
      options = UInt32(PCRE2_NO_UTF_CHECK)
      // An empty match may follow another match directly, but not an empty one.
      if match.range.isEmpty { options |= UInt32(PCRE2_NOTEMPTY_ATSTART) }
    }
    return all
  }

  /// Python's `re.search(…)`: the matched text, or nil.
  package func search(_ subject: String) throws(Diagnostic) -> String? {
    let bytes = Array(subject.utf8)
    return try firstMatch(in: bytes).map { String(decoding: bytes[$0.range], as: UTF8.self) }
  }
}

/// What PCRE2 writes matches to, for one search after the other.
private struct Scan: ~Copyable {
  /// Backtracking beyond this is given up with an error, so that no pattern can hang a run.
  private static let matchLimit: UInt32 = 10_000_000

  private let regex: Regex
  private let data: OpaquePointer?
  private let context: OpaquePointer?

  init(_ regex: Regex) {
    self.regex = regex
    data = pcre2_match_data_create_from_pattern_8(regex.code, nil)
    context = pcre2_match_context_create_8(nil)
    pcre2_set_match_limit_8(context, Self.matchLimit)
  }

  deinit {
    pcre2_match_data_free_8(data)
    pcre2_match_context_free_8(context)
  }

  func match(
    in subject: [UInt8], from start: Int, _ options: UInt32
  ) throws(Diagnostic) -> Regex.Match? {
    let result = subject.withUnsafeBufferPointer { buffer in
      // An empty array has no address, and PCRE2 wants one.
      var empty: UInt8 = 0
      return withUnsafePointer(to: &empty) {
        pcre2_match_8(
          regex.code, buffer.baseAddress ?? $0, buffer.count, start, options, data, context)
      }
    }
    if result == PCRE2_ERROR_NOMATCH { return nil }
    guard result > 0, let vector = pcre2_get_ovector_pointer_8(data) else {
      throw Diagnostic(
        .evaluation,
        "the regular expression '\(regex.pattern)' failed: \(Regex.message(result))")
    }
    let unset = ~0
    return Regex.Match(
      groups: (0...regex.groupCount).map { group in
        let (from, to) = (vector[group * 2], vector[group * 2 + 1])
        return group >= Int(result) || from == unset ? nil : Int(from)..<max(Int(from), Int(to))
      })
  }
}
