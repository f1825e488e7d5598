/// What a task looks like from outside: enough for a reporter, nothing of the engine.
package final class TaskHeading: Sendable {
  /// Unique within the run; a task keeps it for all hosts and items.
  package let id: Int
  /// `role : name`, `name`, or the action where the task has no name; already rendered.
  package let title: String
  /// The title without the role.
  package let name: String
  /// The action as resolved: `ansible.builtin.copy`.
  package let action: String
  package let isHandler: Bool
  package let location: SourceLocation?
  /// The task's own `check_mode`, after inheritance.
  package let checkMode: Bool
  /// `no_log`: results must not be shown.
  package let noLog: Bool
  /// The role that the task is in.
  package let role: String?
  /// The arguments as written (`name=value, …`), where banners are to show them.
  package let arguments: String

  package init(
    id: Int, title: String, name: String? = nil, action: String, isHandler: Bool = false,
    location: SourceLocation? = nil, checkMode: Bool = false, noLog: Bool = false,
    role: String? = nil, arguments: String = ""
  ) {
    self.id = id
    self.title = title
    self.name = name ?? title
    self.action = action
    self.isHandler = isHandler
    self.location = location
    self.checkMode = checkMode
    self.noLog = noLog
    self.role = role
    self.arguments = arguments
  }
}

/// The outcome of a task, or of one item of its loop, on one host.
package struct TaskResult: Sendable {
  package let host: String
  package let task: TaskHeading
  /// What `register` keeps: `changed`, `msg`, `rc`, `stdout`, … Masked before it gets here.
  package var values: Map
  /// `ignore_errors` turned a failure into a note.
  package var ignored = false
  /// `no_log` holds for this item or task: only its outcome may be shown.
  package var isCensored = false
  /// Whether the differences may be shown; some modules tell them in any case.
  package var showsDiff = true
  /// The error behind a failure that has a place in the playbook, for reporters to show.
  package var diagnostic: Diagnostic?
  private var rest: Rest?

  package init(host: String, task: TaskHeading, values: Map) {
    self.host = host
    self.task = task
    self.values = values
  }

  package var changed: Bool { values["changed"]?.isTrue ?? false }
  /// Where `failed_when` has been asked, its word alone counts, whatever became of `until`.
  package var failed: Bool {
    if let judged = values["failed_when_result"] { return judged.isTrue }
    let judged = (values["results"]?.list ?? []).compactMap { $0.map?["failed_when_result"] }
    if !judged.isEmpty { return judged.contains(where: \.isTrue) }
    return values["failed"]?.isTrue ?? false
  }
  /// Of a check: it cannot be known what a real run would have found.
  package var unknown: Bool { values["unknown"]?.isTrue ?? false }
  package var skipped: Bool { values["skipped"]?.isTrue ?? false }
  package var unreachable: Bool { values["unreachable"]?.isTrue ?? false }
}

extension TaskResult {
  /// What few results have, or what is known at the end only. It lies apart, so that results are small: a task that is
  /// under way holds many.
  private final class Rest: Sendable {
    struct Content {
      var delegate: String?
      var itemLabel: Value?
      var guess: String?
      var cost = Cost()
    }

    let content: Content
    init(_ content: Content) { self.content = content }
  }

  private mutating func change(_ body: (inout Rest.Content) -> Void) {
    var content = rest?.content ?? Rest.Content()
    body(&content)
    rest = Rest(content)
  }

  /// The host that did the work where `delegate_to` names another one.
  package var delegate: String? {
    get { rest?.content.delegate }
    set { if newValue != delegate { change { $0.delegate = newValue } } }
  }

  /// The item's label, for the items of a loop.
  package var itemLabel: Value? {
    get { rest?.content.itemLabel }
    set { change { $0.itemLabel = newValue } }
  }

  /// Of a check: why the result may not be what a real run would have found; nil where it is. A later failure
  /// may come of the same reason.
  package var guess: String? {
    get { rest?.content.guess }
    set { if newValue != guess { change { $0.guess = newValue } } }
  }

  /// What the task cost on its way, for statistics.
  package var cost: Cost {
    get { rest?.content.cost ?? Cost() }
    set { change { $0.cost = newValue } }
  }
}

/// The counts of one host in the recap.
package struct HostSummary: Sendable, Equatable {
  package var ok = 0
  package var changed = 0
  package var unreachable = 0
  package var failed = 0
  package var skipped = 0
  package var rescued = 0
  package var ignored = 0
  package var cost = Cost()

  package init() {}
}

/// Everything that happens in a run, in the order in which a person should see it.
package enum Event: Sendable {
  case playbookStarted(path: String, checkMode: Bool = false)
  case playStarted(name: String, checkMode: Bool)
  case noHostsMatched
  case noHostsRemaining
  /// A task begins on its hosts; handlers too.
  case taskStarted(TaskHeading)
  /// One host begins a task, for the live line.
  case hostStarted(host: String, TaskHeading)
  /// One item of a loop is done.
  case item(TaskResult)
  /// A task is done on one host.
  case result(TaskResult)
  /// `until` was not true yet; attempts that are left.
  case retry(TaskResult, left: Int)
  /// A job (`async`) was asked for and had not ended.
  case polled(TaskResult)
  /// A job that was waited for has ended, or its time is over.
  case jobEnded(TaskResult, id: String)
  /// A dynamic include loaded this file for these hosts.
  case included(file: String, hosts: [String], label: Value?)
  case warning(Diagnostic)
  case deprecation(Diagnostic)
  /// A line that `-v` and more show.
  case verbose(level: Int, host: String?, String)
  /// What the run has taken of the controller; comes right before the end.
  case controller(ControllerCost)
  /// What `set_stats` has gathered: for hosts, and last for the run, whose host is nil.
  case customStatistics([(host: String?, values: Map)])
  /// The end: hosts in the order in which they first took part.
  case recap([(host: String, summary: HostSummary)])
}

/// Whoever wants to know what happens. Events come one after the other, never at once.
package protocol EventSink: Sendable {
  func receive(_ event: Event)

  /// Whether somebody looks at what commands print while they run.
  var showsOutput: Bool { get }
  /// What the command that runs for a host has printed last, masked. It may come at any time, also side by
  /// side with an event.
  func show(output lines: [String], of host: String)
}

extension EventSink {
  package var showsOutput: Bool { false }
  package func show(output lines: [String], of host: String) {}
}
