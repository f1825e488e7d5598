extension HostAddress {
  /// Eight groups of hexadecimal digits or ranges, or fewer with one `::`; the last two may be an
  /// IPv4 address.
  static func isIPv6(_ bytes: ArraySlice<UInt8>) -> Bool {
    let groups = split(bytes)
    guard groups.count > 2 else { return false }
    var inner = groups[...]
    var gaps = 0
    if inner.first?.isEmpty == true, groups[1].isEmpty { inner.removeFirst() }
    if inner.last?.isEmpty == true, groups[groups.count - 2].isEmpty { inner.removeLast() }
    for (index, group) in inner.enumerated() {
      if group.isEmpty { gaps += 1; continue }
      let isLast = index == inner.count - 1
      guard
        isHexadecimal(group) || (isLast && group.contains(UInt8(ascii: ".")) && isHostname(group))
      else { return false }
    }
    return gaps == 1 ? inner.count <= 8 : gaps == 0 && inner.count == 8
  }

  private static func isHexadecimal(_ group: ArraySlice<UInt8>) -> Bool {
    if group.first == UInt8(ascii: "["), group.last == UInt8(ascii: "]") { return true }
    return group.count <= 4
      && group.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit && $0 < 0x80 }
  }

  /// The parts between colons that stand outside brackets.
  private static func split(_ bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var parts: [ArraySlice<UInt8>] = []
    var start = bytes.startIndex
    var depth = 0
    for (index, byte) in zip(bytes.indices, bytes) {
      if byte == UInt8(ascii: "[") { depth += 1 }
      if byte == UInt8(ascii: "]") { depth -= 1 }
      if depth == 0, byte == UInt8(ascii: ":") {
        parts.append(bytes[start..<index])
        start = index + 1
      }
    }
    return parts + [bytes[start...]]
  }
}
