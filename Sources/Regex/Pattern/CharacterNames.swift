/// Characters by their names in Unicode.
enum CharacterNames {
  /// The character of a name or a formal alias, in any case; nil for a name of none.
  static func scalar(_ name: String) -> Unicode.Scalar? {
    let wanted = name.uppercased()
    return (0...0x10FFFF as ClosedRange<UInt32>).lazy.compactMap(Unicode.Scalar.init).first {
      $0.properties.name == wanted || $0.properties.nameAlias == wanted
    }
  }
}

extension String {
  /// A letter or `_`, then those and digits and marks.
  var isPythonIdentifier: Bool {
    guard let first = unicodeScalars.first, first == "_" || first.properties.isXIDStart else {
      return false
    }
    return unicodeScalars.dropFirst().allSatisfy(\.properties.isXIDContinue)
  }
}

/// Numbers as Python's `int` reads them where groups are named by number.
enum PythonDigits {
  /// With blanks around it, a sign and `_` between digits; digits may be of any script.
  static func int(_ text: String) -> Int? {
    var rest = Array(text.unicodeScalars)[...]
    while let last = rest.last, last.properties.isWhitespace { rest.removeLast() }
    while let first = rest.first, first.properties.isWhitespace { rest.removeFirst() }
    let sign = rest.first == "-" ? -1 : 1
    if rest.first == "-" || rest.first == "+" { rest.removeFirst() }
    var number = 0
    var wasDigit = false
    for scalar in rest {
      if scalar == "_", wasDigit {
        wasDigit = false
        continue
      }
      guard scalar.properties.generalCategory == .decimalNumber,
        let digit = scalar.properties.numericValue, number < 1_000_000_000
      else { return nil }
      number = number * 10 + Int(digit)
      wasDigit = true
    }
    return wasDigit ? sign * number : nil
  }
}
