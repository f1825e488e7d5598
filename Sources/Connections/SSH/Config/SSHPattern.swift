import Core

/// Patterns of ssh_config(5), "PATTERNS": `*` is any text, `?` any one byte.
enum SSHPattern {
  /// Whether the words of a `Host` line mean this name. A pattern behind `!` that fits refuses it,
  /// whatever the others say.
  static func matches(_ name: String, anyOf patterns: [String]) -> Bool {
    var found = false
    for pattern in patterns {
      let isNegated = pattern.hasPrefix("!")
      guard matches(name, isNegated ? String(pattern.dropFirst()) : pattern) else { continue }
      if isNegated { return false }
      found = true
    }
    return found
  }

  /// The same for a list with commas, as `Match` has them.
  static func matches(_ name: String, list: String) -> Bool {
    matches(name, anyOf: list.split(separator: ",").map(String.init))
  }

  static func matches(_ name: String, _ pattern: String) -> Bool {
    matches(Array(name.utf8)[...], Array(pattern.utf8)[...])
  }

  static func matches(_ name: ArraySlice<UInt8>, _ pattern: ArraySlice<UInt8>) -> Bool {
    var (name, pattern) = (name, pattern)
    // Where to go on when what follows the last `*` does not fit.
    var retry: (name: ArraySlice<UInt8>, pattern: ArraySlice<UInt8>)?
    while true {
      if pattern.first == UInt8(ascii: "*") {
        pattern.removeFirst()
        retry = (name, pattern)
      } else if let byte = name.first, let wanted = pattern.first,
        wanted == UInt8(ascii: "?") || wanted == byte
      {
        name.removeFirst()
        pattern.removeFirst()
      } else if name.isEmpty, pattern.isEmpty {
        return true
      } else if let last = retry, !last.name.isEmpty {
        name = last.name.dropFirst()
        pattern = last.pattern
        retry = (name, pattern)
      } else {
        return false
      }
    }
  }
}
