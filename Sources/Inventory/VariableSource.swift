import Core

/// Where a variable of a host comes from: the entries 3 to 10 of Ansible's precedence list.
package enum VariableSource: Sendable, Equatable {
  /// The inventory's own text, for the group of this name.
  case inventoryGroup(String)
  /// A file in `group_vars/all` beside the inventory.
  case inventoryAllFile(String)
  /// A file in `group_vars/all` beside the playbook.
  case playbookAllFile(String)
  /// A file in `group_vars` beside the inventory.
  case inventoryGroupFile(String)
  /// A file in `group_vars` beside the playbook.
  case playbookGroupFile(String)
  /// The inventory's own text, for the host itself.
  case inventoryHost
  /// A file in `host_vars` beside the inventory.
  case inventoryHostFile(String)
  /// A file in `host_vars` beside the playbook.
  case playbookHostFile(String)

  /// The number in Ansible's list; higher ones win.
  package var precedence: Int {
    switch self {
    case .inventoryGroup: 3
    case .inventoryAllFile: 4
    case .playbookAllFile: 5
    case .inventoryGroupFile: 6
    case .playbookGroupFile: 7
    case .inventoryHost: 8
    case .inventoryHostFile: 9
    case .playbookHostFile: 10
    }
  }
}

extension VariableSource: CustomStringConvertible {
  package var description: String {
    switch self {
    case .inventoryGroup(let name): "group '\(name)' of the inventory"
    case .inventoryHost: "host of the inventory"
    case .inventoryAllFile(let file), .inventoryGroupFile(let file), .inventoryHostFile(let file):
      "\(file), beside the inventory"
    case .playbookAllFile(let file), .playbookGroupFile(let file), .playbookHostFile(let file):
      "\(file), beside the playbook"
    }
  }
}
