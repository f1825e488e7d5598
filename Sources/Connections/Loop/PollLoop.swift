import CLibSSH2
import Core
import Glibc
import Synchronization

typealias Instant = SuspendingClock.Instant

/// The earlier of two moments that may never come.
func earlier(_ one: Instant?, _ other: Instant?) -> Instant? {
  guard let one, let other else { return one ?? other }
  return min(one, other)
}

/// Something that lives on a loop: it owns descriptors and may wait for a moment.
/// Every member is called on the loop's thread only.
protocol PollHandler: AnyObject {
  /// The descriptor can be read or written; `hungUp` when the other end is gone or it has failed,
  /// which is told again and again until it is read to its end or unwatched. May come once too
  /// often.
  func ready(_ descriptor: Int32, hungUp: Bool)
  /// The moment to call `timeReached`; nil for never.
  var deadline: Instant? { get }
  func timeReached(_ now: Instant)
}

/// A thread that waits for descriptors and calls their handlers.
///
/// Whoever owns a socket or a session does so on one loop, from birth to end. Work comes in by
/// `submit`, from any thread; results go out by resuming a continuation. The members below
/// "On the loop's thread" are confined to it, which `assertInside` checks: this is why the class
/// may be `Sendable`.
final class PollLoop: @unchecked Sendable {
  /// One loop per core, at most four; key exchanges are what keeps them busy.
  private static let all: [PollLoop] = (0..<min(4, max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))))
    .map { _ in PollLoop() }
  private static let turn = Atomic(0)

  /// The loops in turn, so that hosts spread over them.
  static func next() -> PollLoop {
    all[turn.add(1, ordering: .relaxed).oldValue % all.count]
  }

  /// Who is told of a descriptor, and of what.
  private struct Watch {
    let handler: any PollHandler
    let events: UInt32
  }

  private let poll: Int32
  private let bell: Int32
  private let jobs = Mutex<[@Sendable () -> Void]>([])
  private var thread = pthread_t()
  private var owners: [Int32: Watch] = [:]
  private var members: [ObjectIdentifier: any PollHandler] = [:]
  /// No deadline of any member lies before this moment.
  private var earliest: Instant?
  /// Room for whatever is read next; its content lasts until the next read only.
  let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: 128 << 10, alignment: 16)
  let handshakes = Handshakes()
  /// Deadlines are told at most this often, since that asks every member.
  private static let grain = Duration.milliseconds(50)

  private init() {
    poll = epoll_create1(Int32(EPOLL_CLOEXEC))
    bell = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
    precondition(poll >= 0 && bell >= 0, "the system gives no epoll or eventfd descriptor")
    control(EPOLL_CTL_ADD, bell, EPOLLIN.rawValue)
    startThread { [self] in
      thread = pthread_self()
      // Writing to a pipe that nobody reads must give an error here, not end the program.
      var signals = sigset_t()
      sigemptyset(&signals)
      sigaddset(&signals, SIGPIPE)
      pthread_sigmask(SIG_BLOCK, &signals, nil)
      run()
    }
  }

  /// Has `work` run on the loop's thread, in the order of the calls.
  func submit(_ work: @escaping @Sendable () -> Void) {
    let first = jobs.withLock { jobs in
      jobs.append(work)
      return jobs.count == 1
    }
    if first { eventfd_write(bell, 1) }
  }

  /// Runs `work` on the loop's thread and waits for what it gives.
  func run<T: Sendable>(_ work: @escaping @Sendable () -> T) async -> T {
    await withUnsafeContinuation { waiter in submit { waiter.resume(returning: work()) } }
  }

  // MARK: On the loop's thread

  func assertInside() { assert(pthread_equal(thread, pthread_self()) != 0) }

  /// Keeps the handler alive and heeds its deadline until `leave`.
  func join(_ handler: any PollHandler) {
    assertInside()
    members[ObjectIdentifier(handler)] = handler
    heed(handler)
  }

  func leave(_ handler: any PollHandler) {
    assertInside()
    members[ObjectIdentifier(handler)] = nil
  }

  /// Must be called when a member's deadline has moved to an earlier moment.
  func heed(_ handler: any PollHandler) {
    guard let deadline = handler.deadline else { return }
    earliest = earlier(earliest, deadline)
  }

  /// Has the handler called when the descriptor can be read or written; watching again changes
  /// what it waits for. Failures are always told.
  func watch(_ descriptor: Int32, reading: Bool, writing: Bool, for handler: any PollHandler) {
    assertInside()
    let events = (reading ? EPOLLIN.rawValue : 0) | (writing ? EPOLLOUT.rawValue : 0)
    let known = owners.updateValue(Watch(handler: handler, events: events), forKey: descriptor)
    guard known?.events != events else { return }
    control(known == nil ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, descriptor, events)
  }

  /// Must come before the descriptor is closed.
  func unwatch(_ descriptor: Int32) {
    assertInside()
    guard owners.removeValue(forKey: descriptor) != nil else { return }
    control(EPOLL_CTL_DEL, descriptor, 0)
  }

  private func control(_ operation: Int32, _ descriptor: Int32, _ events: UInt32) {
    var event = epoll_event(events: events, data: epoll_data_t(fd: descriptor))
    epoll_ctl(poll, operation, descriptor, &event)
  }

  private func run() -> Never {
    var events = [epoll_event](repeating: epoll_event(), count: 256)
    while true {
      let count = epoll_wait(poll, &events, Int32(events.count), pause)
      for event in events.prefix(Int(max(0, count))) {
        let descriptor = event.data.fd
        if descriptor == bell {
          runJobs()
        } else {
          let hungUp = event.events & (EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0
          owners[descriptor]?.handler.ready(descriptor, hungUp: hungUp)
        }
      }
      // A loop that is behind with its work must not take a host for silent that has spoken.
      if count < events.count, let earliest, earliest <= .now { tellTime() }
    }
  }

  /// Milliseconds until the next deadline, rounded up; -1 for ever.
  private var pause: Int32 {
    guard let earliest else { return -1 }
    let left = Instant.now.duration(to: earliest)
    if left <= .zero { return 0 }
    let (seconds, attoseconds) = left.components
    return Int32(
      clamping: seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
  }

  private func runJobs() {
    var rings: eventfd_t = 0
    eventfd_read(bell, &rings)
    let work = jobs.withLock { jobs in
      let work = jobs
      jobs.removeAll(keepingCapacity: true)
      return work
    }
    for job in work { job() }
  }

  private func tellTime() {
    let now = Instant.now
    for handler in Array(members.values) {
      if let deadline = handler.deadline, deadline <= now { handler.timeReached(now) }
    }
    earliest = members.values.compactMap(\.deadline).min().map { max($0, now + Self.grain) }
  }
}
