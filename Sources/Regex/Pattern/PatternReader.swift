import Core

/// The characters of a regular expression, one after the other.
struct PatternReader {
  private let pattern: [Unicode.Scalar]
  private(set) var at = 0

  init(_ pattern: String) { self.pattern = Array(pattern.unicodeScalars) }

  var isAtEnd: Bool { at >= pattern.count }
  var next: Unicode.Scalar? { isAtEnd ? nil : pattern[at] }

  mutating func read() -> Unicode.Scalar? {
    guard let next else { return nil }
    at += 1
    return next
  }

  mutating func take(_ wanted: Unicode.Scalar) -> Bool {
    guard next == wanted else { return false }
    at += 1
    return true
  }

  mutating func back(to place: Int) { at = place }

  /// The characters that follow, as long as they are of a kind, at most `limit`.
  mutating func take(
    _ limit: Int = .max, while isWanted: (Unicode.Scalar) -> Bool
  ) -> String {
    var text = String.UnicodeScalarView()
    while text.count < limit, let next, isWanted(next) {
      text.append(next)
      at += 1
    }
    return String(text)
  }

  /// What stands before the next `end`, which is read too.
  mutating func name(until end: Unicode.Scalar, _ what: String) throws(Diagnostic) -> String {
    let start = at
    let name = take { $0 != end }
    if name.isEmpty { throw failure("missing \(what)", at: start) }
    if !take(end) { throw failure("missing \(end), unterminated name", at: start) }
    return name
  }

  func failure(_ message: String, at place: Int? = nil) -> Diagnostic {
    Diagnostic(
      .evaluation,
      "Invalid regular expression '\(String(String.UnicodeScalarView(pattern)))': "
        + "\(message) at position \(place ?? at)")
  }
}

extension Unicode.Scalar {
  var isDigit: Bool { ("0"..."9").contains(self) }
  var isOctal: Bool { ("0"..."7").contains(self) }
  var isHex: Bool { isDigit || ("a"..."f").contains(self) || ("A"..."F").contains(self) }
  var isLetter: Bool { ("a"..."z").contains(self) || ("A"..."Z").contains(self) }
}

/// The least and the greatest number of characters that a part of a pattern matches.
struct Width {
  static let unlimited = 4_294_967_295
  static let zero = Width(0, 0)
  static let one = Width(1, 1)

  var least: Int
  var greatest: Int

  init(_ least: Int, _ greatest: Int) {
    self.least = min(least, Self.unlimited)
    self.greatest = min(greatest, Self.unlimited)
  }

  static func + (left: Width, right: Width) -> Width {
    Width(left.least + right.least, left.greatest + right.greatest)
  }

  /// Either of the two.
  static func | (left: Width, right: Width) -> Width {
    Width(min(left.least, right.least), max(left.greatest, right.greatest))
  }

  func times(_ least: Int, _ greatest: Int) -> Width {
    let (low, isHuge) = self.least.multipliedReportingOverflow(by: least)
    let (high, isHuger) = self.greatest.multipliedReportingOverflow(by: greatest)
    return Width(isHuge ? Self.unlimited : low, isHuger ? Self.unlimited : high)
  }
}
