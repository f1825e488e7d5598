import Core
import Glibc
import Modules
import Playbooks

/// `async` and `poll`: the task runs on as a job of its host, by itself; `poll` above 0 asks for it until it
/// has ended.
struct BackgroundTask {
  let context: ActionContext
  /// Seconds that the job may take.
  private let limit: Int
  /// Seconds between two questions; 0 asks nothing.
  private let poll: Int

  /// - Returns: nil where the task has no `async`.
  init?(_ context: ActionContext) throws(Diagnostic) {
    let (scope, keywords) = (context.scope, context.task.scope)
    guard keywords.settings[.async] != nil,
      let limit = try scope.keyword(.async, at: keywords)?.int, limit > 0
    else { return nil }
    self.context = context
    self.limit = limit
    poll = try scope.keyword(.poll, at: keywords)?.int ?? context.run.settings.pollInterval
  }

  /// Actions of the controller: Ansible's plug-ins that say that they cannot be jobs.
  private static let refused: Set<String> = [
    "add_host", "assemble", "assert", "async_status", "copy", "debug", "fail", "fetch",
    "gather_facts",
    "group_by", "include_vars", "pause", "raw", "reboot", "script", "set_fact", "set_stats",
    "template",
    "unarchive", "validate_argument_spec", "wait_for_connection",
  ]

  /// - Returns: what has begun, or the job's result.
  func run(_ action: any Action) async throws(Diagnostic) -> Map {
    if let name = context.module.split(separator: ".").last.map(String.init),
      context.module.hasPrefix("ansible.builtin."), Self.refused.contains(name)
    {
      let written = context.task.action.name.value.text
      return .failure("This action (\(written)) does not support async.")
    }
    let begun: Map
    switch action {
    case let command as CommandAction:
      let arguments = try command.arguments(context)
      let line = try command.line(arguments, of: context)
      begun = try await start(arguments, note: ["cmd": line])
    case is ModuleAction, is UserAction:
      begun = try await start(context.arguments, note: [:])
    case let custom as CustomAction where custom.canBeJob:
      let note: Value = custom.module.form == .own ? [:] : ["custom": .string(context.module)]
      let job = try job(note: note)
      begun = marked(try await custom.start(job, context))
    default: return try await onController(action)
    }
    guard poll > 0, !isOver(begun), let id = begun["ansible_job_id"]?.text else { return begun }
    return try await ending(id)
  }

  private func isOver(_ values: Map) -> Bool {
    (values["failed"]?.isTrue ?? false) || (values["skipped"]?.isTrue ?? false)
  }

  private func start(_ arguments: Map, note: Value) async throws(Diagnostic) -> Map {
    marked(try await context.call(context.module, arguments, job: try job(note: note)))
  }

  private func job(note: Value) throws(Diagnostic) -> BackgroundJob {
    BackgroundJob(folder: try JobStatus(context).folder(), limit: limit, note: note)
  }

  /// Ansible's number, where nothing has failed.
  private func marked(_ values: Map) -> Map {
    var values = values
    if values["failed"] == nil, values["skipped"] == nil { values["failed"] = 0 }
    return values
  }

  // MARK: Asking

  /// Asks until the job has ended or its time is over. A host that cannot be reached meanwhile is asked
  /// again.
  private func ending(_ id: String) async throws(Diagnostic) -> Map {
    var left = limit
    var last = Map()
    while left > 0 {
      await context.limit.pause(.seconds(poll))
      left -= poll
      do {
        last = try await JobStatus(context).status(id)
      } catch {
        guard error.kind == .unreachable, left > 0 else { throw error }
        continue
      }
      if last["finished"] == 1 || last["failed"]?.isTrue ?? false { break }
      context.slot.receive(.polled(shown(last)))
    }
    return await finished(last, id)
  }

  private func finished(_ last: Map, _ id: String) async -> Map {
    guard last["finished"] == 1 else {
      let values: Map = [
        "failed": true, "async_result": .map(last),
        "msg": .string("async task did not complete within the requested time - \(limit)s"),
      ]
      context.slot.receive(.jobEnded(shown(values), id: id))
      return values
    }
    _ = try? await JobStatus(context).remove(id)
    context.slot.receive(.jobEnded(shown(last), id: id))
    return last
  }

  private func shown(_ values: Map) -> TaskResult {
    TaskReport.shown(
      TaskResult(host: context.host.name, task: context.slot.entry.heading, values: values),
      context.run.secrets)
  }

  // MARK: On the controller

  /// What takes more than one call is done at once, as if it had taken no time; its result is a job that has ended.
  private func onController(_ action: any Action) async throws(Diagnostic) -> Map {
    let values = try await action.run(context)
    if values["skipped"]?.isTrue ?? false { return values }
    let id = "j\(Int.random(in: 0..<999_999_999_999)).\(getpid())"
    let begun = marked(try await JobStatus(context).keep(values, as: id))
    guard poll > 0, !isOver(begun) else { return begun }
    return await finished(try await JobStatus(context).status(id), id)
  }
}
