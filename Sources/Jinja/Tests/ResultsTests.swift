import Core

extension Tests {
  /// What became of a registered task.
  static let resultTests: [String: Test] = {
    let tests: [([String], @Sendable (Map) -> Bool)] = [
      (["failed", "failure"], { flag($0, "failed") }),
      (["succeeded", "success", "successful"], { !flag($0, "failed") }),
      (["changed", "change"], isChanged),
      (["skipped", "skip"], { flag($0, "skipped") }),
      (["unreachable"], { flag($0, "unreachable") }),
      (["reachable"], { !flag($0, "unreachable") }),
      (["timedout"], isTimedOut),
      (["started"], { number($0, "started") }),
      (["finished"], { number($0, "finished") }),
    ]
    var table: [String: Test] = [:]
    for (names, body) in tests {
      for name in names {
        table[name] = Test { (input, arguments, _) throws(Diagnostic) in
          guard let result = input.map else {
            throw Diagnostic(
              .evaluation, "The '\(name)' test expects a dictionary",
              hint: "it asks about the result of a task that was kept by 'register'")
          }
          return body(result)
        }
      }
    }
    return table
  }()

  private static func flag(_ result: Map, _ name: String) -> Bool { result[name]?.isTrue ?? false }

  /// Finished unless a background job says otherwise.
  private static func number(_ result: Map, _ name: String) -> Bool {
    result[name].map { Ordering.equal($0, 1) } ?? true
  }

  /// A task that ran into its time-out tells the period.
  @Sendable private static func isTimedOut(_ result: Map) -> Bool {
    result["timedout"]?["period"]?.isTrue ?? false
  }

  /// A loop's result is changed when one of its items is.
  @Sendable private static func isChanged(_ result: Map) -> Bool {
    if let changed = result["changed"] { return changed.isTrue }
    return result["results"]?.list?.contains { $0["changed"]?.isTrue ?? false } ?? false
  }
}
