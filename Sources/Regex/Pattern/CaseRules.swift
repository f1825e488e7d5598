/// Which characters Python takes for the same where case does not matter, and PCRE2 does not.
enum CaseRules {
  /// Characters that are alike in Python only.
  private static let groups: [[Unicode.Scalar]] = [
    ["I", "i", "\u{130}", "\u{131}"], ["\u{390}", "\u{1FD3}"], ["\u{3B0}", "\u{1FE3}"],
    ["\u{FB05}", "\u{FB06}"],
  ]

  private static let letters: [ClosedRange<UInt32>] = [0x41...0x5A, 0x61...0x7A]

  /// Those that have to be named beside a character, or the character itself where PCRE2 would find too many.
  static func alike(_ character: Unicode.Scalar, _ flags: Regex.Flags) -> [Unicode.Scalar] {
    guard flags.contains(.ignoreCase) else { return [] }
    if flags.contains(.ascii) {
      let isLetter = character.isLetter
      return [isLetter ? Unicode.Scalar(UInt8(character.value) ^ 0x20) : character]
    }
    return groups.first { $0.contains(character) } ?? []
  }

  /// Those that have to be named beside a range of characters.
  static func alike(
    _ range: ClosedRange<UInt32>, _ flags: Regex.Flags
  ) -> [ClosedRange<UInt32>] {
    guard flags.contains(.ignoreCase) else { return [] }
    if flags.contains(.ascii) {
      return letters.filter { $0.overlaps(range) }.map {
        let shared = range.clamped(to: $0)
        return (shared.lowerBound ^ 0x20)...(shared.upperBound ^ 0x20)
      }
    }
    return groups.filter { $0.contains { range.contains($0.value) } }.joined().map {
      $0.value...$0.value
    }
  }
}
