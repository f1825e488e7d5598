import Core
import Inventory

extension InventoryView {
  /// The tree of groups and hosts.
  ///
  /// - Throws: `usage` for an unknown group.
  func graph(_ name: String, showsVariables: Bool) throws(Diagnostic) -> String {
    guard let group = inventory.group(named: name) else {
      throw Diagnostic(
        .usage, "Pattern must be valid group name when using --graph",
        hint: Suggestion.hint(for: name, among: inventory.groups.keys))
    }
    return try graph(group, 0, showsVariables).joined(separator: "\n")
  }

  private func graph(
    _ group: Group, _ depth: Int, _ showsVariables: Bool
  ) throws(Diagnostic) -> [String] {
    var lines = [Self.branch("@\(group.name):", depth)]
    for child in inventory.children(of: group) {
      lines += try graph(child, depth + 1, showsVariables)
    }
    if group.name != "all" {
      for host in inventory.directHosts(of: group) {
        lines.append(Self.branch(host.name, depth + 1))
        if showsVariables { lines += Self.lines(try variables(of: host), depth + 2) }
      }
    }
    if showsVariables { lines += Self.lines(try variables(of: group), depth + 1) }
    return lines
  }

  private static func lines(_ variables: Map, _ depth: Int) -> [String] {
    variables.sorted { $0.key.text.utf8.lexicographicallyPrecedes($1.key.text.utf8) }
      .map { branch("{\($0.key.text) = \($0.value.text)}", depth) }
  }

  private static func branch(_ text: String, _ depth: Int) -> String {
    depth == 0 ? text : String(repeating: "  |", count: depth) + "--\(text)"
  }
}
