import Glibc

/// An IPv4 or IPv6 address as a number.
package struct IPAddress: Hashable, Comparable, Sendable {
  package enum Version: Int, Sendable {
    case four = 4
    case six = 6

    /// The number of bits of an address.
    package var width: Int { self == .four ? 32 : 128 }
    package var highest: UInt128 { self == .four ? 0xFFFF_FFFF : .max }
  }

  package let version: Version
  package let value: UInt128

  /// - Precondition: the value fits the version; `init(exactly:)` asks.
  package init(_ version: Version, _ value: UInt128) {
    self.version = version
    self.value = value
  }

  /// nil where the number is beyond the version's addresses.
  package init?(_ version: Version, exactly value: UInt128) {
    guard value <= version.highest else { return nil }
    self.init(version, value)
  }

  /// The address of a number alone: of version 4 wherever it fits.
  package init(number value: UInt128) {
    self.init(value <= Version.four.highest ? .four : .six, value)
  }

  /// Reads what `inet_pton` takes: four decimal numbers without leading zeros, or RFC 4291 2.2.
  package init?(_ text: String) {
    if text.utf8.contains(0) { return nil }
    var v4 = in_addr()
    if inet_pton(AF_INET, text, &v4) == 1 {
      self.init(.four, UInt128(UInt32(bigEndian: v4.s_addr)))
      return
    }
    var v6 = in6_addr()
    guard inet_pton(AF_INET6, text, &v6) == 1 else { return nil }
    self.init(.six, withUnsafeBytes(of: v6) { $0.reduce(0) { $0 << 8 | UInt128($1) } })
  }

  /// Versions before numbers, as sorted lists of addresses have it.
  package static func < (left: IPAddress, right: IPAddress) -> Bool {
    (left.version.rawValue, left.value) < (right.version.rawValue, right.value)
  }

  /// The sum, nil where it is no address of this version.
  package func advanced(by amount: Int) -> IPAddress? {
    let (sum, overflows) =
      amount < 0
      ? value.subtractingReportingOverflow(UInt128(amount.magnitude))
      : value.addingReportingOverflow(UInt128(amount))
    return overflows ? nil : IPAddress(version, exactly: sum)
  }
}

// MARK: Texts

extension IPAddress: CustomStringConvertible {
  /// The bytes, most significant first.
  package var bytes: [UInt8] {
    stride(from: version.width - 8, through: 0, by: -8).map {
      UInt8(truncatingIfNeeded: value >> UInt128($0))
    }
  }

  /// The eight groups of IPv6.
  package var groups: [UInt16] {
    stride(from: 112, through: 0, by: -16).map { UInt16(truncatingIfNeeded: value >> UInt128($0)) }
  }

  /// As `inet_ntop` writes it, which has a dotted end for mapped and compatible addresses.
  package var description: String {
    let groups = groups
    guard version == .six, groups[..<5].allSatisfy({ $0 == 0 }),
      groups[5] == 0xFFFF || groups[5] == 0 && groups[6] != 0
    else { return compressed }
    let end = IPAddress(.four, value & 0xFFFF_FFFF)
    return (groups[5] == 0 ? "::" : "::ffff:") + end.compressed
  }

  /// RFC 5952: the longest run of zeros, the first among equals, becomes `::`.
  package var compressed: String {
    if version == .four { return bytes.map(String.init).joined(separator: ".") }
    let texts = groups.map { String($0, radix: 16) }
    guard let run = longestZeros else { return texts.joined(separator: ":") }
    return texts[..<run.lowerBound].joined(separator: ":") + "::"
      + texts[run.upperBound...].joined(separator: ":")
  }

  /// All groups with four digits.
  package var exploded: String {
    if version == .four { return compressed }
    return groups.map { group in
      let digits = String(group, radix: 16)
      return String(repeating: "0", count: 4 - digits.utf8.count) + digits
    }.joined(separator: ":")
  }

  /// Two groups at least; one alone is written.
  private var longestZeros: Range<Int>? {
    var best = 0..<1
    var start = 0
    for (index, group) in groups.enumerated() {
      if group != 0 { start = index + 1 }
      if index + 1 - start > best.count { best = start..<index + 1 }
    }
    return best.count > 1 ? best : nil
  }

  /// The name of the PTR record, with its dot at the end.
  package var reverseName: String {
    if version == .four {
      return bytes.reversed().map(String.init).joined(separator: ".") + ".in-addr.arpa."
    }
    let digits = exploded.unicodeScalars.filter { $0 != ":" }
    return digits.reversed().map(String.init).joined(separator: ".") + ".ip6.arpa."
  }
}
