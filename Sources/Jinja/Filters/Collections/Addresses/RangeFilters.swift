import Addresses
import Core

extension Filters {
  /// Filters of ansible.utils that ask whether networks hold others, and that sum networks up.
  static let rangeFilters: [String: Filter] = [
    "network_in_network": Filter(["test"], required: 1) { (input, arguments, _) in
      .bool(range(input).holds(range(arguments.value(0))))
    },
    "network_in_usable": Filter(["test"], required: 1) { (input, arguments, _) in
      .bool(range(input, usable: true).holds(range(arguments.value(0))))
    },
    "reduce_on_network": Filter(["network"], required: 1, reduce),
    "cidr_merge": Filter(["action"], merge),
    "usable_range": Filter(usableRange),
  ]

  /// The ends of a network as numbers, whatever the version; zeros where there is no network. A pair
  /// of addresses counts as its own address only. All as the reference has it.
  private struct NumberRange {
    var first: UInt128 = 0
    var last: UInt128 = 0

    func holds(_ other: NumberRange) -> Bool {
      first <= other.first && other.first <= last && first <= other.last && other.last <= last
    }
  }

  private static func range(_ value: Value, usable: Bool = false) -> NumberRange {
    guard let network = IPSubject(value)?.network.cidr else { return NumberRange() }
    if usable, let range = network.usable {
      return NumberRange(first: range.lowerBound, last: range.upperBound)
    }
    return NumberRange(
      first: network.first.value, last: (network.broadcast ?? network.first).value)
  }

  private static func reduce(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    let network = range(arguments.value(0))
    let texts = input.string?.split(separator: ",").map { Value.string(String($0)) }
    guard let addresses = texts ?? input.sequence else {
      throw arguments.error("a list of addresses is needed, not \(input.typeName)")
    }
    return .list(addresses.filter { network.holds(range($0)) })
  }

  private static func merge(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    var networks: [IPNetwork] = []
    for element in input.sequence ?? [input] {
      guard let network = IPNetwork(element.text) else {
        throw arguments.error("invalid IPNetwork \(element.text)")
      }
      networks.append(network)
    }
    switch try arguments.string(0, default: "merge") {
    case "merge": return .list(IPNetwork.merged(networks).map { .text($0) })
    case "span":
      if networks.count < 2 { return IPQueries.optional(networks.first) }
      guard let span = IPNetwork.spanning(networks) else {
        throw arguments.error("IP addresses of one version are needed")
      }
      return .text(span)
    case let action: throw arguments.error("invalid action '\(action)'")
    }
  }

  /// No more addresses than this are listed.
  private static let rangeLimit = 1 << 20

  private static func usableRange(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    guard let network = StrictNetwork.read(input.text) else {
      throw arguments.error("'\(input.text)' does not appear to be an IPv4 or IPv6 network")
    }
    guard network.lastIndex < UInt128(rangeLimit) else {
      throw arguments.error("\(network) has more than \(rangeLimit) addresses")
    }
    let count = Int(network.lastIndex) + 1
    let addresses = (0..<count).compactMap { index in
      network[index].map { Value.string($0.compressed) }
    }
    return ["usable_ips": .list(addresses), "number_of_ips": .int(count)]
  }
}
