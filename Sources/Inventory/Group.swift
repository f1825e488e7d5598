import Core

/// A group of hosts and groups. `all` holds every other group; hosts that are in no other group
/// are in `ungrouped`.
package struct Group: Sendable {
  package let name: String
  /// What inventory files say of the group: level 3 of the precedence list.
  package internal(set) var variables: Map = [:]
  /// `ansible_group_priority`: among groups of one depth, the higher one wins.
  package internal(set) var priority = 1
  /// The longest way up to `all`; deeper groups win over those above them.
  package internal(set) var depth = 0
  /// Hosts, children and parents as places in the inventory's lists, in the order of the sources.
  var hosts: [Int] = []
  var children: [Int] = []
  var parents: [Int] = []

  init(name: String) {
    self.name = name
  }

  /// Every inventory has these two, at these places.
  static let all = 0
  static let ungrouped = 1

  /// Whether a group may be called so without a warning: names that are variable names too.
  static func isPlainName(_ name: String) -> Bool {
    guard let first = name.utf8.first, !(0x30...0x39).contains(first) else { return false }
    return name.utf8.allSatisfy { isWord($0) }
  }

  /// The name with `_` for every character that a variable's name cannot have, and for a digit at
  /// its beginning (ansible-core's `to_safe_group_name`).
  static func plainName(of name: String) -> String {
    var plain = String.UnicodeScalarView()
    for scalar in name.unicodeScalars {
      let properties = scalar.properties
      let isWord =
        scalar == "_" || properties.isAlphabetic || properties.numericType != nil
      let isLeadingDigit = plain.isEmpty && properties.generalCategory == .decimalNumber
      plain.append(isWord && !isLeadingDigit ? scalar : "_")
    }
    return String(plain)
  }

  /// Letters, digits, `_` and everything beyond ASCII: Python's `\w` as far as names go.
  static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
      true
    default: false
    }
  }
}
