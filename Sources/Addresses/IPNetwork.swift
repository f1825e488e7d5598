/// An address together with a prefix: a network, or a host that knows its network.
package struct IPNetwork: Hashable, Sendable {
  package let address: IPAddress
  package let prefix: Int

  /// nil where the prefix is longer than the address.
  package init?(_ address: IPAddress, prefix: Int) {
    guard 0...address.version.width ~= prefix else { return nil }
    self.address = address
    self.prefix = prefix
  }

  /// Reads an address with or without `/prefix`, `/netmask` or `/hostmask`.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let address = IPAddress(String(parts[0])) else { return nil }
    guard parts.count > 1 else {
      self.init(address, prefix: address.version.width)
      return
    }
    let length = String(parts[1])
    if let prefix = Self.number(length) {
      self.init(address, prefix: prefix)
    } else if let mask = IPAddress(length), mask.version == address.version,
      let prefix = Self.prefix(ofMask: mask) ?? Self.prefix(ofHostmask: mask)
    {
      self.init(address, prefix: prefix)
    } else {
      return nil
    }
  }

  /// Decimal digits only.
  private static func number(_ text: String) -> Int? {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
  }

  package static func prefix(ofMask mask: IPAddress) -> Int? {
    prefix(ofHostmask: IPAddress(mask.version, mask.value ^ mask.version.highest))
  }

  package static func prefix(ofHostmask mask: IPAddress) -> Int? {
    guard mask.value & (mask.value &+ 1) == 0 else { return nil }
    return mask.version.width - (128 - mask.value.leadingZeroBitCount)
  }

  package var version: IPAddress.Version { address.version }
  package var hostBits: Int { version.width - prefix }
  private var hostMaskValue: UInt128 { hostBits == 128 ? .max : (1 << UInt128(hostBits)) - 1 }
  package var hostmask: IPAddress { IPAddress(version, hostMaskValue) }
  package var netmask: IPAddress { IPAddress(version, version.highest ^ hostMaskValue) }
  package var first: IPAddress { IPAddress(version, address.value & ~hostMaskValue) }
  package var last: IPAddress { IPAddress(version, address.value | hostMaskValue) }
  /// The number of addresses less one, which fits where the number itself does not (`::/0`).
  package var lastIndex: UInt128 { hostMaskValue }
  package var isSingle: Bool { hostBits == 0 }
  /// Networks of one and two addresses have none.
  package var broadcast: IPAddress? { hostBits <= 1 ? nil : last }
  /// Whether the address is the network's own.
  package var isNetworkAddress: Bool { address == first }
  /// The network without the host.
  package var cidr: IPNetwork { IPNetwork(unchecked: first, prefix) }
  /// What hosts can have: all of a pair, all but the ends of more; nil for a single address.
  package var usable: ClosedRange<UInt128>? {
    switch hostBits {
    case 0: nil
    case 1: first.value...last.value
    default: first.value + 1...last.value - 1
    }
  }

  private init(unchecked address: IPAddress, _ prefix: Int) {
    self.address = address
    self.prefix = prefix
  }

  /// The network around this one with another prefix.
  package func widened(to prefix: Int) -> IPNetwork {
    IPNetwork(unchecked: address, min(prefix, self.prefix)).cidr
  }

  /// The address at an index, from the end for a negative one.
  package subscript(index: Int) -> IPAddress? {
    let offset = UInt128(index.magnitude)
    if index < 0 {
      return offset - 1 <= lastIndex ? IPAddress(version, last.value - (offset - 1)) : nil
    }
    return offset <= lastIndex ? IPAddress(version, first.value + offset) : nil
  }

  package func contains(_ other: IPNetwork) -> Bool {
    version == other.version && first <= other.first && other.last <= last
  }

  package func contains(_ address: IPAddress) -> Bool {
    version == address.version && first <= address && address <= last
  }
}

extension IPNetwork: CustomStringConvertible {
  package var description: String { "\(address)/\(prefix)" }
}
