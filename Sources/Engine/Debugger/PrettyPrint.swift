import Core

/// Python's `pprint.pformat`: what does not fit into 80 columns takes a line for each element, dicts in the
/// order of their keys.
struct PrettyPrint {
  var width = 80

  func text(_ value: Value) -> String { text(value, indent: 0) }

  private func text(_ value: Value, indent: Int) -> String {
    let line = sorted(value).repr
    guard line.utf8.count > width - indent else { return line }
    switch sorted(value) {
    case .map(let map) where !map.isEmpty:
      let entries = map.map { key, value in
        let name = key.repr + ": "
        return name + text(value, indent: indent + 1 + name.utf8.count)
      }
      return "{" + joined(entries, indent) + "}"
    case .list(let elements) where !elements.isEmpty:
      return "[" + joined(elements.map { text($0, indent: indent + 1) }, indent) + "]"
    default: return line
    }
  }

  private func joined(_ parts: [String], _ indent: Int) -> String {
    parts.joined(separator: ",\n" + String(repeating: " ", count: indent + 1))
  }

  private func sorted(_ value: Value) -> Value {
    switch value {
    case .map(let map):
      .map(
        Map(map.sorted { $0.key.text < $1.key.text }.map { ($0.key, sorted($0.value)) }) { $1 })
    case .list(let elements): .list(elements.map(sorted))
    default: value
    }
  }
}
