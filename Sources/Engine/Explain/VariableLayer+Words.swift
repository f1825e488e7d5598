import Inventory
import Playbooks

extension VariableLayer {
  /// The number in Ansible's list of precedence, and what the level is called.
  var words: (level: Int, words: String) {
    switch origin {
    case .inventory(let source): (source.precedence, source.words)
    case .role(let layer):
      switch layer.kind {
      case .defaults: (level.rawValue, "defaults of role '\(layer.role.name)'")
      case .vars: (level.rawValue, "vars of role '\(layer.role.name)'")
      case .entryVars: (level.rawValue, "vars of the entry of role '\(layer.role.name)'")
      case .params: (level.rawValue, "parameters of role '\(layer.role.name)'")
      }
    case .play, .prompt, .file, .unknown: (level.rawValue, level.words)
    }
  }
}

extension VariableLevel {
  fileprivate var words: String {
    switch self {
    case .roleDefaults: "role defaults"
    case .inventory: "inventory"
    case .facts: "facts of an earlier run"
    case .playVars: "vars of the play"
    case .promptedVars: "vars_prompt (the default)"
    case .varsFiles: "vars_files"
    case .roleVars: "role vars"
    case .taskVars: "vars of blocks and tasks"
    case .includedVars: "include_vars"
    case .madeVars: "set_fact and register"
    case .roleParams: "role parameters"
    case .includeParams: "vars of an include"
    case .extraVars: "extra vars"
    case .magic: "Ansible's own"
    case .local: "loop variable"
    }
  }
}

extension VariableSource {
  fileprivate var words: String {
    switch self {
    case .inventoryGroup(let name): "group '\(name)' in the inventory"
    case .inventoryAllFile: "group_vars/all beside the inventory"
    case .playbookAllFile: "group_vars/all beside the playbook"
    case .inventoryGroupFile: "group_vars beside the inventory"
    case .playbookGroupFile: "group_vars beside the playbook"
    case .inventoryHost: "host in the inventory"
    case .inventoryHostFile: "host_vars beside the inventory"
    case .playbookHostFile: "host_vars beside the playbook"
    }
  }
}
