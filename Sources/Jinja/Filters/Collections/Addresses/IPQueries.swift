import Addresses
import Core

/// The queries of `ansible.utils.ipaddr`. A query gives a value, `none` where the subject has no such
/// thing, or an error where the question makes no sense.
enum IPQueries {
  typealias Query = @Sendable (IPSubject) throws(Diagnostic) -> Value

  static let all: [String: Query] = [shapes, neighbours, kinds].reduce(into: [:]) { all, topic in
    all.merge(topic) { $1 }
  }

  static func optional(_ text: (some CustomStringConvertible)?) -> Value {
    text.map { .string($0.description) } ?? .null
  }

  // MARK: Other ways to write it

  private static let shapes: [String: Query] = [
    "": { (it) in it.isNetwork ? .text(it.network) : .text(it.address) },
    "bool": { (_) in true },
    "cidr": { (it) in .text(it.network) },
    "subnet": { (it) in .text(it.network.cidr) },
    "network/prefix": { (it) in .text(it.network.cidr) },
    "network": { (it) in .text(it.network.first) },
    "network_id": { (it) in .text(it.network.first) },
    "netmask": { (it) in .text(it.network.netmask) },
    "hostmask": { (it) in .text(it.network.hostmask) },
    "wildcard": { (it) in .text(it.network.hostmask) },
    "network_netmask": { (it) in .string("\(it.network.first) \(it.network.netmask)") },
    "network_wildcard": { (it) in .string("\(it.network.first) \(it.network.hostmask)") },
    "prefix": { (it) in .int(it.network.prefix) },
    "version": { (it) in .int(it.network.version.rawValue) },
    "revdns": { (it) in .string(it.address.reverseName) },
    "broadcast": { (it) in optional(it.network.broadcast) },
    "size": { (it) in size(it.network, less: 0) },
    "size_usable": { (it) in
      it.network.hostBits < 2 ? .int(it.network.hostBits * 2) : size(it.network, less: 2)
    },
    "int": { (it) in
      it.isNetwork ? .string("\(it.address.value)/\(it.network.prefix)") : .number(it.address.value)
    },
    "net": { (it) in
      !it.network.isSingle && it.network.isNetworkAddress ? .text(it.network) : .null
    },
    "address": address,
    "ip": address,
    "address/prefix": hostWithPrefix,
    "host/prefix": hostWithPrefix,
    "hostnet": hostWithPrefix,
    "gateway": hostWithPrefix,
    "gw": hostWithPrefix,
    "router": hostWithPrefix,
    "host": { (it) in
      let network = it.network
      return network.isSingle || !network.isNetworkAddress || network.broadcast == nil
        ? .text(network) : .null
    },
    "ip/prefix": { (it) in isHost(it.network) ? .text(it.network) : .null },
    "ip_netmask": { (it) in
      isHost(it.network) ? .string("\(it.address) \(it.network.netmask)") : .null
    },
    "ipv4": toFour,
    "v4": toFour,
    "ipv6": toSix,
    "v6": toSix,
    "6to4": sixToFour,
    "wrap": { (it) in
      if it.network.version == .four { return it.value }
      return .string("[\(it.address)]" + (it.isNetwork ? "/\(it.network.prefix)" : ""))
    },
  ]

  /// The number of addresses, less some. Only `::/0` has more than 128 bits can say.
  private static func size(_ network: IPNetwork, less: UInt128) -> Value {
    if network.lastIndex < .max || less > 0 {
      return .number(network.lastIndex - less &+ 1)
    }
    return .object(WideNumber(text: "340282366920938463463374607431768211456"))
  }

  /// In a pair of addresses both are hosts.
  private static func isHost(_ network: IPNetwork) -> Bool {
    network.hostBits == 1 || !network.isSingle && !network.isNetworkAddress
  }

  private static let address: Query = { (it) in
    let network = it.network
    let isHost = !network.isNetworkAddress || network.broadcast == nil || network.version == .six
    return isHost ? .text(network.address) : .null
  }

  /// Neither the network's own address nor the broadcast address is a host's.
  private static let hostWithPrefix: Query = { (it) in
    let network = it.network
    let isEnd = network.isNetworkAddress || network.address == network.broadcast
    return network.hostBits > 1 && isEnd ? false : .text(network)
  }

  private static let toFour: Query = { (it) in
    guard it.network.version == .six else { return it.value }
    let isFour = it.address.value >> 32 == 0xFFFF || it.address.value >> 32 == 0
    guard isFour,
      let network = IPNetwork(
        IPAddress(.four, it.address.value & 0xFFFF_FFFF), prefix: it.network.prefix - 96)
    else { return false }
    return .text(network)
  }

  private static let toSix: Query = { (it) in
    guard it.network.version == .four else { return it.value }
    let mapped = IPAddress(.six, 0xFFFF << 32 | it.address.value)
    return optional(IPNetwork(mapped, prefix: it.network.prefix + 96))
  }

  private static let sixToFour: Query = { (it) in
    let network = it.network
    if network.version == .six {
      let isHost = !it.isNetwork || !network.isNetworkAddress
      return isHost && network.address.isSixToFour ? it.value : false
    }
    let isHost = network.isSingle || !network.isNetworkAddress
    guard isHost, isPublic(network.address) || !network.address.isGlobal else { return false }
    let digits = String(UInt64(0x1_0000_0000) | UInt64(network.address.value), radix: 16)
      .dropFirst()
    return .string("2002:\(digits.prefix(4)):\(digits.dropFirst(4))::1/48")
  }
}
