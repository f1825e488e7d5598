/// "Did you mean" for misspelt names.
package enum Suggestion {
  /// A sentence such as `did you mean 'register'?`, or nil when no candidate is close.
  package static func hint(for name: String, among candidates: some Sequence<String>) -> String? {
    closest(to: name, among: candidates).map { "did you mean '\($0)'?" }
  }

  /// The candidate that differs by one letter; else one that the name shortens, or that shortens the name; else
  /// the one with the smallest edit distance, at most a third of the name's length.
  package static func closest(
    to name: String, among candidates: some Sequence<String>
  ) -> String? {
    let wanted = Array(name.lowercased().utf8)
    let limit = max(1, wanted.count / 3)
    var best: (name: String, distance: Int)?
    for candidate in candidates {
      let other = Array(candidate.lowercased().utf8)
      guard abs(other.count - wanted.count) <= limit else { continue }
      let distance = editDistance(wanted, other)
      if distance <= limit, distance < best?.distance ?? Int.max { best = (candidate, distance) }
    }
    if let best, best.distance == 1 { return best.name }
    let shortened = candidates.filter {
      let other = Array($0.lowercased().utf8)
      return shortens(other, wanted) || shortens(wanted, other)
    }
    return shortened.min { ($0.utf8.count, $0) < ($1.utf8.count, $1) } ?? best?.name
  }

  /// Whether a name is a longer one's beginning (`env`) or has nothing but its consonants (`msg`, `src`, `cmd`).
  private static func shortens(_ short: [UInt8], _ long: [UInt8]) -> Bool {
    guard short.count >= 3, short.count < long.count, short[0] == long[0] else { return false }
    if long.starts(with: short) { return true }
    var rest = long[...]
    for letter in short {
      guard !"aeiou_".utf8.contains(letter), let next = rest.firstIndex(of: letter) else {
        return false
      }
      rest = rest[(next + 1)...]
    }
    return long.count <= 4 * short.count
  }

  /// The optimal string alignment distance: insertions, deletions, substitutions, and swaps of
  /// neighbours each count one.
  static func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var rows = [Array(0...right.count)]
    for i in 0..<left.count {
      var row = [i + 1]
      for j in 0..<right.count {
        let cost = left[i] == right[j] ? 0 : 1
        var distance = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + cost)
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
          distance = min(distance, rows[i - 1][j - 1] + 1)
        }
        row.append(distance)
      }
      rows.append(row)
    }
    return rows[left.count][right.count]
  }
}
