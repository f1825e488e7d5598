import Core

/// What stands in parentheses.
extension PythonPattern {
  mutating func group(_ start: Int, isFirst: Bool) throws(Diagnostic) -> (Item, Width)? {
    guard reader.take("?") else { return (.other, try kept(nil, start)) }
    guard let sign = reader.read() else { throw reader.failure("unexpected end of pattern") }
    switch sign {
    case "P": return try named(start)
    case ":": return (.other, try enclosed("(?:", start))
    case ">": return (.other, try enclosed("(?>", start))
    case "#": return try comment(start)
    case "=", "!": return (.other, try ahead("(?\(sign)", start))
    case "<": return (.other, try behind(start))
    case "(": return (.other, try condition(start))
    default:
      guard sign == "-" || Self.letters[sign] != nil else {
        throw reader.failure("unknown extension ?\(sign)", at: start + 1)
      }
      return try flagged(sign, start, isFirst: isFirst)
    }
  }

  /// The rest of a group, with its closing parenthesis.
  mutating func enclosed(_ opening: String, _ start: Int) throws(Diagnostic) -> Width {
    let before = flags
    write(opening)
    let width = try alternatives()
    try close(start)
    flags = before
    return width
  }

  private mutating func close(_ start: Int) throws(Diagnostic) {
    if !reader.take(")") { throw reader.failure("missing ), unterminated subpattern", at: start) }
    write(")")
  }

  private mutating func kept(_ name: String?, _ start: Int) throws(Diagnostic) -> Width {
    let number = try openGroup(name)
    let width = try enclosed("(", start)
    groupWidths[number] = width
    return width
  }

  private mutating func comment(_ start: Int) throws(Diagnostic) -> (Item, Width)? {
    _ = reader.take { $0 != ")" }
    if !reader.take(")") { throw reader.failure("missing ), unterminated comment", at: start) }
    return nil
  }

  /// `(?P<name>…)` and `(?P=name)`.
  private mutating func named(_ start: Int) throws(Diagnostic) -> (Item, Width)? {
    if reader.take("<") {
      let name = try reader.name(until: ">", "group name")
      try check(name: name)
      return (.other, try kept(name, start))
    }
    guard reader.take("=") else {
      guard let next = reader.read() else { throw reader.failure("unexpected end of pattern") }
      throw reader.failure("unknown extension ?P\(next)", at: start + 1)
    }
    let name = try reader.name(until: ")", "group name")
    try check(name: name)
    guard let number = groupNames[name] else {
      throw reader.failure("unknown group name '\(name)'", at: start + 4)
    }
    return (.other, try reference(number, start))
  }

  private func check(name: String) throws(Diagnostic) {
    if !name.isPythonIdentifier {
      throw reader.failure("bad character in group name '\(name)'")
    }
  }

  /// What a group has matched.
  mutating func reference(_ number: Int, _ start: Int) throws(Diagnostic) -> Width {
    guard let width = groupWidths[number] else {
      throw reader.failure("cannot refer to an open group", at: start)
    }
    try checkLookbehind(number, start)
    write("\\g{\(number)}")
    return width
  }

  private func checkLookbehind(_ number: Int, _ start: Int) throws(Diagnostic) {
    guard let lookbehindGroups else { return }
    if number < groupWidths.count, groupWidths[number] == nil {
      throw reader.failure("cannot refer to an open group", at: start)
    }
    if number >= lookbehindGroups {
      throw reader.failure(
        "cannot refer to group defined in the same lookbehind subpattern", at: start)
    }
  }

  private mutating func ahead(_ opening: String, _ start: Int) throws(Diagnostic) -> Width {
    _ = try enclosed(opening, start)
    return .zero
  }

  private mutating func behind(_ start: Int) throws(Diagnostic) -> Width {
    guard let sign = reader.read() else { throw reader.failure("unexpected end of pattern") }
    guard sign == "=" || sign == "!" else {
      throw reader.failure("unknown extension ?<\(sign)", at: start + 1)
    }
    let outer = lookbehindGroups
    lookbehindGroups = outer ?? groupWidths.count
    let width = try enclosed("(?<\(sign)", start)
    lookbehindGroups = outer
    if width.least != width.greatest {
      throw reader.failure("look-behind requires fixed-width pattern", at: start)
    }
    return .zero
  }

  /// `(?(1)yes|no)`.
  private mutating func condition(_ start: Int) throws(Diagnostic) -> Width {
    let place = reader.at
    let name = try reader.name(until: ")", "group name")
    let number: Int
    if name.isPythonIdentifier {
      guard let known = groupNames[name] else {
        throw reader.failure("unknown group name '\(name)'", at: place)
      }
      number = known
    } else {
      guard let known = PythonDigits.int(name), known >= 0 else {
        throw reader.failure("bad character in group name '\(name)'", at: place)
      }
      if known == 0 { throw reader.failure("bad group number", at: place) }
      number = known
      conditions.append((number, place))
    }
    try checkLookbehind(number, place)
    write("(?(\(number))")
    let yes = try sequence(mayBegin: false)
    var no = Width.zero
    if reader.take("|") {
      write("|")
      no = try sequence(mayBegin: false)
      if reader.next == "|" {
        throw reader.failure("conditional backref with more than two branches")
      }
    }
    try close(start)
    return yes | no
  }
}
