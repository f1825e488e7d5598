import CLibSSH2
import Core
import Glibc

/// How many hosts this process can be connected to at once: what `forks` is where nobody says.
package enum HostCapacity {
  /// Of a host that a program reaches: its pipes, and what tells its end. SSH takes one.
  private static let descriptorsPerHost = 4
  /// Left to files and whatever else is open.
  private static let descriptorsOfOurs = 64
  /// A connected host with its session, and its part of what is under way.
  private static let bytesPerHost = 256 << 10

  /// As many as descriptors allow and half of the free memory; at least Ansible's five.
  package static var hosts: Int {
    let byDescriptors = (descriptors - descriptorsOfOurs) / descriptorsPerHost
    return max(5, min(byDescriptors, freeMemory / 2 / bytesPerHost))
  }

  /// Descriptors that we may have open. The first use raises the limit as far as we are allowed to;
  /// what we start gets the old one back, as there are programs that take large numbers badly.
  private static let descriptors: Int = {
    guard let limit = inheritedLimit else { return 256 }
    var raised = limit
    raised.rlim_cur = limit.rlim_max
    let isRaised = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &raised) == 0
    return Int(clamping: isRaised ? limit.rlim_max : limit.rlim_cur)
  }()

  /// The limit of descriptors as it was when we started.
  private static let inheritedLimit: rlimit? = {
    var limit = rlimit()
    return getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 ? limit : nil
  }()

  /// Gives a child the limit that we were given.
  static func restoreLimit(of child: pid_t) {
    guard let limit = inheritedLimit else { return }
    limit_descriptors(child, limit.rlim_cur, limit.rlim_max)
  }

  /// Bytes of memory that programs can still have; plenty where the system does not tell.
  private static var freeMemory: Int {
    guard let text = try? Files.read("/proc/meminfo") else { return 1 << 40 }
    let line = String(decoding: text, as: UTF8.self).split(separator: "\n")
      .first { $0.hasPrefix("MemAvailable:") }
    return line.flatMap { Int($0.filter(\.isNumber)) }.map { $0 << 10 } ?? 1 << 40
  }
}
