import Addresses
import Core

extension Filters {
  /// Filters of ansible.utils about hardware addresses, and about single addresses in other notations.
  static let hardwareFilters: [String: Filter] = [
    "hwaddr": Filter(["query", "alias"], hwaddr),
    "macaddr": Filter(["query"], hwaddr),
    "ip4_hex": Filter(["delimiter"], ip4Hex),
    "ipcut": Filter(["amount"], required: 1, ipcut),
    "ipv6form": Filter(["format"], required: 1, ipv6form),
  ]

  private static let styles: [String: HardwareAddress.Style] = [
    "bare": .bare, "cisco": .cisco, "eui48": .eui48, "win": .eui48, "linux": .linux, "unix": .unix,
    "pgsql": .postgresql, "postgresql": .postgresql, "psql": .postgresql,
  ]

  private static func hwaddr(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    let query = try arguments.string(0)
    let address = HardwareAddress(input.text)
    if address == nil, !query.isEmpty, query != "bool" {
      throw arguments.error("not a hardware address: \(input.text)")
    }
    switch query {
    case "": return address == nil ? .null : .string(input.text)
    case "bool": return address == nil ? .null : true
    case "int": return address.map { .number(UInt128($0.value)) } ?? .null
    default:
      guard let style = styles[query], let address else {
        throw arguments.error("unknown filter type: \(query)")
      }
      return .string(address.text(style))
    }
  }

  private static func address(
    _ input: Value, _ arguments: Arguments
  ) throws(Diagnostic) -> IPAddress {
    guard let address = IPAddress(input.text) else {
      throw arguments.error("You must pass a valid IP address; \(input.text) is invalid")
    }
    return address
  }

  private static func ip4Hex(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    let address = try address(input, arguments)
    guard address.version == .four else {
      throw arguments.error("\(address) is no address of version 4")
    }
    let digits = address.bytes.map { PythonText.hex(UInt32($0), width: 2) }
    return .string(digits.joined(separator: try arguments.string(0)))
  }

  /// The first bits of an address, or the last ones for a negative amount.
  private static func ipcut(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    let address = try address(input, arguments)
    let amount = try arguments.integer(0) ?? 0
    let width = address.version.width
    let count = Int(min(amount.magnitude, UInt(width)))
    let groupBits = address.version == .four ? 8 : 16
    let start = amount < 0 ? width - count : 0
    let groups = stride(from: 0, to: count, by: groupBits).map { offset in
      let bits = min(groupBits, count - offset)
      let group = address.value >> UInt128(width - start - offset - bits) & (1 << UInt128(bits) - 1)
      return String(group, radix: address.version == .four ? 10 : 16)
    }
    return .string(groups.joined(separator: address.version == .four ? "." : ":"))
  }

  private static func ipv6form(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    let format = try arguments.string(0)
    guard ["expand", "compress", "x509"].contains(format) else {
      throw arguments.error("'format' must be expand, compress or x509, not \(format)")
    }
    let address = try address(input, arguments)
    switch format {
    case "expand": return .string(address.exploded)
    case "compress": return .string(address.compressed)
    default:
      let groups =
        address.version == .six
        ? address.groups.map { String($0, radix: 16) }
        : address.bytes.map { String($0, radix: 16) }
      return .string(groups.joined(separator: ":"))
    }
  }
}
