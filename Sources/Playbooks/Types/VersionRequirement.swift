import Core

/// Which versions will do: `>=2.15.0,<2.19` (PEP 440, for versions that are numbers alone).
struct VersionRequirement {
  private let clauses: [(relation: String, version: [Int], isPrefix: Bool)]

  private static let relations = ["===", "==", "!=", "~=", ">=", "<=", ">", "<"]

  /// nil for a text that is none.
  init?(_ text: String) {
    var clauses: [(String, [Int], Bool)] = []
    for part in text.split(separator: ",") {
      let word = String(part.filter { $0 != " " })
      guard let relation = Self.relations.first(where: word.hasPrefix) else { return nil }
      var version = String(word.dropFirst(relation.count))
      let isPrefix = version.hasSuffix(".*")
      if isPrefix { version.removeLast(2) }
      guard let numbers = Self.numbers(version) else { return nil }
      clauses.append((relation, numbers, isPrefix))
    }
    self.clauses = clauses
  }

  /// - Parameter version: without it nothing is refused.
  func accepts(_ version: String) -> Bool {
    guard let numbers = Self.numbers(version) else { return true }
    return clauses.allSatisfy { relation, wanted, isPrefix in
      let order = Self.order(numbers, wanted)
      let isEqual = isPrefix ? numbers.starts(with: wanted) : order == 0
      switch relation {
      case "!=": return !isEqual
      case "~=": return order >= 0 && numbers.starts(with: wanted.dropLast())
      case ">=": return order >= 0
      case "<=": return order <= 0
      case ">": return order > 0
      case "<": return order < 0
      default: return isEqual
      }
    }
  }

  /// The numbers before what makes a version a first try of it (`2.19.0b1`).
  private static func numbers(_ version: String) -> [Int]? {
    let parts = version.split(separator: ".").map { Int($0.prefix(while: \.isWholeNumber)) }
    let numbers = parts.prefix { $0 != nil }.compactMap(\.self)
    return numbers.isEmpty ? nil : numbers
  }

  /// Below, at or above 0, as the first version is older, equal or newer.
  private static func order(_ a: [Int], _ b: [Int]) -> Int {
    for place in 0..<max(a.count, b.count) {
      let difference =
        (place < a.count ? a[place] : 0) - (place < b.count ? b[place] : 0)
      if difference != 0 { return difference }
    }
    return 0
  }
}
