import Core
import Playbooks

/// Blocks are recursion; roles are blocks that may run but once.
extension LinearStrategy {
  /// Whether a role that runs once has run on any of these hosts.
  func hasCompleted(_ block: Block, _ hosts: [HostState]) -> Bool {
    guard let role = block.role, !role.allowsDuplicates else { return false }
    return hosts.contains { host in
      host.contents.withLock { $0.completedRoles.contains(role.identity) }
    }
  }

  func complete(_ block: Block, _ hosts: [HostState]) {
    for host in hosts where host.status == .roleEnded { host.status = .active }
    guard let role = block.role else { return }
    for host in hosts where host.isActive { complete(role, host) }
  }

  /// A role whose tasks were all skipped runs again.
  func complete(_ role: Role, _ host: HostState) {
    host.contents.withLock { contents in
      guard contents.begunRoles.contains(role.identity) else { return }
      contents.completedRoles.insert(role.identity)
    }
  }

  func execute(_ block: Block, on hosts: [HostState], _ level: Level) async {
    var hosts = hosts
    let role = block.kind == .role ? block.role : nil
    if let role, !role.allowsDuplicates {
      hosts = hosts.filter { host in
        !host.contents.withLock { $0.completedRoles.contains(role.identity) }
      }
    }
    var inner = level
    let hasRescue = hasSelected(block.rescue, hosts, level)
    inner.isRescued = level.isRescued || hasRescue
    await execute(block.block, on: hosts, inner)
    if hasRescue { await rescue(block, hosts, level) }
    await always(block, hosts, level)
    if block.kind == .role { complete(block, hosts) }
  }

  /// Whether the tags leave any of these tasks: a `rescue` without tasks rescues nothing.
  private func hasSelected(_ steps: [Step], _ hosts: [HostState], _ level: Level) -> Bool {
    guard let host = hosts.first else { return false }
    return steps.allTasks.contains { task in
      // What is wrong with the tags comes up when the task runs.
      (try? isSelected(task, scope(of: task, host, level), level)) ?? true
    }
  }

  private func rescue(_ block: Block, _ hosts: [HostState], _ level: Level) async {
    let failed = hosts.filter { $0.status == .failed }
    guard !failed.isEmpty, !isPlayOver else { return }
    for host in failed { host.status = .active }
    await execute(block.rescue, on: failed, level)
  }

  private func always(_ block: Block, _ hosts: [HostState], _ level: Level) async {
    guard !block.always.isEmpty else { return }
    let failed = hosts.filter { $0.status == .failed }
    let isOver = isPlayOver
    isPlayOver = false
    for host in failed {
      host.status = .active
      host.contents.withLock { $0.isCleared = false }
    }
    await execute(block.always, on: hosts.filter(\.isActive), level)
    for host in failed where host.isActive && !host.contents.withLock({ $0.isCleared }) {
      host.status = .failed
    }
    isPlayOver = isPlayOver || isOver
  }
}
