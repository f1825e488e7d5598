import Core
import Playbooks

/// Keeps what a result gives to the host besides `register`: `ansible_facts`.
struct ResultFacts {
  let context: ActionContext

  func keep(_ values: Map) {
    guard let facts = values["ansible_facts"]?.map, !(values["failed"]?.isTrue ?? false) else {
      return
    }
    for host in owners { keep(facts, on: host) }
  }

  private func keep(_ facts: Map, on host: HostState) {
    switch context.module {
    case "ansible.builtin.set_fact":
      host.make(facts)
      if KeywordType.bool.converted(context.arguments["cacheable"] ?? false)?.bool ?? false {
        host.addFacts(facts)
      }
    case "ansible.builtin.include_vars": host.include(facts)
    default: host.addFacts(facts)
    }
  }

  /// The delegate where `delegate_facts` says so, else the hosts that the task stands for.
  private var owners: [HostState] {
    guard let name = context.delegateName,
      let wanted = try? context.scope.keyword(.delegateFacts, at: context.task.scope),
      wanted.bool ?? false, let state = context.run.state(named: name)
    else { return context.audience }
    return [state]
  }
}
