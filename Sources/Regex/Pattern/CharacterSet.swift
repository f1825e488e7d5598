/// A set of characters on its way to PCRE2.
struct CharacterSet {
  var isNegated = false
  private var ranges: [ClosedRange<UInt32>] = []
  /// Categories that PCRE2 has as Python has them.
  private var categories = ""

  mutating func add(_ character: Unicode.Scalar) {
    ranges.append(character.value...character.value)
  }

  /// The ends may pass each other where the range is made of surrogates alone.
  mutating func add(_ low: Unicode.Scalar, through high: Unicode.Scalar) {
    if low <= high { ranges.append(low.value...high.value) }
  }

  /// `\d`, `\W`, ….
  mutating func add(category letter: Unicode.Scalar, _ flags: Regex.Flags) {
    if let known = Self.ranges(letter, flags) {
      ranges += known
    } else {
      categories += "\\\(letter)"
    }
  }

  /// The set between brackets.
  func text(_ flags: Regex.Flags) -> String {
    var all = ranges
    for range in ranges { all += CaseRules.alike(range, flags) }
    // PCRE2 does not know an empty set.
    if all.isEmpty, categories.isEmpty { return isNegated ? "(?s:.)" : "(?!)" }
    let inside = all.map(Self.text).joined() + categories
    let set = "[\(isNegated ? "^" : "")\(inside)]"
    return flags.isSuperset(of: [.ascii, .ignoreCase]) ? "(?-i:\(set))" : set
  }

  /// A set of single characters.
  static func text(_ characters: [Unicode.Scalar], _ flags: Regex.Flags) -> String {
    var set = CharacterSet()
    for character in characters { set.add(character) }
    return set.text(flags)
  }

  private static func text(_ range: ClosedRange<UInt32>) -> String {
    func end(_ value: UInt32) -> String {
      Unicode.Scalar(value).map(PythonPattern.quoted) ?? ""
    }
    let low = end(range.lowerBound)
    return range.count == 1 ? low : "\(low)-\(end(range.upperBound))"
  }

  /// A category outside of a set.
  static func category(_ letter: Unicode.Scalar, _ flags: Regex.Flags) -> String {
    var set = CharacterSet()
    set.add(category: letter, flags)
    return set.categories.isEmpty ? set.text(flags) : set.categories
  }
}

// MARK: Categories

extension CharacterSet {
  /// `str.isspace`, which differs from PCRE2's `\s` in U+001C to U+001F and U+180E.
  private static let blanks: [ClosedRange<UInt32>] = [
    0x9...0xD, 0x1C...0x20, 0x85...0x85, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A,
    0x2028...0x2029, 0x202F...0x202F, 0x205F...0x205F, 0x3000...0x3000,
  ]
  private static let asciiBlanks: [ClosedRange<UInt32>] = [0x9...0xD, 0x20...0x20]
  private static let digits: [ClosedRange<UInt32>] = [0x30...0x39]
  private static let word: [ClosedRange<UInt32>] = [
    0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A,
  ]

  /// The characters of a category; nil where PCRE2's is the same.
  private static func ranges(
    _ letter: Unicode.Scalar, _ flags: Regex.Flags
  ) -> [ClosedRange<UInt32>]? {
    let isASCII = flags.contains(.ascii)
    return switch letter {
    case "s": isASCII ? asciiBlanks : blanks
    case "S": others(isASCII ? asciiBlanks : blanks)
    case "d": isASCII ? digits : nil
    case "D": isASCII ? others(digits) : nil
    case "w": isASCII ? word : nil
    default: isASCII ? others(word) : nil
    }
  }

  /// All characters but these, which are in order.
  private static func others(_ ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
    var found: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges {
      if next < range.lowerBound { found.append(next...(range.lowerBound - 1)) }
      next = range.upperBound + 1
    }
    return found + [next...0x10FFFF]
  }
}
