import Core

/// Python's syntax of regular expressions, read and written anew as PCRE2's.
///
/// Everything that Python refuses is refused here, so that PCRE2 never sees what means something else to it.
/// Blanks and comments of verbose patterns, names of groups and escapes are gone in what is written.
struct PythonPattern {
  /// What a part was, for a quantifier behind it.
  enum Item { case none, place, repeated, other }

  /// PCRE2 counts to this.
  private static let countLimit = 65_535
  /// Groups in groups; the reader calls itself for each.
  private static let depthLimit = 200

  var reader: PatternReader
  /// The pattern as PCRE2 wants it.
  private(set) var out: [UInt8] = []
  /// Those that hold at this place, and those of the whole pattern.
  var flags: Regex.Flags
  private(set) var globalFlags: Regex.Flags
  private(set) var groupNames: [String: Int] = [:]
  /// By the groups' numbers; nil for the whole and for groups that are still open.
  var groupWidths: [Width?] = [nil]
  /// How many groups there were before the outermost lookbehind that is being read.
  var lookbehindGroups: Int?
  /// Groups that conditions ask for, which may come later.
  var conditions: [(group: Int, place: Int)] = []
  private var depth = 0

  /// - Throws: `evaluation`, in Python's words, with the place in the pattern.
  init(_ text: String, _ flags: Regex.Flags) throws(Diagnostic) {
    reader = PatternReader(text)
    self.flags = flags
    globalFlags = flags
    _ = try alternatives()
    if !reader.isAtEnd { throw reader.failure("unbalanced parenthesis") }
    for (group, place) in conditions where group >= groupWidths.count {
      throw reader.failure("invalid group reference \(group)", at: place)
    }
  }

  mutating func write(_ text: String) { out += text.utf8 }

  /// `a|b`, to the end or the closing parenthesis.
  mutating func alternatives() throws(Diagnostic) -> Width {
    var width = try sequence(mayBegin: depth == 0)
    while reader.take("|") {
      write("|")
      width = try sequence(mayBegin: false) | width
    }
    return width
  }

  /// Parts, one after the other.
  ///
  /// - Parameter mayBegin: whether flags for the whole pattern may stand here.
  mutating func sequence(mayBegin: Bool) throws(Diagnostic) -> Width {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.depthLimit { throw reader.failure("too many groups within groups") }
    var width = Width.zero
    var last: (item: Item, width: Width) = (.none, .zero)
    var lastStart = out.count
    while let next = reader.next, next != "|", next != ")" {
      let start = reader.at
      let outStart = out.count
      _ = reader.read()
      if flags.contains(.verbose), skipped(next) { continue }
      if let count = try quantifier(next, start) {
        try check(last.item, start)
        try write(count, behind: lastStart, start)
        width = width + last.width.times(count.least, count.most)
        last = (.repeated, .zero)
      } else if let found = try part(next, start, isFirst: mayBegin && last.item == .none) {
        width = width + last.width
        last = found
        lastStart = outStart
      }
    }
    return width + last.width
  }

  /// Blanks and comments of a verbose pattern.
  private mutating func skipped(_ character: Unicode.Scalar) -> Bool {
    if character == "#" {
      _ = reader.take { $0 != "\n" }
      return true
    }
    return " \t\n\r\u{B}\u{C}".unicodeScalars.contains(character)
  }

  /// One part without its quantifier; nil for one that stands for nothing.
  private mutating func part(
    _ character: Unicode.Scalar, _ start: Int, isFirst: Bool
  ) throws(Diagnostic) -> (Item, Width)? {
    switch character {
    case "\\": return try escape(start)
    case "[":
      try set(start)
      return (.other, .one)
    case "(": return try group(start, isFirst: isFirst)
    case ".": write(".")
    case "^", "$":
      write(String(character))
      return (.place, .zero)
    default: literal(character)
    }
    return (.other, .one)
  }
}

// MARK: Quantifiers

extension PythonPattern {
  typealias Count = (least: Int, most: Int)

  /// nil where the character begins no quantifier; a brace that begins none stands for itself.
  private mutating func quantifier(
    _ character: Unicode.Scalar, _ start: Int
  ) throws(Diagnostic) -> Count? {
    switch character {
    case "?": return (0, 1)
    case "*": return (0, Width.unlimited)
    case "+": return (1, Width.unlimited)
    case "{": return try braces(start)
    default: return nil
    }
  }

  private mutating func braces(_ start: Int) throws(Diagnostic) -> Count? {
    let inside = reader.at
    if reader.next == "}" { return nil }
    let low = reader.take(while: \.isDigit)
    let high = reader.take(",") ? reader.take(while: \.isDigit) : low
    guard reader.take("}") else {
      reader.back(to: inside)
      return nil
    }
    let least = low.isEmpty ? 0 : Int(low) ?? .max
    let most = high.isEmpty ? Width.unlimited : Int(high) ?? .max
    if least >= Width.unlimited || !high.isEmpty && most >= Width.unlimited {
      throw reader.failure("the repetition number is too large", at: start)
    }
    if most < least { throw reader.failure("min repeat greater than max repeat", at: start) }
    return (least, most)
  }

  private func check(_ item: Item, _ start: Int) throws(Diagnostic) {
    switch item {
    case .none, .place: throw reader.failure("nothing to repeat", at: start)
    case .repeated: throw reader.failure("multiple repeat", at: start)
    case .other: break
    }
  }

  /// The count of the part that was written from `partStart` on.
  private mutating func write(
    _ count: Count, behind partStart: Int, _ start: Int
  ) throws(Diagnostic) {
    let isOpen = count.most == Width.unlimited
    if count.least > Self.countLimit || !isOpen && count.most > Self.countLimit {
      throw reader.failure(
        "a part cannot be repeated more than \(Self.countLimit) times", at: start)
    }
    write("{\(count.least),\(isOpen ? "" : String(count.most))}")
    if reader.take("?") {
      write("?")
    } else if reader.take("+") {
      // PCRE2's `++` keeps groups of what was given up again.
      out.insert(contentsOf: "(?>".utf8, at: partStart)
      write(")")
    }
  }
}

// MARK: State

extension PythonPattern {
  /// Opens a group that is kept.
  mutating func openGroup(_ name: String?) throws(Diagnostic) -> Int {
    let number = groupWidths.count
    if let name {
      if let known = groupNames[name] {
        throw reader.failure(
          "redefinition of group name '\(name)' as group \(number); was group \(known)")
      }
      groupNames[name] = number
    }
    groupWidths.append(nil)
    return number
  }

  /// Flags for the whole pattern.
  mutating func setGlobal(_ more: Regex.Flags) {
    globalFlags.formUnion(more)
    flags.formUnion(more)
  }
}
