import Addresses
import Core
import Glibc

/// Networks as Python's `ipaddress.ip_network` reads them.
enum StrictNetwork {
  /// nil where host bits are set, and for what is no network.
  static func read(_ text: String) -> IPNetwork? {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let address = address(String(parts[0])) else { return nil }
    let prefix = parts.count > 1 ? String(parts[1]) : "\(address.version.width)"
    let isNumber = prefix.utf8.allSatisfy { (0x30...0x39).contains($0) }
    guard isNumber || address.version == .four,
      let network = IPNetwork("\(address)/\(prefix)"), network.isNetworkAddress
    else { return nil }
    return network
  }

  /// An address, in IPv6 with a zone.
  static func address(_ text: String) -> IPAddress? {
    let parts = text.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false)
    guard let address = IPAddress(String(parts[0])) else { return nil }
    if parts.count == 2,
      address.version == .four || parts[1].isEmpty
        || !parts[1].allSatisfy({ $0 != "%" && $0 != "/" })
    {
      return nil
    }
    return address
  }
}

extension Tests {
  /// The tests of ansible.utils about addresses and networks.
  static let addressTests: [String: Test] = [
    "ip": network { _ in true },
    "ipv4": network { $0.version == .four },
    "ipv6": network { $0.version == .six },
    "ip_address": address { _ in true },
    "ipv4_address": address { $0.version == .four },
    "ipv6_address": address { $0.version == .six },
    "ipv6_ipv4_mapped": address { $0.mapped != nil },
    "ipv6_sixtofour": address(\.isSixToFour),
    "ipv6_teredo": address(\.isTeredo),
    "loopback": address(\.isLoopback),
    "multicast": address(\.isMulticast),
    "private": address(\.isPrivate),
    "public": address(\.isPublic),
    "reserved": address(\.isReserved),
    "unspecified": address(\.isUnspecified),
    "ipv4_netmask": Test { (input, _, _) in
      network(ofMask: input.text).map { $0.netmask.compressed == input.text } ?? false
    },
    "ipv4_hostmask": Test { (input, _, _) in
      network(ofMask: input.text).map { $0.hostmask.compressed == input.text } ?? false
    },
    "mac": Test { (input, arguments, _) throws(Diagnostic) in
      guard let text = input.string else {
        throw arguments.error("a string is needed, not \(input.typeName) \(input.repr)")
      }
      return isHardwareAddress(text)
    },
    "resolvable": Test { (input, _, _) in isResolvable(input.text) },
    "in_network": Test(["network"], required: 1) { (input, arguments, _) in
      isInside(input, arguments.value(0))
    },
    "subnet_of": Test(["network_b"], required: 1) { (input, arguments, _) in
      isInside(input, arguments.value(0))
    },
    "supernet_of": Test(["network_b"], required: 1) { (input, arguments, _) in
      isInside(arguments.value(0), input)
    },
    "in_any_network": Test(["networks"], required: 1) { (input, arguments, _) throws(Diagnostic) in
      try networks(arguments).contains { isInside(input, $0) }
    },
    "in_one_network": Test(["networks"], required: 1) { (input, arguments, _) throws(Diagnostic) in
      try networks(arguments).count { isInside(input, $0) } == 1
    },
  ]

  private static func network(_ isSo: @escaping @Sendable (IPNetwork) -> Bool) -> Test {
    Test { (input, _, _) in StrictNetwork.read(input.text).map(isSo) ?? false }
  }

  private static func address(_ isSo: @escaping @Sendable (IPAddress) -> Bool) -> Test {
    Test { (input, _, _) in StrictNetwork.address(input.text).map(isSo) ?? false }
  }

  /// `ipaddress` lets the base have host bits under no mask, so 10.0.0.0 needs eight bits at least.
  private static func network(ofMask mask: String) -> IPNetwork? {
    StrictNetwork.read("10.0.0.0/\(mask)")
  }

  /// A text is no list, and no network is in it.
  private static func networks(_ arguments: Arguments) throws(Diagnostic) -> [Value] {
    if arguments.value(0).isNull { throw arguments.error("'networks' must be a list") }
    return arguments.value(0).sequence ?? []
  }

  private static func isInside(_ inner: Value, _ outer: Value) -> Bool {
    guard let inner = StrictNetwork.read(inner.text), let outer = StrictNetwork.read(outer.text)
    else { return false }
    return outer.contains(inner)
  }

  /// Six pairs of digits with `:` or `-`, three groups of four with `.`, or twelve digits.
  private static func isHardwareAddress(_ text: String) -> Bool {
    let shape = text.utf8.map { byte in
      (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20) ? UInt8(ascii: "x") : byte
    }
    return switch String(decoding: shape, as: UTF8.self).replacing(":", with: "-") {
    case "xxxxxxxxxxxx", "xxxx.xxxx.xxxx", "xx-xx-xx-xx-xx-xx": true
    default: false
    }
  }

  /// An address needs a name, a name an address.
  private static func isResolvable(_ host: String) -> Bool {
    var hints = addrinfo()
    hints.ai_flags = StrictNetwork.address(host) == nil ? 0 : AI_NUMERICHOST
    var found: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(host, nil, &hints, &found) == 0, let entry = found else { return false }
    defer { freeaddrinfo(found) }
    if hints.ai_flags == 0 { return true }
    var name = [CChar](repeating: 0, count: Int(NI_MAXHOST))
    return getnameinfo(
      entry.pointee.ai_addr, entry.pointee.ai_addrlen, &name, socklen_t(name.count), nil, 0,
      NI_NAMEREQD) == 0
  }
}
