import Core
import Glibc
import Synchronization

/// `junit`: the run as a JUnit report, a test case for each task and host.
package final class JUnit: Companion {
  package static let name = "junit"

  private let options: CompanionOptions
  private let screen: Screen
  private let folder: String
  private let results: ResultText
  private let state = Mutex(State())

  private struct State {
    var playbook = ""
    var play = ""
    var task: TaskHeading?
    var starts: [Int: ContinuousClock.Instant] = [:]
    /// By task and host; the last result of a host counts.
    var cases: [(key: String, value: JUnitCase)] = []
  }

  package init(_ options: CompanionOptions, screen: Screen) {
    self.options = options
    self.screen = screen
    folder = options.folder("output_dir")
    results = ResultText(verbosity: options.verbosity)
  }

  package func receive(_ event: Event) {
    switch event {
    case .playbookStarted(let path, _): state.withLock { $0.playbook = Self.stem(of: path) }
    case .playStarted(let name, _): state.withLock { $0.play = name }
    case .taskStarted(let task):
      state.withLock { state in
        state.task = task
        state.starts[task.id] = state.starts[task.id] ?? ContinuousClock.now
      }
    case .result(let result): add(result)
    case .included(let file, let hosts, _):
      guard let task = state.withLock({ $0.task }) else { return }
      let shown = Files.isFile(file) ? Path.absolute(file) : file
      add(
        task, host: "include", .ok,
        output: "\(shown) (args={} vars={}): [\(hosts.joined(separator: ", "))]", message: "")
    case .recap: write()
    default: return
    }
  }

  private static func stem(of path: String) -> String {
    let name = Path.name(path)
    return name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
  }

  private func isSet(_ option: String) -> Bool { options[option].isTrue }

  private func add(_ result: TaskResult) {
    let task = result.task
    if result.unreachable { return }
    if !isSet("include_setup_tasks_in_report"),
      ["setup", "gather_facts"].contains(task.shortAction)
    {
      return
    }
    let status = status(of: result)
    guard task.title.hasPrefix(options["test_case_prefix"].text) || status == .failed else {
      return
    }
    add(
      task, host: result.host, status, output: results.whole(result, indent: 0),
      message: Self.message(of: result, status))
  }

  private func add(
    _ task: TaskHeading, host: String, _ status: JUnitCase.Status, output: String, message: String
  ) {
    let isBare = task.arguments.isEmpty || isSet("hide_task_arguments")
    let name = isBare ? task.title : "\(task.title) \(task.arguments)"
    state.withLock { state in
      let start = state.starts[task.id] ?? ContinuousClock.now
      let made = JUnitCase(
        name: "[\(host)] \(state.play): \(name)", place: place(of: task),
        time: (ContinuousClock.now - start) / .seconds(1), status: status,
        output: output, message: message)
      let key = "\(task.id) \(host)"
      state.cases.removeAll { $0.key == key }
      state.cases.append((key, made))
    }
  }

  /// What counts as what (the words in names are ansible-core's).
  private func status(of result: TaskResult) -> JUnitCase.Status {
    if result.skipped { return .skipped }
    var hasFailed = result.failed && (!result.ignored || isSet("fail_on_ignore"))
    if isSet("fail_on_change"), !hasFailed, result.changed { hasFailed = true }
    if hasFailed, result.task.title.contains("EXPECTED FAILURE") { return .ok }
    if result.task.title.contains("TOGGLE RESULT") { hasFailed.toggle() }
    return hasFailed ? .failed : .ok
  }

  private static func message(of result: TaskResult, _ status: JUnitCase.Status) -> String {
    if status == .skipped { return result.values["skip_reason"]?.text ?? "skipped" }
    return result.values["msg"]?.text ?? "rc=\(result.values["rc"]?.text ?? "0")"
  }

  private func place(of task: TaskHeading) -> String {
    guard let location = task.location else { return "" }
    var path = Path.absolute(location.file.name)
    let base = options["task_relative_path"].text
    if !base.isEmpty { path = Self.relative(path, to: Path.absolute(base)) }
    if let stand = options["replace_out_of_tree_path"].string, path.hasPrefix("../") {
      path = stand + Path.name(path)
    }
    if isSet("task_class"), path.hasSuffix(".yml") { return String(path.dropLast(4)) }
    return "\(path):\(location.line)"
  }

  /// The way to a path from a folder; both are absolute.
  private static func relative(_ path: String, to folder: String) -> String {
    let (to, from) = (path.split(separator: "/"), folder.split(separator: "/"))
    let shared = zip(to, from).prefix { $0 == $1 }.count
    return (Array(repeating: "..", count: from.count - shared) + to.dropFirst(shared))
      .joined(separator: "/")
  }

  private func write() {
    let (playbook, cases) = state.withLock { ($0.playbook, $0.cases.map(\.value)) }
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    let seconds = Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
    let path = Path.join(folder, "\(playbook)-\(seconds).xml")
    do throws(Diagnostic) {
      try Files.write(Array(JUnitCase.report(playbook, cases).utf8), to: path)
    } catch {
      screen.warning(error)
    }
  }
}
