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
    utf8.starts(with: prefix.utf8) ? other + Substring(utf8.dropFirst(prefix.utf8.count)) : self
  }
}

extension Collection where Element: Hashable {
  /// Each element once, in the order of first mention.
  func uniqued() -> [Element] {
    // A few are compared in less time than it takes to hash one.
    if count <= 8 { return reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
