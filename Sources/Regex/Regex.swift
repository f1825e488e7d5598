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
  nonisolated(unsafe) let code: OpaquePointer
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

  static func message(_ error: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 256)
    pcre2_get_error_message_8(error, &buffer, buffer.count)
    return String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
  }
}
