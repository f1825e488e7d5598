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
    /// Facts without the prefix `ansible_`, as `ansible_facts` shows them.
    var facts = Map()
    /// `set_fact` and registered results.
    var made = Map()
    /// `include_vars`.
    var included = Map()
    /// What `rescue` sees of the failure.
    var failure = Map()
    /// Variables of `vars_files`, read once per play.
    var varsFiles: [Map] = []
    /// Variables of roles that a dynamic include made public.
    var publicRoles: [Role] = []
    /// Names that tasks notified. Which handlers they mean is asked when handlers run: a role that
    /// comes in between may bring one of that name.
    var notifications: [String] = []
    /// The handlers that wait.
    var notified: Set<Int> = []
    var completedRoles: Set<String> = []
    var summary = HostSummary()
    /// Grows whenever a variable that could say how to connect may have changed.
    var connectionVersion = 0
  }

  package let host: Host
  let contents = Mutex(Contents())
  /// How the host was reached last.
  let access = Mutex<Access.Memo?>(nil)

  init(_ host: Host) { self.host = host }

  package var name: String { host.name }

  var status: Status {
    get { contents.withLock { $0.status } }
    set { contents.withLock { $0.status = newValue } }
  }

  var isActive: Bool { status == .active }

  package var summary: HostSummary { contents.withLock { $0.summary } }

  /// What tasks make known about their host besides `register`.
  enum Effect: Sendable {
    /// `set_fact` and registered results.
    case made(Map)
    /// Facts as `setup` and modules return them: `ansible_x` is `ansible_facts.x`.
    case facts(Map)
    /// `include_vars`.
    case included(Map)
  }

  func apply(_ effect: Effect) { contents.withLock { $0.apply(effect) } }
}

extension HostState.Contents {
  mutating func apply(_ effect: HostState.Effect) {
    switch effect {
    case .made(let variables):
      made.merge(variables) { _, new in new }
      noteConnection(variables)
    case .included(let variables):
      included.merge(variables) { _, new in new }
      noteConnection(variables)
    case .facts(let facts):
      connectionVersion += 1
      for (key, value) in facts {
        var name = key.text
        if name.hasPrefix("ansible_"), name != "ansible_local" { name.removeFirst(8) }
        self.facts[name] = value
      }
    }
  }

  private mutating func noteConnection(_ variables: Map) {
    if variables.keys.contains(where: { $0.text.hasPrefix("ansible_") }) { connectionVersion += 1 }
  }
}
