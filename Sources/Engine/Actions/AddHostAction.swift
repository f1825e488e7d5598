import Core
import Inventory

/// `add_host`: a host, and groups, for the plays that follow.
struct AddHostAction: Action {
  func run(_ context: ActionContext) async throws(Diagnostic) -> Map {
    var variables = context.arguments
    let name = ["name", "host", "hostname"].compactMap {
      variables.removeValue(forKey: .string($0))
    }
    guard let written = name.first?.text else {
      return .failure("name, host or hostname needs to be provided")
    }
    // As in Ansible, `group` is a variable of the host as well.
    let given = ["groups", "group", "groupname"].compactMap {
      $0 == "group" ? variables["group"] : variables.removeValue(forKey: .string($0))
    }
    let groups = given.flatMap { $0.list?.map(\.text) ?? Self.names($0.text) }
    var host = written
    let parts = written.split(separator: ":")
    if parts.count == 2, let port = Int(parts[1]) {
      host = String(parts[0])
      variables["ansible_ssh_port"] = .int(port)
    }
    let changed = try context.run.changeInventory { inventory in
      inventory.add(host: host, groups: groups, variables: variables)
    }
    return [
      "changed": .bool(changed),
      "add_host": [
        "host_name": .string(host), "groups": .list(groups.map { .string($0) }),
        "host_vars": .map(variables),
      ],
    ]
  }

  private static func names(_ text: String) -> [String] {
    text.split(separator: ",").map { String($0.filter { $0 != " " }) }.filter { !$0.isEmpty }
  }
}
