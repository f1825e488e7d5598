import Addresses
import Core

extension Filters {
  /// Filters of ansible.utils about networks and the addresses in them.
  static let subnetFilters: [String: Filter] = [
    "ipsubnet": Filter(["query", "index"], ipsubnet),
    "ipmath": Filter(["amount"], required: 1, ipmath),
    "nthhost": Filter(["query"], nthhost),
    "next_nth_usable": Filter(["offset"], required: 1) { (input, arguments, _) throws(Diagnostic) in
      try nthUsable(input, arguments, sign: 1)
    },
    "previous_nth_usable": Filter(["offset"], required: 1) {
      (input, arguments, _) throws(Diagnostic) in
      try nthUsable(input, arguments, sign: -1)
    },
    "slaac": Filter(["query"], slaac),
  ]

  private static func ipsubnet(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    guard let network = IPSubject(.string(input.text))?.network.cidr else { return false }
    let query = try arguments.string(0)
    if query.isEmpty { return .text(network) }
    guard let prefix = PythonNumber.integer(query), prefix >= 0 else {
      return try rank(of: network, in: query, arguments)
    }
    if prefix > network.version.width { return false }
    let index = try arguments.integer(1)
    return network.isSingle
      ? try supernet(network, prefix, index, arguments)
      : try subnet(network, prefix, index, arguments)
  }

  /// The network of an address with this prefix, or one that is so much longer.
  private static func supernet(
    _ address: IPNetwork, _ prefix: Int, _ index: Int?, _ arguments: Arguments
  ) throws(Diagnostic) -> Value {
    let width = address.version.width
    let index = index ?? 0
    if index < prefix - width || index > width + 1 - index { return false }
    let wanted = index < 0 ? width + index : prefix + index
    guard (prefix..<width).contains(wanted) else {
      throw arguments.error("\(address) has no network /\(wanted) from /\(prefix) on")
    }
    return .text(address.widened(to: wanted))
  }

  /// How many networks of this prefix there are, or the one at an index.
  private static func subnet(
    _ network: IPNetwork, _ prefix: Int, _ index: Int?, _ arguments: Arguments
  ) throws(Diagnostic) -> Value {
    guard let index else {
      guard prefix >= network.prefix else {
        throw arguments.error("Requested subnet size of \(prefix) is invalid")
      }
      let bits = prefix - network.prefix
      return .string(
        bits == 128 ? "340282366920938463463374607431768211456" : "\(1 << UInt128(bits) as UInt128)"
      )
    }
    let last =
      prefix < network.prefix ? 0 : network.lastIndex >> UInt128(network.version.width - prefix)
    let step = UInt128(index.magnitude)
    guard index < 0 ? prefix >= network.prefix && step - 1 <= last : step <= last else {
      return false
    }
    let position = index < 0 ? last - (step - 1) : step
    let first = network.first.value + position << UInt128(network.version.width - prefix)
    return optionalText(IPNetwork(IPAddress(network.version, first), prefix: prefix))
  }

  private static func optionalText(_ value: (some CustomStringConvertible)?) -> Value {
    value.map(Value.text) ?? false
  }

  /// Which of the networks of its size it is, counted from one.
  private static func rank(
    of network: IPNetwork, in query: String, _ arguments: Arguments
  ) throws(Diagnostic) -> Value {
    guard let around = IPSubject(.string(query))?.network.cidr else {
      throw arguments.error("You must pass a valid subnet or IP address; \(query) is invalid")
    }
    guard around.contains(network) else {
      throw arguments.error("\(network) is not in the subnet \(around)")
    }
    let position = (network.first.value - around.first.value) >> UInt128(network.hostBits)
    return .string("\(position + 1)")
  }

  private static func ipmath(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    let text = input.text
    let isNetwork = text.utf8.contains(UInt8(ascii: "/"))
    guard let address = isNetwork ? IPNetwork(text)?.address : IPAddress(text) else {
      throw arguments.error("You must pass a valid IP address; \(text) is invalid")
    }
    let amount = try arguments.integer(0) ?? 0
    guard let sum = address.advanced(by: amount) else {
      throw arguments.error("there is no address \(amount) after \(address)")
    }
    return .text(sum)
  }

  private static func nthhost(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    guard let network = IPSubject(.string(input.text))?.network,
      let index = PythonNumber.integer(try arguments.string(0))
    else { return false }
    if index >= 0 { return optionalText(network[index]) }
    guard let host = network[index] else {
      throw arguments.error("\(network) has no address at \(index)")
    }
    return .text(host)
  }

  private static func nthUsable(
    _ input: Value, _ arguments: Arguments, sign: Int
  ) throws(Diagnostic) -> Value {
    let offset = try arguments.integer(0) ?? 0
    guard let subject = IPSubject(.string(input.text)) else { return false }
    return try IPQueries.host(of: subject.network, sign.multipliedReportingOverflow(by: offset).0)
  }

  private static func slaac(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    guard let network = IPSubject(.string(input.text))?.network, network.version == .six,
      let hardware = HardwareAddress(try arguments.string(0))
    else { return false }
    let sum = network.first.value.addingReportingOverflow(UInt128(hardware.interfaceIdentifier))
    return sum.overflow ? false : .text(IPAddress(.six, sum.partialValue))
  }
}
