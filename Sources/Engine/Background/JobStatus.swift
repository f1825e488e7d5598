import Core
import Modules
import Synchronization

/// Asks a host for its jobs.
struct JobStatus {
  private let context: ActionContext

  init(_ context: ActionContext) { self.context = context }

  /// Where the files of jobs are: `ansible_async_dir`, else as configured.
  func folder() throws(Diagnostic) -> String {
    try context.scope.text("ansible_async_dir") ?? context.run.settings.asyncFolder
  }

  /// How a job is: `finished` is 1 when it has ended, and its result is among the values.
  func status(_ id: String) async throws(Diagnostic) -> Map {
    let file = Bytes()
    let answer = try await ask(id, "status", into: file)
    guard !(answer["failed"]?.isTrue ?? false) else { return answer }
    var values = answer
    switch JobFile(file.all) {
    case .json(let map)?:
      values.merge(map) { _, new in new }
      if map["started"] == nil { values["finished"] = 1 }
    case .ended(let job)?:
      values.merge(result(of: job)) { _, new in new }
      values["finished"] = 1
    case nil:
      values["failed"] = true
      values["finished"] = 1
      let text = String(decoding: file.all.prefix(2000), as: UTF8.self)
      values["msg"] = .string("Could not parse job output: \(text)")
    }
    return values
  }

  /// Removes a job's file.
  func remove(_ id: String) async throws(Diagnostic) -> Map { try await ask(id, "cleanup", into: Bytes()) }

  /// Writes the file of a job that has ended, and says that it has begun.
  func keep(_ values: Map, as id: String) async throws(Diagnostic) -> Map {
    let path = "\(ShellText.path(try folder()))/\(id)"
    let content = ShellText.quote(JSONWriter().write(.map(values)))
    let script = """
      _file=\(path)
      _problem=$(umask 077 && exec 2>&1 && mkdir -p -- "${_file%/*}" &&
        printf %s \(content) >"$_file.tmp" && mv -f -- "$_file.tmp" "$_file") ||
        fail "cannot write to $_file: $_problem"
      put_s ansible_job_id \(id)
      put_s results_file "$_file"
      put_j started 1
      put_j finished 0
      put_j changed true
      """
    return try await context.call(script: script)
  }

  private func ask(
    _ id: String, _ mode: Value, into file: Bytes
  ) async throws(Diagnostic) -> Map {
    let isStatus = mode == "status"
    var values: Map = [
      "ansible_job_id": .string(id), "started": isStatus ? 1 : 0, "finished": 0, "stdout": "",
      "stderr": "", "stdout_lines": [], "stderr_lines": [],
    ]
    let answer = try await context.call(
      "ansible.builtin.async_status", ["jid": .string(id), "mode": mode],
      engine: ["_dir": .string(try folder())], sink: { file.take($0) })
    values.merge(answer) { _, new in new }
    if answer["failed"]?.isTrue ?? false { (values["started"], values["finished"]) = (1, 1) }
    return values
  }

  private func result(of job: EndedJob) -> Map {
    var values = job.values
    if let command = job.note.map?["cmd"] {
      values = CommandAction.completed(
        values, command, from: Timestamp(job.began), to: Timestamp(job.ended))
    }
    if let module = job.note.map?["custom"] {
      values = CustomAction.result(values, of: module.text, warn: context.warn)
      // What a module writes there is told of a job, and of no other call.
      if let errors = job.values["stderr"], !errors.text.isEmpty { values["stderr"] = errors }
    }
    if !job.warnings.isEmpty { values["warnings"] = .list(job.warnings.map { .string($0) }) }
    return TaskReport.withLines(values)
  }

  /// What a call sends as a stream.
  private final class Bytes: Sendable {
    private let state = Mutex<[UInt8]>([])
    var all: [UInt8] { state.withLock { $0 } }
    func take(_ bytes: [UInt8]) { state.withLock { $0 += bytes } }
  }
}
