/// The grammar of numbers in JSON.
enum JSONNumber {
  /// Whether a word is `-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?`.
  static func isOne(_ word: String.UTF8View) -> Bool {
    var rest = word[...]
    take(&rest, "-")
    if !take(&rest, "0"), !takeDigits(&rest) { return false }
    if take(&rest, "."), !takeDigits(&rest) { return false }
    if take(&rest, "e") || take(&rest, "E") {
      if !take(&rest, "+") { take(&rest, "-") }
      if !takeDigits(&rest) { return false }
    }
    return rest.isEmpty
  }

  @discardableResult
  private static func take(_ rest: inout Substring.UTF8View, _ scalar: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: scalar) else { return false }
    rest.removeFirst()
    return true
  }

  private static func takeDigits(_ rest: inout Substring.UTF8View) -> Bool {
    let count = rest.count
    rest = rest.drop { $0 &- 0x30 < 10 }
    return rest.count < count
  }
}
