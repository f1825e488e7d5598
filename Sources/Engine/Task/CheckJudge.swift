import Core
import Playbooks

/// What a check makes of results: it tells which of them are guesses, and what it cannot know is unknown, never a
/// failure.
struct CheckJudge {
  let executor: TaskExecutor
  let scope: HostScope

  private var task: Playbooks.Task { executor.task }
  private var module: String { task.action.module }

  /// Modules that only look at variables; that they fail can come of nothing else.
  private static let ofController: Set<String> = Set(
    [
      "add_host", "assert", "debug", "fail", "group_by", "include_vars", "pause", "set_fact",
      "validate_argument_spec",
    ].map { "ansible.builtin.\($0)" })

  /// Modules of which a check knows all that they would change, as far as later tasks can see it.
  private static let foreseeing: Set<String> = Set(
    [
      "async_status", "blockinfile", "copy", "fetch", "file", "gather_facts", "get_url", "group",
      "lineinfile", "meta",
      "ping", "service", "setup", "slurp", "stat", "systemd", "template", "user",
    ].map { "ansible.builtin.\($0)" }
      + ["ansible.posix.authorized_key", "community.general.htpasswd"])

  func judged(_ result: TaskResult) -> TaskResult {
    guard executor.run.settings.checkMode else { return result }
    var result = result
    let checkMode = (try? scope.keyword(.checkMode, at: task.scope)?.bool) ?? true
    if checkMode, result.failed, !result.unreachable, let reason = excuse {
      result.values = unknown(result.values, reason)
      result.diagnostic = nil
      result.guess = reason
    } else {
      result.guess = checkMode ? guess(result) : scope.readsGuesses
    }
    return result
  }

  /// Why the failure may be one of the check only.
  private var excuse: String? {
    if let reason = scope.readsGuesses { return reason }
    if Self.ofController.contains(module) { return nil }
    return executor.host.contents.withLock { $0.guess }
  }

  private func guess(_ result: TaskResult) -> String? {
    let title = executor.heading.title
    if result.unknown { return "it is not known what '\(title)' would do" }
    if Self.ofController.contains(module) { return scope.readsGuesses }
    if result.skipped { return "'\(title)' does not run in check mode" }
    guard result.changed, !Self.foreseeing.contains(module) else { return nil }
    return "it is not known all that '\(title)' would change"
  }

  private func unknown(_ values: Map, _ reason: String) -> Map {
    var values = values
    let message = values["msg"]?.text ?? "failed"
    values["msg"] = .string("\(message) (\(reason))")
    for name in ["failed", "failed_when_result", "exception"] {
      values.removeValue(forKey: .string(name))
    }
    values["changed"] = false
    (values["skipped"], values["unknown"]) = (true, true)
    return values
  }
}
