import Core
import Jinja
import Playbooks

extension LinearStrategy {
  /// Runs the handlers that were notified, in the order of definition. A handler may notify others:
  /// those before it wait for the next flush.
  ///
  /// - Parameter isRescued: whether a `rescue` around the flush deals with failures.
  func flushHandlers(isRescued: Bool = false) async {
    let forced =
      play.play.scope.settings[.forceHandlers]?.value.bool ?? run.settings.forceHandlers
    let failed = forced ? hosts.filter { $0.status == .failed } : []
    for host in failed { host.status = .active }
    var level = Level()
    level.isHandler = true
    level.isRescued = isRescued
    let keeper = ResultKeeper(run: run, play: play, isRescued: isRescued, audience: [])
    for handler in play.handlers.allTasks {
      hosts.forEach(keeper.settleNotifications)
      let waiting = hosts.filter { host in
        host.isActive && host.contents.withLock { $0.notified.remove(handler.id) != nil }
      }
      if !waiting.isEmpty { await execute([.task(handler)], on: waiting, level) }
    }
    // Forcing has an end where a handler fails; a rescued host comes to the others at the next flush.
    for host in hosts where host.status == .failed && !isRescued {
      host.contents.withLock { ($0.notified, $0.notifications) = ([], []) }
    }
    for host in failed where host.isActive { host.status = .failed }
  }
}
