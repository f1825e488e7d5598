import CPCRE2
import Core
import Synchronization

/// A regular expression with the meaning of Python's `re`, over PCRE2 (8-bit, UTF, JIT).
///
/// Offsets are bytes of the subject's UTF-8.
package final class Regex: Sendable {
  /// Python's flags.
  package struct Flags: OptionSet, Hashable, Sendable {
    package let rawValue: UInt32
    package init(rawValue: UInt32) { self.rawValue = rawValue }
    package static let ignoreCase = Flags(rawValue: 1)
    package static let multiLine = Flags(rawValue: 2)
    package static let dotAll = Flags(rawValue: 4)
    package static let verbose = Flags(rawValue: 8)
    package static let ascii = Flags(rawValue: 16)
  }

  package let pattern: String
  /// Never changed after `init`, and PCRE2 allows one compiled pattern in many threads.
  nonisolated(unsafe) private let code: OpaquePointer
  package let groupCount: Int
  /// Named groups and their numbers.
  package let groupNames: [String: Int]

  private struct Key: Hashable {
    let pattern: String
    let flags: Flags
  }

  private static let cache = Mutex<[Key: Regex]>([:])
  private static let cacheLimit = 512

  /// The compiled form of a pattern, kept for the next time.
  ///
  /// - Throws: `evaluation` with the place in the pattern.
  package static func compiled(
    _ pattern: String, _ flags: Flags = []
  ) throws(Diagnostic) -> Regex {
    let key = Key(pattern: pattern, flags: flags)
    if let known = cache.withLock({ $0[key] }) { return known }
    let regex = try Regex(pattern, flags)
    cache.withLock { cache in
      if cache.count >= cacheLimit { cache.removeAll() }
      cache[key] = regex
    }
    return regex
  }

  package init(_ pattern: String, _ flags: Flags = []) throws(Diagnostic) {
    self.pattern = pattern
    let translated = try PythonPattern(pattern, flags)
    let text = translated.out
    let context = pcre2_compile_context_create_8(nil)
    defer { pcre2_compile_context_free_8(context) }
    pcre2_set_newline_8(context, UInt32(PCRE2_NEWLINE_LF))
    var error: Int32 = 0
    var offset = 0
    let compiled = text.withUnsafeBufferPointer {
      pcre2_compile_8(
        $0.baseAddress, $0.count, Self.options(translated.globalFlags), &error, &offset,
        context)
    }
    guard let compiled else {
      throw Diagnostic(
        .evaluation,
        "Invalid regular expression '\(pattern)': \(Self.message(error)) at position \(offset)")
    }
    pcre2_jit_compile_8(compiled, PCRE2_JIT_COMPLETE)
    code = compiled
    var count: UInt32 = 0
    pcre2_pattern_info_8(compiled, UInt32(PCRE2_INFO_CAPTURECOUNT), &count)
    groupCount = Int(count)
    groupNames = translated.groupNames
  }

  deinit { pcre2_code_free_8(code) }

  private static func options(_ flags: Flags) -> UInt32 {
    // In multi-line mode Python's `^` matches behind a newline at the very end too.
    var options = UInt32(PCRE2_UTF) | UInt32(PCRE2_UCP) | UInt32(PCRE2_ALT_CIRCUMFLEX)
    if flags.contains(.ignoreCase) { options |= UInt32(PCRE2_CASELESS) }
    if flags.contains(.multiLine) { options |= UInt32(PCRE2_MULTILINE) }
    if flags.contains(.dotAll) { options |= UInt32(PCRE2_DOTALL) }
    return options
  }

  private static func message(_ error: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 256)
    pcre2_get_error_message_8(error, &buffer, buffer.count)
    return String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
  }
}

extension Regex {
  /// Where a match and its groups stand; nil for a group that took no part.
  package struct Match: Sendable {
    package let groups: [Range<Int>?]
    package var range: Range<Int> { groups[0] ?? 0..<0 }
  }

  /// Backtracking beyond this is given up with an error, so that no pattern can hang a run.
  private static let matchLimit: UInt32 = 10_000_000

  /// Bytes of a text after replacing.
  private static let lengthLimit = 100_000_000

  /// The first match at or after a byte offset, which must be the start of a character.
  ///
  /// - Parameter anchored: only a match that begins right there.
  /// - Throws: `evaluation` when the pattern needs too many steps.
  package func firstMatch(
    in subject: [UInt8], from start: Int = 0, anchored: Bool = false, notEmpty: Bool = false
  ) throws(Diagnostic) -> Match? {
    let data = pcre2_match_data_create_from_pattern_8(code, nil)
    let context = pcre2_match_context_create_8(nil)
    defer {
      pcre2_match_data_free_8(data)
      pcre2_match_context_free_8(context)
    }
    pcre2_set_match_limit_8(context, Self.matchLimit)
    var options: UInt32 = 0
    if anchored { options |= UInt32(PCRE2_ANCHORED) }
    if notEmpty { options |= UInt32(PCRE2_NOTEMPTY_ATSTART) }
    let result = subject.withUnsafeBufferPointer { buffer in
      // An empty array has no address, and PCRE2 wants one.
      var empty: UInt8 = 0
      return withUnsafePointer(to: &empty) {
        pcre2_match_8(code, buffer.baseAddress ?? $0, buffer.count, start, options, data, context)
      }
    }
    if result == PCRE2_ERROR_NOMATCH { return nil }
    guard result > 0, let vector = pcre2_get_ovector_pointer_8(data) else {
      throw Diagnostic(
        .evaluation, "the regular expression '\(pattern)' failed: \(Self.message(result))")
    }
    let unset = ~0
    return Match(
      groups: (0...groupCount).map { group in
        let (from, to) = (vector[group * 2], vector[group * 2 + 1])
        return group >= Int(result) || from == unset ? nil : Int(from)..<max(Int(from), Int(to))
      })
  }

  /// All matches, one after the other; empty ones too, as Python 3.7 and later find them.
  package func matches(in subject: [UInt8]) throws(Diagnostic) -> [Match] {
    var all: [Match] = []
    var at = 0
    var wasEmpty = false
    while at <= subject.count {
      guard let match = try firstMatch(in: subject, from: at, notEmpty: wasEmpty) else { break }
      all.append(match)
      at = match.range.upperBound
      // An empty match may follow another match directly, but not an empty one.
      wasEmpty = match.range.isEmpty
    }
    return all
  }

  /// Python's `re.search(…)`: the matched text, or nil.
  package func search(_ subject: String) throws(Diagnostic) -> String? {
    let bytes = Array(subject.utf8)
    return try firstMatch(in: bytes).map { String(decoding: bytes[$0.range], as: UTF8.self) }
  }

  /// Python's `re.sub`: `replacement` with `\1` and `\g<name>`.
  ///
  /// - Throws: `evaluation` for a group that does not exist.
  package func replacing(
    in subject: String, with replacement: String, count: Int = 0
  ) throws(Diagnostic) -> (text: String, count: Int) {
    let bytes = Array(subject.utf8)
    let template = try ReplacementTemplate(replacement, for: self)
    var out: [UInt8] = []
    var end = 0
    var replaced = 0
    for match in try matches(in: bytes) where count == 0 || replaced < count {
      if out.count > Self.lengthLimit {
        throw Diagnostic(.evaluation, "the replaced text is longer than \(Self.lengthLimit) bytes")
      }
      out += bytes[end..<match.range.lowerBound]
      template.expand(match, in: bytes, to: &out)
      end = match.range.upperBound
      replaced += 1
    }
    out += bytes[end...]
    return (String(decoding: out, as: UTF8.self), replaced)
  }

  /// Python's `match.expand`.
  package func expand(
    _ replacement: String, _ match: Match, in subject: [UInt8]
  ) throws(Diagnostic) -> String {
    var out: [UInt8] = []
    try ReplacementTemplate(replacement, for: self).expand(match, in: subject, to: &out)
    return String(decoding: out, as: UTF8.self)
  }
}
