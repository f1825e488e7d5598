import Core

/// What begins with a backslash, and single characters.
extension PythonPattern {
  /// A character as PCRE2 reads it, whatever it means there.
  static func quoted(_ character: Unicode.Scalar) -> String {
    if character.value < 0x20 { return "\\x{\(String(character.value, radix: 16))}" }
    let isSign = character.isASCII && !character.isLetter && !character.isDigit
    return isSign ? "\\\(character)" : String(character)
  }

  mutating func literal(_ character: Unicode.Scalar) {
    let alike = CaseRules.alike(character, flags)
    if alike.isEmpty { return write(Self.quoted(character)) }
    write(CharacterSet.text([character] + alike, flags))
  }

  /// An escape outside of a set.
  mutating func escape(_ start: Int) throws(Diagnostic) -> (Item, Width)? {
    guard let letter = reader.next else {
      throw reader.failure("bad escape (end of pattern)", at: start)
    }
    switch letter {
    case "A", "Z", "b", "B":
      _ = reader.read()
      write(place(letter))
      return (.place, .zero)
    case "d", "D", "s", "S", "w", "W":
      _ = reader.read()
      write(CharacterSet.category(letter, flags))
    case "0":
      let digits = reader.take(3, while: \.isOctal)
      literal(Unicode.Scalar(UInt8(digits, radix: 8) ?? 0))
    case "1"..."9":
      if let width = try number(start) { return (.other, width) }
    default:
      guard let character = try character(start, inSet: false) else {
        // A surrogate, which no text holds.
        write("(?!)")
        break
      }
      literal(character)
    }
    return (.other, .one)
  }

  private func place(_ letter: Unicode.Scalar) -> String {
    let isPlain = !flags.contains(.ascii)
    let word = CharacterSet.category("w", .ascii)
    return switch letter {
    case "A": "\\A"
    case "Z": "\\z"
    case "b" where isPlain: "\\b"
    case "b": "(?-i:(?<=\(word))(?!\(word))|(?<!\(word))(?=\(word)))"
    // Nothing is no place inside of a word.
    case _ where isPlain: "(?!\\A\\z)\\B"
    default: "(?-i:(?!\\A\\z)(?:(?<=\(word))(?=\(word))|(?<!\(word))(?!\(word))))"
    }
  }

  /// A group's number, or a character's in three octal digits, for which the width is nil.
  private mutating func number(_ start: Int) throws(Diagnostic) -> Width? {
    let inside = reader.at
    let octal = reader.take(3, while: \.isOctal)
    if octal.count == 3 {
      literal(try character(octal: octal, start))
      return nil
    }
    reader.back(to: inside)
    let number = Int(reader.take(2, while: \.isDigit)) ?? 0
    guard number < groupWidths.count else {
      throw reader.failure("invalid group reference \(number)", at: inside)
    }
    return try reference(number, start)
  }

  func character(octal: String, _ start: Int) throws(Diagnostic) -> Unicode.Scalar {
    guard let byte = UInt8(octal, radix: 8) else {
      throw reader.failure(
        "octal escape value \\\(octal) outside of range 0-0o377", at: start)
    }
    return Unicode.Scalar(byte)
  }

  /// The character that an escape stands for; nil for a surrogate.
  mutating func character(_ start: Int, inSet: Bool) throws(Diagnostic) -> Unicode.Scalar? {
    guard let letter = reader.read() else {
      throw reader.failure("bad escape (end of pattern)", at: start)
    }
    switch letter {
    case "a": return "\u{7}"
    case "b" where inSet: return "\u{8}"
    case "f": return "\u{C}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "v": return "\u{B}"
    case "x": return try hexadecimal(2, letter, start)
    case "u": return try hexadecimal(4, letter, start)
    case "U": return try hexadecimal(8, letter, start)
    case "N": return try named(start)
    default:
      if letter.isLetter || inSet && letter.isDigit {
        throw reader.failure("bad escape \\\(letter)", at: start)
      }
      return letter
    }
  }

  private mutating func hexadecimal(
    _ count: Int, _ letter: Unicode.Scalar, _ start: Int
  ) throws(Diagnostic) -> Unicode.Scalar? {
    let digits = reader.take(count, while: \.isHex)
    guard digits.utf8.count == count, let number = UInt32(digits, radix: 16) else {
      throw reader.failure("incomplete escape \\\(letter)\(digits)", at: start)
    }
    if number > 0x10FFFF { throw reader.failure("bad escape \\\(letter)", at: start) }
    return Unicode.Scalar(number)
  }

  private mutating func named(_ start: Int) throws(Diagnostic) -> Unicode.Scalar? {
    guard reader.take("{") else { throw reader.failure("missing {") }
    let name = try reader.name(until: "}", "character name")
    guard let character = CharacterNames.scalar(name) else {
      throw reader.failure("undefined character name '\(name)'", at: start)
    }
    return character
  }
}
