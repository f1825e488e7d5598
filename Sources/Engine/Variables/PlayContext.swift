import Core
import Playbooks
import Synchronization

/// A play while it runs: what its tasks see beyond their own text.
final class PlayContext: Sendable {
  let play: Play
  let name: String
  /// Answers to `vars_prompt`.
  let prompted: Map
  /// All hosts of the play, in order.
  let allHosts: [String]
  /// Whether the debugger stops at failures where no keyword says so: `strategy: debug`, or the setting.
  let debugs: Bool
  private let state: Mutex<(batch: [String], handlers: [Step])>
  /// `throttle` of tasks, where hosts come to them by themselves.
  private let throttles = Mutex<[Int: AsyncLock]>([:])
  private let included = Mutex<[Role]>([])
  private let meeting = Mutex<Set<String>?>(nil)
  private let said = Mutex<Set<String>>([])

  init(_ play: Play, name: String, prompted: Map, hosts: [String], debugs: Bool = false) {
    self.debugs = debugs
    self.play = play
    self.name = name
    self.prompted = prompted
    allHosts = hosts
    state = Mutex((hosts, play.handlers))
  }

  /// The hosts of the batch (`serial`) that is running.
  var batch: [String] {
    get { state.withLock { $0.batch } }
    set {
      state.withLock { $0.batch = newValue }
      included.withLock { $0 = [] }
    }
  }

  /// All handlers in the order of definition; dynamic roles bring more.
  var handlers: [Step] { state.withLock { $0.handlers } }

  /// The hosts that took part when the task began at which all meet: those that fail at it are still among
  /// `ansible_play_hosts` of the others. Nil where hosts go by themselves.
  var meetingHosts: Set<String>? {
    get { meeting.withLock { $0 } }
    set { meeting.withLock { $0 = newValue } }
  }

  /// Whether something is said for the first time in the play, as warnings should be.
  func isFirst(_ words: String) -> Bool { said.withLock { $0.insert(words).inserted } }

  /// What holds back hosts that come to a task by themselves: so many run it at once.
  func throttle(of task: Playbooks.Task, _ limit: Int) -> AsyncLock {
    throttles.withLock { throttles in
      if let known = throttles[task.id] { return known }
      let lock = AsyncLock(holders: max(1, limit))
      throttles[task.id] = lock
      return lock
    }
  }

  /// The roles that the play names, as often as it does; each `include_role` of the batch adds its own.
  var roles: [Role] { play.namedRoles + included.withLock { $0 } }

  func add(roles: [Role]) { included.withLock { $0 += roles } }

  func add(handlers: [Step]) { state.withLock { $0.handlers += handlers } }
}
