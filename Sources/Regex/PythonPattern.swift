import Core

/// What Python's `re` writes differently from PCRE2, or does not have.
struct PythonPattern {
  private let pattern: [UInt8]
  private var at = 0
  private(set) var out: [UInt8] = []
  private(set) var flags: Regex.Flags

  /// The pattern and its flags as PCRE2 wants them.
  ///
  /// - Throws: `evaluation` for what PCRE2 has and Python refuses.
  init(_ text: String, _ flags: Regex.Flags) throws(Diagnostic) {
    pattern = Array(text.utf8)
    self.flags = flags
    // Flags for all come first, as `(?im)`.
    while let end = globalFlags() { at = end }
    while at < pattern.count { try step() }
  }

  private func failure(_ message: String) -> Diagnostic {
    Diagnostic(
      .evaluation,
      "Invalid regular expression '\(String(decoding: pattern, as: UTF8.self))': \(message) at position \(at)"
    )
  }

  private func has(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { pattern[at...].starts(with: $0) }
  }

  private mutating func copy(_ count: Int = 1) {
    let end = min(at + count, pattern.count)
    out += pattern[at..<end]
    at = end
  }

  private mutating func step() throws(Diagnostic) {
    switch pattern[at] {
    case UInt8(ascii: "\\"): try escape()
    case UInt8(ascii: "["): try characters()
    case UInt8(ascii: "("): try group()
    case UInt8(ascii: "{") where has("{,"): upperBound()
    case UInt8(ascii: "#") where flags.contains(.verbose):
      while at < pattern.count, pattern[at] != 0x0A { copy() }
    default: copy()
    }
  }

  /// The end of a group of flags at this place, which are noted.
  private mutating func globalFlags() -> Int? {
    guard has("(?"), let end = pattern[at...].firstIndex(of: UInt8(ascii: ")")) else { return nil }
    let letters = pattern[(at + 2)..<end]
    let known: [UInt8: Regex.Flags] = [
      UInt8(ascii: "i"): .ignoreCase, UInt8(ascii: "m"): .multiLine, UInt8(ascii: "s"): .dotAll,
      UInt8(ascii: "x"): .verbose, UInt8(ascii: "a"): .ascii, UInt8(ascii: "u"): [],
    ]
    if letters.isEmpty || !letters.allSatisfy({ known[$0] != nil }) { return nil }
    for letter in letters { flags.formUnion(known[letter] ?? []) }
    return end + 1
  }

  /// Python's groups; PCRE2 has more.
  private mutating func group() throws(Diagnostic) {
    if has("(*") { throw failure("nothing to repeat") }
    guard has("(?") else { return copy() }
    if globalFlags() != nil { throw failure("global flags not at the start of the expression") }
    if has("(?#") {
      while at < pattern.count, pattern[at] != UInt8(ascii: ")") { copy() }
      return copy()
    }
    let next = at + 2 < pattern.count ? pattern[at + 2] : 0
    let isKnown =
      switch next {
      case UInt8(ascii: "<"): has("(?<=") || has("(?<!")
      case UInt8(ascii: "P"): has("(?P<") || has("(?P=")
      default: ":=!>(-aimsux".utf8.contains(next)
      }
    if !isKnown { throw failure("unknown extension ?\(String(decoding: [next], as: UTF8.self))") }
    copy(2)
  }

  /// `{,3}` means `{0,3}`.
  private mutating func upperBound() {
    let end = pattern[(at + 2)...].firstIndex { !(0x30...0x39).contains($0) }
    copy()
    if let end, pattern[end] == UInt8(ascii: "}") { out.append(UInt8(ascii: "0")) }
  }

  /// A set. Inside, Python has no `[:alpha:]`.
  private mutating func characters() throws(Diagnostic) {
    copy(has("[^") ? 2 : 1)
    var isFirst = true
    while at < pattern.count, isFirst || pattern[at] != UInt8(ascii: "]") {
      switch pattern[at] {
      case UInt8(ascii: "\\"): try escape(inSet: true)
      case UInt8(ascii: "["):
        out.append(UInt8(ascii: "\\"))
        copy()
      default: copy()
      }
      isFirst = false
    }
    copy()
  }

  /// `\Z` is the very end in Python, where PCRE2 spells it `\z`; `\uXXXX` is `\x{XXXX}`. A letter
  /// without a meaning is an error.
  private mutating func escape(inSet: Bool = false) throws(Diagnostic) {
    guard at + 1 < pattern.count else { throw failure("bad escape (end of pattern)") }
    let next = pattern[at + 1]
    let isLetter = (0x41...0x5A).contains(next & 0xDF)
    if next == UInt8(ascii: "Z"), !inSet {
      out += Array("\\z".utf8)
      at += 2
    } else if next == UInt8(ascii: "u") || next == UInt8(ascii: "U") {
      try codePoint(digits: next == UInt8(ascii: "u") ? 4 : 8)
    } else if next == UInt8(ascii: "x") {
      try codePoint(digits: 2)
    } else if next == UInt8(ascii: "v") {
      // In PCRE2 it is every vertical blank.
      out += Array("\\x0b".utf8)
      at += 2
    } else {
      let known = inSet ? "abdDsSwWfnrt" : "AabBdDsSwWfnrt"
      if isLetter, !known.utf8.contains(next) {
        throw failure("bad escape \\\(String(decoding: [next], as: UTF8.self))")
      }
      copy(2)
    }
  }

  private mutating func codePoint(digits: Int) throws(Diagnostic) {
    let number = pattern[(at + 2)...].prefix(digits)
    let isHex = number.allSatisfy {
      (0x30...0x39).contains($0) || (0x41...0x46).contains($0 & 0xDF)
    }
    guard number.count == digits, isHex else { throw failure("incomplete escape") }
    out += Array("\\x{".utf8) + number + Array("}".utf8)
    at += 2 + digits
  }
}
