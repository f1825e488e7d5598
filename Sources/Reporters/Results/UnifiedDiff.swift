import Core

/// The differences between two texts as Python's `difflib.unified_diff` finds and prints them.
struct UnifiedDiff {
  private let before: [String]
  private let after: [String]
  /// Where each line stands in `after`; lines that are too frequent in a long text are left out.
  private let places: [String: [Int]]

  /// A stretch where both texts are equal.
  private struct Match {
    let before: Int
    let after: Int
    let count: Int
  }

  /// - Parameters: the lines with their ends.
  init(_ before: [String], _ after: [String]) {
    self.before = before
    self.after = after
    var places: [String: [Int]] = [:]
    for (index, line) in after.enumerated() { places[line, default: []].append(index) }
    if after.count >= 200 {
      let limit = after.count / 100 + 1
      places = places.filter { $0.value.count <= limit }
    }
    self.places = places
  }

  /// The lines of the diff, each with its end; none where nothing differs.
  func lines(from: String, to: String, context: Int = 3) -> [String] {
    let hunks = hunks(context)
    if hunks.isEmpty { return [] }
    return ["--- \(from)\n", "+++ \(to)\n"] + hunks.flatMap(text)
  }

  // MARK: Matching

  /// The matching stretches in order, neighbours joined, with an empty one at the end.
  private func matches() -> [Match] {
    var found: [Match] = []
    var queue = [(0..<before.count, 0..<after.count)]
    while let (a, b) = queue.popLast() {
      guard let match = longest(a, b) else { continue }
      found.append(match)
      queue.append((a.lowerBound..<match.before, b.lowerBound..<match.after))
      queue.append(
        (match.before + match.count..<a.upperBound, match.after + match.count..<b.upperBound))
    }
    found.sort { ($0.before, $0.after) < ($1.before, $1.after) }
    var joined: [Match] = []
    for match in found {
      if let last = joined.last, last.before + last.count == match.before,
        last.after + last.count == match.after
      {
        joined[joined.count - 1] = Match(
          before: last.before, after: last.after, count: last.count + match.count)
      } else {
        joined.append(match)
      }
    }
    return joined + [Match(before: before.count, after: after.count, count: 0)]
  }

  /// The longest stretch that is equal, the earliest among equals.
  private func longest(_ a: Range<Int>, _ b: Range<Int>) -> Match? {
    var best = Match(before: a.lowerBound, after: b.lowerBound, count: 0)
    var lengths: [Int: Int] = [:]
    for i in a {
      var next: [Int: Int] = [:]
      for j in places[before[i]] ?? [] where b.contains(j) {
        let count = (lengths[j - 1] ?? 0) + 1
        next[j] = count
        if count > best.count {
          best = Match(before: i - count + 1, after: j - count + 1, count: count)
        }
      }
      lengths = next
    }
    let match = extended(best, a, b)
    return match.count > 0 ? match : nil
  }

  /// Frequent lines that stand next to a stretch belong to it.
  private func extended(_ match: Match, _ a: Range<Int>, _ b: Range<Int>) -> Match {
    var (i, j, count) = (match.before, match.after, match.count)
    while i > a.lowerBound, j > b.lowerBound, before[i - 1] == after[j - 1] {
      (i, j, count) = (i - 1, j - 1, count + 1)
    }
    while i + count < a.upperBound, j + count < b.upperBound, before[i + count] == after[j + count]
    {
      count += 1
    }
    return Match(before: i, after: j, count: count)
  }

  // MARK: Hunks

  private struct Change {
    let isEqual: Bool
    var before: Range<Int>
    var after: Range<Int>
  }

  private func hunks(_ context: Int) -> [[Change]] {
    var hunks: [[Change]] = []
    var hunk: [Change] = []
    let changes = changes()
    for (index, change) in changes.enumerated() {
      guard change.isEqual else {
        hunk.append(change)
        continue
      }
      let count = change.before.count
      let (isFirst, isLast) = (index == 0, index == changes.count - 1)
      if !isFirst, !isLast, count <= 2 * context {
        hunk.append(change)
        continue
      }
      if !isFirst {
        hunk.append(part(of: change, 0..<min(count, context)))
        hunks.append(hunk)
      }
      hunk = isLast ? [] : [part(of: change, max(0, count - context)..<count)]
    }
    if hunk.contains(where: { !$0.isEqual }) { hunks.append(hunk) }
    return hunks
  }

  private func changes() -> [Change] {
    var changes: [Change] = []
    var (i, j) = (0, 0)
    for match in matches() {
      if i < match.before || j < match.after {
        changes.append(Change(isEqual: false, before: i..<match.before, after: j..<match.after))
      }
      (i, j) = (match.before + match.count, match.after + match.count)
      if match.count > 0 {
        changes.append(Change(isEqual: true, before: match.before..<i, after: match.after..<j))
      }
    }
    return changes
  }

  private func part(of change: Change, _ range: Range<Int>) -> Change {
    func shifted(_ start: Int) -> Range<Int> {
      start + range.lowerBound..<start + range.upperBound
    }
    return Change(
      isEqual: true, before: shifted(change.before.lowerBound),
      after: shifted(change.after.lowerBound))
  }

  private func text(_ hunk: [Change]) -> [String] {
    guard let first = hunk.first, let last = hunk.last else { return [] }
    let a = Self.range(first.before.lowerBound..<last.before.upperBound)
    let b = Self.range(first.after.lowerBound..<last.after.upperBound)
    var lines = ["@@ -\(a) +\(b) @@\n"]
    for change in hunk {
      if change.isEqual {
        lines += before[change.before].map { " \($0)" }
      } else {
        lines += before[change.before].map { "-\($0)" } + after[change.after].map { "+\($0)" }
      }
    }
    return lines
  }

  /// Lines count from 1; an empty range names the line before it.
  private static func range(_ range: Range<Int>) -> String {
    switch range.count {
    case 1: "\(range.lowerBound + 1)"
    case 0: "\(range.lowerBound),0"
    default: "\(range.lowerBound + 1),\(range.count)"
    }
  }
}
