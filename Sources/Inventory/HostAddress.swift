import Core

/// A host as inventories write it: a name or address, with ranges, and perhaps a port:
/// `web[01:20].example.com:2222`, `[2001:db8::1]:22`.
struct HostAddress {
  /// Without the port; ranges are as written.
  let name: String
  let port: Int?
  /// Whether the text is a name or address by the rules, ranges and port included.
  let isValid: Bool

  /// A text that is no address by the rules is taken whole, as a name without a port.
  init(_ text: String) {
    let bytes = Array(text.utf8)
    if let (host, port) = Self.splitPort(bytes), Self.isHost(host) {
      name = String(decoding: host, as: UTF8.self)
      self.port = port
      isValid = true
    } else {
      name = text
      port = nil
      isValid = Self.isHost(bytes[...])
    }
  }

  var hasRange: Bool { name.utf8.contains(UInt8(ascii: "[")) }

  /// `host:22` or `[host]:22` apart. A colon inside brackets belongs to a range; with two colons
  /// outside it is an IPv6 address, which takes a port only in brackets.
  private static func splitPort(_ bytes: [UInt8]) -> (ArraySlice<UInt8>, Int)? {
    guard let colon = bytes.lastIndex(of: UInt8(ascii: ":")), colon > 0, colon + 1 < bytes.count,
      let port = Int(String(decoding: bytes[(colon + 1)...], as: UTF8.self)),
      bytes[colon + 1] != UInt8(ascii: "+"), port >= 0
    else { return nil }
    let host = bytes[..<colon]
    if host.first == UInt8(ascii: "["), host.last == UInt8(ascii: "]"),
      isHost(host.dropFirst().dropLast())
    {
      return (host.dropFirst().dropLast(), port)
    }
    var depth = 0
    for byte in host {
      if byte == UInt8(ascii: "[") { depth += 1 }
      if byte == UInt8(ascii: "]") { depth -= 1 }
      if depth == 0, byte == UInt8(ascii: ":") { return nil }
    }
    return depth == 0 ? (host, port) : nil
  }

  private static func isHost(_ bytes: ArraySlice<UInt8>) -> Bool {
    isHostname(bytes) || isIPv6(bytes)
  }

  /// Labels of letters, digits, `-`, `_` and ranges, joined by dots; IPv4 addresses are such too.
  static func isHostname(_ bytes: ArraySlice<UInt8>) -> Bool {
    var position = bytes.startIndex
    var last: UInt8?
    while position < bytes.endIndex {
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: "["):
        guard let end = bytes[position...].firstIndex(of: UInt8(ascii: "]")),
          HostRange(bytes[(position + 1)..<end]) != nil
        else { return false }
        position = end
      case UInt8(ascii: "."), UInt8(ascii: "-"):
        guard let last, last != UInt8(ascii: ".") else { return false }
        if byte == UInt8(ascii: "."), isJoint(last) { return false }
      default:
        guard Group.isWord(byte) else { return false }
      }
      last = byte
      position += 1
    }
    guard let last else { return false }
    return last != UInt8(ascii: ".") && !isJoint(last)
  }

  /// What a label cannot end with.
  private static func isJoint(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
  }
}
