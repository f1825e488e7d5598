extension Sequence {
  /// The elements for which the test holds, and the others.
  func partitioned(by test: (Element) -> Bool) -> ([Element], [Element]) {
    var (yes, no): ([Element], [Element]) = ([], [])
    for element in self { if test(element) { yes.append(element) } else { no.append(element) } }
    return (yes, no)
  }
}

extension String {
  func replacingPrefix(_ prefix: String, by other: String) -> String {
    hasPrefix(prefix) ? other + dropFirst(prefix.count) : self
  }
}

extension Sequence where Element: Hashable {
  /// Each element once, in the order of first mention.
  func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
