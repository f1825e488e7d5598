import Addresses
import Core

extension IPQueries {
  // MARK: Hosts of the network

  static let neighbours: [String: Query] = [
    "first_usable": { (it) throws(Diagnostic) in optional(try usable(it)?.lower) },
    "last_usable": { (it) throws(Diagnostic) in optional(try usable(it)?.upper) },
    "range_usable": { (it) throws(Diagnostic) in
      optional(try usable(it).map { "\($0.lower)-\($0.upper)" })
    },
    "next_usable": { (it) throws(Diagnostic) in try neighbour(it, 1) },
    "previous_usable": { (it) throws(Diagnostic) in try neighbour(it, -1) },
    "peer": peer,
  ]

  private static func requireNetwork(_ it: IPSubject) throws(Diagnostic) {
    if !it.isNetwork { throw Diagnostic(.evaluation, "\(it.value.text): Not a network address") }
  }

  /// The ends of the usable range. Small numbers of IPv6 show as IPv4, as the reference has it.
  private static func usable(
    _ it: IPSubject
  ) throws(Diagnostic) -> (lower: IPAddress, upper: IPAddress)? {
    try requireNetwork(it)
    return it.network.usable.map {
      (IPAddress(number: $0.lowerBound), IPAddress(number: $0.upperBound))
    }
  }

  private static func neighbour(_ it: IPSubject, _ step: Int) throws(Diagnostic) -> Value {
    try requireNetwork(it)
    return try host(of: it.network, step)
  }

  /// The address `step` after the network's own, if hosts can have it.
  static func host(of network: IPNetwork, _ step: Int) throws(Diagnostic) -> Value {
    guard let usable = network.usable else { return .null }
    guard let next = IPAddress(.six, network.address.value).advanced(by: step) else {
      throw Diagnostic(.evaluation, "there is no address \(step) after \(network.address)")
    }
    return usable.contains(next.value) ? .text(IPAddress(number: next.value)) : .null
  }

  /// The other end of a point-to-point network.
  private static let peer: Query = { (it) throws(Diagnostic) in
    try requireNetwork(it)
    let address = it.address.value
    switch it.network.hostBits {
    case 1: return .text(IPAddress(number: address ^ 1))
    case 2:
      if address % 4 == 0 || address % 4 == 3 {
        let kind = address % 4 == 0 ? "Network" : "Broadcast"
        throw Diagnostic(.evaluation, "\(kind) address of /30 has no peer")
      }
      return .text(IPAddress(number: address ^ 3))
    default: throw Diagnostic(.evaluation, "\(it.network) is not a point-to-point network")
    }
  }

  // MARK: What it is for

  static let kinds: [String: Query] = [
    "type": { (it) in
      it.network.isSingle || !it.network.isNetworkAddress ? "address" : "network"
    },
    "link-local": { (it) in it.address.isLinkLocal ? it.value : .null },
    "loopback": { (it) in it.address.isLoopback ? it.value : .null },
    "lo": { (it) in it.address.isLoopback ? it.value : .null },
    "multicast": { (it) in it.address.isMulticast ? it.value : .null },
    "unicast": { (it) in it.address.isMulticast ? .null : it.value },
    "private": { (it) in it.address.isGlobal ? .null : it.value },
    "public": { (it) in isPublic(it.address) ? it.value : .null },
  ]

  /// A host's address that everyone can reach.
  static func isPublic(_ address: IPAddress) -> Bool {
    let isMask =
      IPNetwork.prefix(ofMask: address) != nil || IPNetwork.prefix(ofHostmask: address) != nil
    return address.isGlobal && !address.isMulticast && !address.isLoopback && !isMask
  }
}
