extension IPNetwork {
  /// The fewest networks that hold the same addresses, version 4 before 6, in order.
  package static func merged(_ networks: [IPNetwork]) -> [IPNetwork] {
    // A network that meets no other stays as it is written.
    var ranges: [(first: IPAddress, last: IPAddress, alone: IPNetwork?)] = []
    for network in networks.sorted(by: { ($0.first, $0.last) < ($1.first, $1.last) }) {
      if let previous = ranges.last, previous.last.version == network.version,
        network.first <= (previous.last.advanced(by: 1) ?? previous.last)
      {
        ranges[ranges.count - 1] = (previous.first, max(previous.last, network.last), nil)
      } else {
        ranges.append((network.first, network.last, network))
      }
    }
    return ranges.flatMap { range in
      range.alone.map { [$0] } ?? covering(range.first, range.last)
    }
  }

  /// The networks that make up a range.
  private static func covering(_ first: IPAddress, _ last: IPAddress) -> [IPNetwork] {
    let version = first.version
    var networks: [IPNetwork] = []
    var start = first.value
    while true {
      var bits = min(start.trailingZeroBitCount, version.width)
      // The block must not reach beyond the end.
      while bits > 0, last.value - start < block(bits) { bits -= 1 }
      if let network = IPNetwork(IPAddress(version, start), prefix: version.width - bits) {
        networks.append(network)
      }
      let end = start + block(bits)
      if end >= last.value { return networks }
      start = end + 1
    }
  }

  /// The number of addresses of a block less one.
  private static func block(_ bits: Int) -> UInt128 {
    bits == 128 ? .max : (1 << UInt128(bits)) - 1
  }

  /// The smallest network around all; nil for none, and for a mixture of versions.
  package static func spanning(_ networks: [IPNetwork]) -> IPNetwork? {
    let sorted = networks.sorted { ($0.first, $0.last) < ($1.first, $1.last) }
    guard let lowest = sorted.first, let highest = sorted.last,
      lowest.version == highest.version
    else { return nil }
    var prefix = highest.prefix
    while prefix > 0, highest.widened(to: prefix).first > lowest.first { prefix -= 1 }
    return highest.widened(to: prefix)
  }
}
