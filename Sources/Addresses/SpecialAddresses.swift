/// Blocks of the IANA registries of special-purpose addresses (RFC 6890), and who counts them how.
///
/// There are two sets of rules: those of Python's `ipaddress`, which the tests of ansible.utils use, and
/// those of `netaddr`, which its filters use.
extension IPAddress {
  private static func blocks(_ texts: String) -> [IPNetwork] {
    texts.split(whereSeparator: \.isWhitespace).compactMap { IPNetwork(String($0)) }
  }

  private func isIn(_ blocks: [IPNetwork]) -> Bool { blocks.contains { $0.contains(self) } }

  // MARK: Both

  private static let loopbacks = blocks("127.0.0.0/8 ::1/128")
  private static let multicasts = blocks("224.0.0.0/4 ff00::/8")
  private static let linkLocals = blocks("169.254.0.0/16 fe80::/10")

  package var isLoopback: Bool { isIn(Self.loopbacks) }
  package var isMulticast: Bool { isIn(Self.multicasts) }
  package var isLinkLocal: Bool { isIn(Self.linkLocals) }
  package var isUnspecified: Bool { value == 0 }

  /// The IPv4 address inside `::ffff:0:0/96`.
  package var mapped: IPAddress? {
    version == .six && value >> 32 == 0xFFFF ? IPAddress(.four, value & 0xFFFF_FFFF) : nil
  }
  package var isSixToFour: Bool { version == .six && value >> 112 == 0x2002 }
  package var isTeredo: Bool { version == .six && value >> 96 == 0x2001_0000 }

  // MARK: As `ipaddress` counts

  private static let privates = blocks(
    """
    0.0.0.0/8 10.0.0.0/8 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/29 192.0.0.170/31
    192.0.2.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 240.0.0.0/4
    ::1/128 ::/128 ::ffff:0:0/96 100::/64 2001::/23 2001:db8::/32 fc00::/7 fe80::/10
    """)
  private static let sharedSpace = blocks("100.64.0.0/10")
  private static let reserved = blocks(
    """
    240.0.0.0/4 ::/8 100::/8 200::/7 400::/6 800::/5 1000::/4 4000::/3 6000::/3 8000::/3 a000::/3
    c000::/3 e000::/4 f000::/5 f800::/6 fe00::/9
    """)

  package var isPrivate: Bool { mapped?.isPrivate ?? isIn(Self.privates) }
  package var isPublic: Bool { !isPrivate && !isIn(Self.sharedSpace) }
  package var isReserved: Bool { isIn(Self.reserved) }

  // MARK: As `netaddr` counts

  private static let notGlobal = blocks(
    """
    0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24
    192.0.2.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 240.0.0.0/4
    ::1/128 ::/128 ::ffff:0:0/96 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32 2002::/16 fc00::/7
    fe80::/10
    """)
  private static let globalInside = blocks(
    """
    192.0.0.9/32 192.0.0.10/32 2001:1::1/128 2001:1::2/128 2001:3::/32 2001:4:112::/48
    2001:20::/28 2001:30::/28
    """)

  /// Reachable from everywhere, by the registries.
  package var isGlobal: Bool { !isIn(Self.notGlobal) || isIn(Self.globalInside) }
}
