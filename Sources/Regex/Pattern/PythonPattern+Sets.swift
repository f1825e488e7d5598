import Core

/// What stands in brackets.
extension PythonPattern {
  /// A character, or a category such as `\d`.
  private enum Member {
    case character(Unicode.Scalar?)
    case category(Unicode.Scalar)
  }

  mutating func set(_ start: Int) throws(Diagnostic) {
    var set = CharacterSet()
    set.isNegated = reader.take("^")
    let first = reader.at
    while reader.at == first || !reader.take("]") {
      let place = reader.at
      let member = try member(start)
      guard reader.take("-") else {
        add(member, to: &set)
        continue
      }
      if reader.take("]") {
        add(member, to: &set)
        set.add("-")
        break
      }
      let end = try self.member(start)
      guard case .character(let low) = member, case .character(let high) = end,
        low?.value ?? 0xD800 <= high?.value ?? 0xDFFF
      else { throw reader.failure("bad character range", at: place) }
      set.add(low ?? "\u{E000}", through: high ?? "\u{D7FF}")
    }
    write(set.text(flags))
  }

  private func add(_ member: Member, to set: inout CharacterSet) {
    switch member {
    case .category(let letter): set.add(category: letter, flags)
    case .character(let character?): set.add(character)
    case .character(nil): break
    }
  }

  private mutating func member(_ start: Int) throws(Diagnostic) -> Member {
    let place = reader.at
    guard let character = reader.read() else {
      throw reader.failure("unterminated character set", at: start)
    }
    guard character == "\\" else { return .character(character) }
    switch reader.next {
    case let letter? where "dDsSwW".unicodeScalars.contains(letter):
      _ = reader.read()
      return .category(letter)
    case let digit? where digit.isOctal:
      return .character(try self.character(octal: reader.take(3, while: \.isOctal), place))
    default: return .character(try self.character(place, inSet: true))
    }
  }
}
