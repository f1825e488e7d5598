import Core

/// Letters as Python's `str` methods change them: scalar by scalar, by Unicode's full mappings.
extension PythonText {
  /// `text.lower()`
  static func lower(_ text: String) -> String {
    if text.isASCII { return text.lowercased() }
    let scalars = Array(text.unicodeScalars)
    var out = ""
    for index in scalars.indices { out += lower(scalars, index) }
    return out
  }

  /// `text.upper()`
  static func upper(_ text: String) -> String {
    text.isASCII
      ? text.uppercased() : text.unicodeScalars.map(\.properties.uppercaseMapping).joined()
  }

  /// `text.capitalize()`
  static func capitalize(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    guard let first = scalars.first else { return text }
    var out = first.properties.titlecaseMapping
    for index in scalars.indices.dropFirst() { out += lower(scalars, index) }
    return out
  }

  /// `text.title()`: a letter after something that is no letter becomes upper case.
  static func title(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var out = ""
    var inWord = false
    for (index, scalar) in scalars.enumerated() {
      out += inWord ? lower(scalars, index) : scalar.properties.titlecaseMapping
      inWord = scalar.properties.isCased
    }
    return out
  }

  /// `text.swapcase()`
  static func swapCase(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var out = ""
    for (index, scalar) in scalars.enumerated() {
      if scalar.properties.isUppercase {
        out += lower(scalars, index)
      } else if scalar.properties.isLowercase {
        out += scalar.properties.uppercaseMapping
      } else {
        out.unicodeScalars.append(scalar)
      }
    }
    return out
  }

  /// `text.casefold()`
  static func fold(_ text: String) -> String {
    if text.isASCII { return text.lowercased() }
    return text.unicodeScalars.map(fold).joined()
  }

  /// Unicode's case folding, which is the lower case of the upper case for all letters but these.
  private static func fold(_ scalar: Unicode.Scalar) -> String {
    switch scalar.value {
    case 0x131: String(scalar)
    case 0x1E9E: "ss"
    case 0x13A0...0x13F5, 0x13F8...0x13FD, 0xAB70...0xABBF: scalar.properties.uppercaseMapping
    default:
      scalar.properties.uppercaseMapping.unicodeScalars.map(\.properties.lowercaseMapping).joined()
    }
  }

  private static func lower(_ scalars: [Unicode.Scalar], _ index: Int) -> String {
    if scalars[index] == "Σ", isFinalSigma(scalars, index) { return "ς" }
    return scalars[index].properties.lowercaseMapping
  }

  /// A sigma that ends a word: a letter before it and none after it, apart from marks.
  private static func isFinalSigma(_ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
    let before = scalars[..<index].last { !$0.properties.isCaseIgnorable }
    let after = scalars[(index + 1)...].first { !$0.properties.isCaseIgnorable }
    return before?.properties.isCased == true && after?.properties.isCased != true
  }

  // MARK: Blanks

  /// `isspace()`: Unicode's blanks, and ASCII's four separators.
  static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x80 {
      return scalar == " " || (0x09...0x0D).contains(scalar.value)
        || (0x1C...0x1F).contains(scalar.value)
    }
    return scalar.properties.isWhitespace
  }
}
