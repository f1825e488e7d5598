/// Shell patterns, as Python's `fnmatch`: `*`, `?`, `[abc]`, `[!abc]`.
package enum Glob {
  /// Whether the whole text fits the pattern.
  package static func matches(_ text: String, _ pattern: String) -> Bool {
    matches(Array(text.unicodeScalars)[...], Array(pattern.unicodeScalars)[...])
  }

  /// Whether a text is a pattern at all.
  package static func isPattern(_ text: String) -> Bool {
    text.utf8.contains {
      $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "[")
    }
  }

  private static func matches(
    _ text: ArraySlice<Unicode.Scalar>, _ pattern: ArraySlice<Unicode.Scalar>
  ) -> Bool {
    var (text, pattern) = (text, pattern)
    // Where to go on when what follows the last `*` does not fit.
    var retry: (text: ArraySlice<Unicode.Scalar>, pattern: ArraySlice<Unicode.Scalar>)?
    while true {
      if pattern.first == "*" {
        pattern.removeFirst()
        retry = (text, pattern)
      } else if let (isFit, rest) = one(text.first, pattern), isFit {
        text.removeFirst()
        pattern = rest
      } else if text.isEmpty, pattern.isEmpty {
        return true
      } else if let last = retry, !last.text.isEmpty {
        text = last.text.dropFirst()
        pattern = last.pattern
        retry = (text, pattern)
      } else {
        return false
      }
    }
  }

  /// Whether a character fits the first item of a pattern, and the rest of the pattern.
  private static func one(
    _ scalar: Unicode.Scalar?, _ pattern: ArraySlice<Unicode.Scalar>
  ) -> (Bool, ArraySlice<Unicode.Scalar>)? {
    guard let scalar, let first = pattern.first else { return nil }
    guard first == "[", let end = pattern.dropFirst(2).firstIndex(of: "]") else {
      return (first == "?" || first == scalar, pattern.dropFirst())
    }
    var set = pattern[(pattern.startIndex + 1)..<end]
    let isNegated = set.first == "!"
    if isNegated { set.removeFirst() }
    return (contains(set, scalar) != isNegated, pattern[(end + 1)...])
  }

  private static func contains(_ set: ArraySlice<Unicode.Scalar>, _ scalar: Unicode.Scalar) -> Bool
  {
    var at = set.startIndex
    while at < set.endIndex {
      if at + 2 < set.endIndex, set[at + 1] == "-" {
        if set[at] <= scalar, scalar <= set[at + 2] { return true }
        at += 3
      } else {
        if set[at] == scalar { return true }
        at += 1
      }
    }
    return false
  }
}
