/// An EUI-48 (MAC) or EUI-64 address.
package struct HardwareAddress: Hashable, Sendable {
  package let value: UInt64
  /// 48 or 64.
  package let width: Int

  /// Reads groups of hexadecimal digits: six or eight bytes or words of four digits, with `:`, `-`
  /// or (words) `.` between them; two halves of a MAC; all digits at once.
  package init?(_ text: String) {
    let separators = Set(text.utf8.filter { !Self.isDigit($0) })
    guard separators.count <= 1 else { return nil }
    let groups = text.utf8.split(
      omittingEmptySubsequences: false, whereSeparator: separators.contains)
    guard let digits = Self.digits(of: groups.count, separators.first) else { return nil }
    var value: UInt64 = 0
    for group in groups {
      guard digits.contains(group.count), let number = UInt64(Substring(group), radix: 16) else {
        return nil
      }
      value = groups.count == 1 ? number : value << UInt64(digits.upperBound * 4) | number
    }
    self.value = value
    width = groups.count == 8 || groups.count == 4 || text.utf8.count == 16 ? 64 : 48
    // One group has 11, 12 or 16 digits.
    if groups.count == 1, 13...15 ~= text.utf8.count { return nil }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
  }

  /// How many digits the groups may have.
  private static func digits(of groups: Int, _ separator: UInt8?) -> ClosedRange<Int>? {
    let isColonOrDash = separator == UInt8(ascii: ":") || separator == UInt8(ascii: "-")
    return switch groups {
    case 1: 11...16
    case 2 where isColonOrDash: 5...6
    case 3, 4: isColonOrDash || separator == UInt8(ascii: ".") ? 1...4 : nil
    case 6, 8: isColonOrDash ? 1...2 : nil
    default: nil
    }
  }

  /// How an address is written.
  package struct Style: Sendable {
    let wordBits: Int
    let separator: String
    var isPadded = true
    var isUpper = false

    package static let eui48 = Style(wordBits: 8, separator: "-", isUpper: true)
    package static let unix = Style(wordBits: 8, separator: ":", isPadded: false)
    package static let linux = Style(wordBits: 8, separator: ":")
    package static let cisco = Style(wordBits: 16, separator: ".")
    package static let bare = Style(wordBits: 48, separator: "", isUpper: true)
    package static let postgresql = Style(wordBits: 24, separator: ":")
  }

  package func text(_ style: Style) -> String {
    stride(from: 48 - style.wordBits, through: 0, by: -style.wordBits).map { shift in
      let word = value >> UInt64(shift) & ((1 << UInt64(style.wordBits)) - 1)
      let digits = String(word, radix: 16, uppercase: style.isUpper)
      let missing = style.isPadded ? style.wordBits / 4 - digits.utf8.count : 0
      return String(repeating: "0", count: missing) + digits
    }.joined(separator: style.separator)
  }

  /// The interface identifier of RFC 4291, appendix A.
  package var interfaceIdentifier: UInt64 {
    let eui64 = width == 64 ? value : (value >> 24) << 40 | 0xFF_FE00_0000 | value & 0xFF_FFFF
    return eui64 ^ 0x0200_0000_0000_0000
  }
}
