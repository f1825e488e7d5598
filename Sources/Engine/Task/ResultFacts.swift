import Core
import Playbooks

/// Keeps what a result that is no failure gives to the host besides `register`: `ansible_facts`.
struct ResultFacts {
  let context: ActionContext
  let slot: Slot

  func keep(_ values: Map) {
    guard let facts = values["ansible_facts"]?.map else { return }
    let effects = effects(facts)
    let owners = owners
    if owners.count == 1, owners[0] === context.host {
      // They count once the tasks before have come through.
      for effect in effects { slot.add(effect) }
    } else {
      for host in owners { for effect in effects { host.apply(effect) } }
    }
  }

  private func effects(_ facts: Map) -> [HostState.Effect] {
    switch context.module {
    case "ansible.builtin.set_fact":
      let isCacheable =
        KeywordType.bool.converted(context.arguments["cacheable"] ?? false)?.bool ?? false
      return isCacheable ? [.made(facts), .facts(facts)] : [.made(facts)]
    case "ansible.builtin.include_vars":
      return [.included(facts, mergesHashes: context.run.settings.mergesHashes)]
    default: return [.facts(facts)]
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
