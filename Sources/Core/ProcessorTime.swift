import Glibc
import Synchronization

/// The processor time of this process, without that of programs it has started.
package enum ProcessorTime {
  private static let connecting = Atomic<Int>(0)

  /// What was used until now.
  package static var used: ControllerCost {
    var usage = rusage()
    getrusage(RUSAGE_SELF.rawValue, &usage)
    return ControllerCost(
      processor: duration(usage.ru_utime) + duration(usage.ru_stime),
      connecting: .nanoseconds(connecting.load(ordering: .relaxed)))
  }

  /// Counts what this thread takes for `work` as the making of a connection.
  package static func whileConnecting<Made>(_ work: () -> Made) -> Made {
    let start = ofThread
    defer { connecting.add(ofThread - start, ordering: .relaxed) }
    return work()
  }

  /// Nanoseconds.
  private static var ofThread: Int {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }

  private static func duration(_ time: timeval) -> Duration {
    .seconds(time.tv_sec) + .microseconds(time.tv_usec)
  }
}
