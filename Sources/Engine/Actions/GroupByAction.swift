import Core
import Inventory

/// `group_by`: puts the host into a group named after a fact.
struct GroupByAction: Action {
  func run(_ context: ActionContext) async throws(Diagnostic) -> Map {
    let arguments = try context.check(context.module, context.arguments)
    // Group names have no blanks, as Ansible has it.
    let group = String(arguments["key"].text.map { $0 == " " ? "-" : $0 })
    let parents = (arguments["parents"].list ?? []).map {
      String($0.text.map { $0 == " " ? "-" : $0 })
    }
    let changed = try context.run.changeInventory { inventory throws(Diagnostic) in
      try inventory.add(host: context.host.name, toGroup: group, parents: parents)
    }
    return [
      "changed": .bool(changed), "add_group": .string(group),
      "parent_groups": .list(parents.map { .string($0) }),
    ]
  }
}
