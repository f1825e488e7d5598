import Synchronization

/// What the tasks of a check would have made on one target, as its shells tell it (`sh/lib/foresight.sh` has the
/// form). A shell knows what its own calls have foreseen; of others it learns here.
final class Foresight: Sendable {
  private let entries = Mutex<[(line: String, teller: ObjectIdentifier)]>([])

  func add(_ lines: [String], from shell: RemoteShell) {
    entries.withLock { entries in
      entries += lines.map { ($0, ObjectIdentifier(shell)) }
    }
  }

  /// What other shells have told beyond the first `known` entries.
  ///
  /// - Parameter known: how many entries the shell has seen; all of them afterwards.
  func news(for shell: RemoteShell, after known: inout Int) -> [String] {
    entries.withLock { entries in
      defer { known = entries.count }
      return entries.dropFirst(known).filter { $0.teller != ObjectIdentifier(shell) }.map(\.line)
    }
  }

  /// The newest value of a key, such as `new NAME` for the home folder of a user who would have been made.
  func value(_ key: String) -> String? {
    entries.withLock { entries in
      entries.last { $0.line.hasPrefix(key + "\t") }.map {
        String($0.line.dropFirst(key.count + 1))
      }
    }
  }
}
