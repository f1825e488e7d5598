/// Two texts, line by line, as a person compares them.
enum Difference {
  /// The lines that differ: `-` is Ansible's, `+` ours, with the task before them.
  static func text(_ expected: String, _ actual: String) -> String {
    let (old, new) = (lines(expected), lines(actual))
    let change = new.difference(from: old)
    var removed: [Int: String] = [:]
    var added: [Int: String] = [:]
    for step in change {
      switch step {
      case .remove(let offset, let line, _): removed[offset] = line
      case .insert(let offset, let line, _): added[offset] = line
      }
    }
    var out: [String] = []
    var (left, right) = (0, 0)
    var heading: String?
    while left < old.count || right < new.count {
      if let line = removed[left] {
        out += [heading, "- " + line].compactMap { $0 }
        (heading, left) = (nil, left + 1)
      } else if let line = added[right] {
        out += [heading, "+ " + line].compactMap { $0 }
        (heading, right) = (nil, right + 1)
      } else {
        if !old[left].hasPrefix("  ") { heading = old[left] }
        (left, right) = (left + 1, right + 1)
      }
    }
    return out.joined(separator: "\n")
  }

  private static func lines(_ text: String) -> [String] {
    text.split(separator: "\n").map(String.init)
  }
}
