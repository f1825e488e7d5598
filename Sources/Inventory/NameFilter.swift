import Core
import Regex

/// A condition on names: `web*`, `db[0-9]?`, or `~web.*` as a regular expression.
struct NameFilter {
  private enum Kind {
    case glob([Unicode.Scalar])
    case expression(Regex)
  }

  private let kind: Kind

  /// - Throws: an `invalid` diagnostic for a regular expression that is none.
  init(_ pattern: String) throws(Diagnostic) {
    if pattern.hasPrefix("~") {
      kind = .expression(try Regex.compiled(String(pattern.dropFirst())))
    } else {
      kind = .glob(Array(pattern.unicodeScalars))
    }
  }

  /// Whether a name fits: all of it for a glob, its beginning for a regular expression (Python's
  /// `match`).
  func matches(_ name: String) throws(Diagnostic) -> Bool {
    switch kind {
    case .glob(let pattern): Glob.matches(pattern[...], Array(name.unicodeScalars)[...])
    case .expression(let regex):
      try regex.firstMatch(in: Array(name.utf8), .beginning) != nil
    }
  }
}

/// File name patterns as Python's `fnmatch` has them: `*`, `?`, `[a-z]`, `[!a-z]`.
enum Glob {
  static func matches(
    _ pattern: ArraySlice<Unicode.Scalar>, _ text: ArraySlice<Unicode.Scalar>
  ) -> Bool {
    var pattern = pattern
    var text = text
    // Where to go on when the last `*` has to take one more.
    var retry: (pattern: ArraySlice<Unicode.Scalar>, text: ArraySlice<Unicode.Scalar>)?
    while true {
      if pattern.first == "*" {
        pattern = pattern.dropFirst()
        retry = (pattern, text)
      } else if let scalar = text.first, let rest = step(pattern, scalar) {
        pattern = rest
        text = text.dropFirst()
      } else if pattern.isEmpty, text.isEmpty {
        return true
      } else if let (after, from) = retry, !from.isEmpty {
        pattern = after
        text = from.dropFirst()
        retry = (after, text)
      } else {
        return false
      }
    }
  }

  /// The pattern behind its first piece when that fits the character.
  private static func step(
    _ pattern: ArraySlice<Unicode.Scalar>, _ scalar: Unicode.Scalar
  ) -> ArraySlice<Unicode.Scalar>? {
    switch pattern.first {
    case nil: return nil
    case "?": return pattern.dropFirst()
    case "[":
      let inner = pattern.dropFirst()
      let negated = inner.first == "!"
      let set = negated ? inner.dropFirst() : inner
      // A bracket right at the front belongs to the set.
      guard let end = set.dropFirst().firstIndex(of: "]") else { fallthrough }
      let fits = contains(set[..<end], scalar) != negated
      return fits ? pattern[(end + 1)...] : nil
    default: return pattern.first == scalar ? pattern.dropFirst() : nil
    }
  }

  private static func contains(
    _ set: ArraySlice<Unicode.Scalar>, _ scalar: Unicode.Scalar
  ) -> Bool {
    var rest = set
    while let first = rest.first {
      rest = rest.dropFirst()
      if rest.first == "-", let last = rest.dropFirst().first {
        if first <= scalar && scalar <= last { return true }
        rest = rest.dropFirst(2)
      } else if first == scalar {
        return true
      }
    }
    return false
  }
}
