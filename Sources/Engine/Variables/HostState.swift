import Core
import Inventory
import Playbooks
import Synchronization

/// What a run knows about one host: variables that tasks made, and how far it got.
///
/// Hosts run side by side and read each other's variables, so all of it is behind a mutex.
package final class HostState: Sendable {
  /// Whether tasks still run on the host.
  enum Status: Sendable {
    case active
    /// A task failed; a `rescue` around it may bring the host back.
    case failed
    case unreachable
    /// `meta: end_role`: no more tasks of the role that runs.
    case roleEnded
    /// `meta: end_host` and the like: no more tasks, and no failure.
    case ended
  }

  struct Contents: Sendable {
    var status = Status.active
    var facts = HostFacts()
    /// `set_fact` and registered results.
    var made = Map()
    /// `include_vars`.
    var included = Map()
    /// What `rescue` sees of the failure.
    var failure = Map()
    /// Variables of `vars_files`, read once per play.
    var varsFiles: [VariableFile.Content] = []
    /// Variables of roles that a dynamic include made public.
    var publicRoles: [Role] = []
    /// Names that tasks notified. Which handlers they mean is asked when handlers run: a role that
    /// comes in between may bring one of that name.
    var notifications: [String] = []
    /// The handlers that wait.
    var notified: Set<Int> = []
    var completedRoles: Set<String> = []
    /// Roles of which a task has run, and was not skipped.
    var begunRoles: Set<String> = []
    /// `meta: clear_host_errors` in an `always`: the failure before it does not count any more.
    var isCleared = false
    /// Whether a failure that nothing rescues, being unreachable, or `meta: end_host` has taken the host out of the play's
    /// batch; in an `always` it is active all the same.
    var isRemoved = false
    var summary = HostSummary()
    /// What `meta: clear_host_errors` has forgiven: it stays in the recap, and is none for the exit code.
    var forgiven = HostSummary()
    /// Of a check: why what comes may be otherwise than a real run would find it, once there is a reason.
    var guess: String?
    /// Variables whose values are guesses, with the reason.
    var guesses: [String: String] = [:]
    /// Grows whenever a variable that could say how to connect may have changed.
    var connectionVersion = 0
  }

  package let host: Host
  let contents = Mutex(Contents())
  /// How the host was reached last.
  let access = Mutex<Access.Memo?>(nil)

  private let keep: (@Sendable (HostFacts?) -> Void)?

  /// - Parameters:
  ///   - facts: what is known of the host from earlier runs.
  ///   - keep: takes the facts for later runs whenever they have changed; nil when they are cleared.
  init(
    _ host: Host, facts: HostFacts = HostFacts(), keep: (@Sendable (HostFacts?) -> Void)? = nil
  ) {
    self.host = host
    self.keep = keep
    contents.withLock { $0.facts = facts }
  }

  package var name: String { host.name }

  var status: Status {
    get { contents.withLock { $0.status } }
    set { contents.withLock { $0.status = newValue } }
  }

  var isActive: Bool { status == .active }

  /// Whether the host counts among `ansible_play_hosts`: one that waits for a `rescue` does.
  var isInPlay: Bool { contents.withLock { !$0.isRemoved } }

  /// `meta: end_host` and the like.
  func end() { contents.withLock { ($0.status, $0.isRemoved) = (.ended, true) } }

  /// A batch begins: only who has failed in one before it is missing.
  func beginBatch() {
    contents.withLock { $0.isRemoved = $0.status == .failed || $0.status == .unreachable }
  }

  package var summary: HostSummary { contents.withLock { $0.summary } }

  /// What tasks make known about their host besides `register`.
  enum Effect: Sendable {
    /// `set_fact` and registered results.
    case made(Map)
    /// Facts as `setup` and modules return them.
    case facts(Map)
    /// `include_vars`.
    case included(Map, mergesHashes: Bool)
  }

  func apply(_ effect: Effect) {
    let facts = contents.withLock { contents in
      contents.apply(effect)
      return contents.facts
    }
    if case .facts = effect { keep?(facts) }
  }

  /// `meta: clear_facts`
  func clearFacts() {
    contents.withLock { $0.facts = HostFacts() }
    keep?(nil)
  }
}

extension HostState.Contents {
  mutating func apply(_ effect: HostState.Effect) {
    switch effect {
    case .made(let variables):
      made.merge(variables) { _, new in new }
      noteConnection(variables)
    case .included(let variables, let mergesHashes):
      included.add(variables, mergesHashes: mergesHashes)
      noteConnection(variables)
    case .facts(let facts):
      connectionVersion += 1
      self.facts.merge(facts)
    }
  }

  private mutating func noteConnection(_ variables: Map) {
    if variables.keys.contains(where: { $0.text.hasPrefix("ansible_") }) { connectionVersion += 1 }
  }
}
