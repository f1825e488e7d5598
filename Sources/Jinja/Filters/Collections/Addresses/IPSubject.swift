import Addresses
import Core

/// What `ansible.utils.ipaddr` and its family look at: a network, and how it was written.
struct IPSubject {
  let network: IPNetwork
  /// It was written with a prefix.
  let isNetwork: Bool
  /// The value as queries give it back.
  let value: Value

  var address: IPAddress { network.address }

  /// Reads an address, an address with a prefix, or either with a number in the place of the address.
  /// nil for all else.
  init?(_ value: Value, version: IPAddress.Version? = nil) {
    guard value.isTrue, value.bool == nil else { return nil }
    let text = value.text
    if let number = Self.number(text) {
      guard
        let address = (version == .six ? nil : IPAddress(.four, exactly: number))
          ?? IPAddress(.six, exactly: number),
        let network = IPNetwork(address, prefix: address.version.width)
      else { return nil }
      self.init(network, isNetwork: false, .string("\(network)"))
    } else if value.string != nil, let network = IPNetwork(text) {
      self.init(network, isNetwork: text.utf8.contains(UInt8(ascii: "/")), value)
    } else if let network = Self.numericNetwork(text) {
      self.init(network, isNetwork: true, .string("\(network)"))
    } else {
      return nil
    }
    if let version, version != network.version { return nil }
  }

  private init(_ network: IPNetwork, isNetwork: Bool, _ value: Value) {
    self.network = network
    self.isNetwork = isNetwork
    self.value = value
  }

  private static func number(_ text: String) -> UInt128? {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? UInt128(text) : nil
  }

  /// `3232235776/24`
  private static func numericNetwork(_ text: String) -> IPNetwork? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, let number = Self.number(parts[0]), let prefix = Self.number(parts[1]),
      prefix <= 128
    else { return nil }
    if let address = IPAddress(.four, exactly: number),
      let network = IPNetwork(address, prefix: Int(prefix))
    {
      return network
    }
    return IPNetwork(IPAddress(.six, number), prefix: Int(prefix))
  }

  /// The network that filters about networks take a subject for: its own, without the host where it
  /// stands for a network (`192.168.0.0/24`), with the host otherwise.
  static func network(_ value: Value) -> IPNetwork? { IPSubject(value)?.network }
}

extension Value {
  /// A number of any size.
  static func number(_ number: UInt128) -> Value {
    Int(exactly: number).map(Value.int) ?? .object(WideNumber(text: "\(number)"))
  }

  static func text(_ value: some CustomStringConvertible) -> Value { .string(value.description) }
}

/// A number beyond 64 bits. It has a text and nothing else.
final class WideNumber: ArithmeticObject {
  let text: String
  init(text: String) { self.text = text }
  var typeName: String { "int" }
  var hashSeed: Int { text.hashValue }
  func equals(_ other: any Object) -> Bool { (other as? WideNumber)?.text == text }
  func apply(_ operation: BinaryOperator, _ right: Value) throws(Diagnostic) -> Value? { nil }
}
