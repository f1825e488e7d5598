import Core

/// `(?i)` for all, `(?i-s:…)` for a part.
extension PythonPattern {
  /// `u` is what holds for texts anyway.
  static let letters: [Unicode.Scalar: Regex.Flags] = [
    "i": .ignoreCase, "m": .multiLine, "s": .dotAll, "x": .verbose, "a": .ascii, "u": [],
    "L": [], "t": [],
  ]

  mutating func flagged(
    _ first: Unicode.Scalar, _ start: Int, isFirst: Bool
  ) throws(Diagnostic) -> (Item, Width)? {
    var (on, end): (String, Unicode.Scalar) = ("", "-")
    if first != "-" { (on, end) = try run(from: first, until: ")-:", "missing -, : or )") }
    if on.contains("L") {
      throw reader.failure("bad inline flags: cannot use 'L' flag with a str pattern")
    }
    if on.contains("a"), on.contains("u") {
      throw reader.failure("bad inline flags: flags 'a', 'u' and 'L' are incompatible")
    }
    if end == ")" {
      if !isFirst {
        throw reader.failure("global flags not at the start of the expression", at: start)
      }
      setGlobal(Self.flags(of: on))
      return nil
    }
    if on.contains("t") {
      throw reader.failure("bad inline flags: cannot turn on global flag")
    }
    return (.other, try scoped(on, try switchedOff(on, end), start))
  }

  /// The letters that stand behind a `-`.
  private mutating func switchedOff(
    _ on: String, _ end: Unicode.Scalar
  ) throws(Diagnostic) -> String {
    guard end == "-" else { return "" }
    guard let next = reader.read() else { throw reader.failure("missing flag") }
    guard Self.letters[next] != nil else {
      throw reader.failure(next.isLetter ? "unknown flag" : "missing flag")
    }
    let (off, _) = try run(from: next, until: ":", "missing :")
    if off.contains(where: { "auL".contains($0) }) {
      throw reader.failure("bad inline flags: cannot turn off flags 'a', 'u' and 'L'")
    }
    if off.contains("t") { throw reader.failure("bad inline flags: cannot turn off global flag") }
    if off.contains(where: { on.contains($0) }) {
      throw reader.failure("bad inline flags: flag turned on and off")
    }
    return off
  }

  /// Letters of flags, and the character that ends them.
  private mutating func run(
    from first: Unicode.Scalar, until ends: String, _ message: String
  ) throws(Diagnostic) -> (String, Unicode.Scalar) {
    var letters = String(first)
    while true {
      guard let next = reader.read() else { throw reader.failure(message) }
      if ends.unicodeScalars.contains(next) { return (letters, next) }
      guard Self.letters[next] != nil else {
        throw reader.failure(next.isLetter ? "unknown flag" : message, at: reader.at - 1)
      }
      letters.unicodeScalars.append(next)
    }
  }

  private mutating func scoped(
    _ on: String, _ off: String, _ start: Int
  ) throws(Diagnostic) -> Width {
    let before = flags
    defer { flags = before }
    flags.formUnion(Self.flags(of: on))
    if on.contains("u") { flags.remove(.ascii) }
    flags.subtract(Self.flags(of: off))
    let set = on.filter { "ims".contains($0) }
    let unset = off.filter { "ims".contains($0) }
    return try enclosed("(?\(set)\(unset.isEmpty ? "" : "-")\(unset):", start)
  }

  private static func flags(of letters: String) -> Regex.Flags {
    letters.unicodeScalars.reduce(into: []) { $0.formUnion(Self.letters[$1] ?? []) }
  }
}
