import Core

extension Tests {
  /// The tests of community.general.
  static let generalTests: [String: Test] = [
    "ansible_type": Test(["dtype", "alias"], required: 1) {
      (input, arguments, _) throws(Diagnostic) in
      let wanted = arguments.value(0)
      guard wanted.string != nil || wanted.sequence != nil else {
        throw arguments.error("'dtype' must be a string or a list, not \(wanted.typeName)")
      }
      let type = try Filters.ansibleType(input, arguments[1], arguments)
      return (wanted.sequence ?? [wanted]).contains(.string(type))
    },
    "fqdn_valid": Test(["min_labels", "allow_underscores"]) {
      (input, arguments, _) throws(Diagnostic) in
      guard let name = input.string, !name.isEmpty else {
        throw arguments.error("a name is needed, not \(input.typeName) \(input.repr)")
      }
      let labels = try arguments.int(0, default: 1)
      return try isDomainName(name, labels: labels, underscores: arguments.bool(1))
    },
  ]

  /// RFC 1035: 253 bytes without the dot at the end, labels of 63.
  private static func isDomainName(_ name: String, labels: Int, underscores: Bool) -> Bool {
    let bytes = Array(name.utf8)
    let relative = bytes.last == UInt8(ascii: ".") ? bytes.dropLast() : bytes[...]
    guard relative.count <= 253 else { return false }
    let parts = relative.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts.count >= labels
      && parts.allSatisfy { part in
        1...63 ~= part.count && part.first != UInt8(ascii: "-") && part.last != UInt8(ascii: "-")
          && part.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
              || byte == UInt8(ascii: "-") || underscores && byte == UInt8(ascii: "_")
          }
      }
  }
}
