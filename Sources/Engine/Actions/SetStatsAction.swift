import Core
import Playbooks

/// `set_stats`: what the run has to tell at its end.
struct SetStatsAction: Action {
  func run(_ context: ActionContext) async throws(Diagnostic) -> Map {
    let arguments = try context.check(context.module, context.arguments)
    guard let data = arguments["data"].map else {
      return .failure("The 'data' option needs to be a dictionary/hash")
    }
    for key in data.keys where !VariableName.isValid(key.text) {
      return .failure(
        "The variable name '\(key.text)' is not valid. Variables must start with a letter or "
          + "underscore character, and contain only letters, numbers and underscores.")
    }
    func flag(_ name: String) -> Value {
      .bool(KeywordType.bool.converted(arguments[name])?.bool ?? false)
    }
    return [
      "changed": false,
      "ansible_stats": [
        "data": .map(data), "per_host": flag("per_host"), "aggregate": flag("aggregate"),
      ],
    ]
  }
}

/// What `set_stats` has gathered: for the run, and for hosts.
struct CustomStatistics: Sendable {
  /// By name of the host; nil is the run.
  private var all: [String?: Map] = [:]

  /// Adds what a result, or an item of a loop, says under `ansible_stats`.
  ///
  /// - Parameter hosts: those that the result is for.
  mutating func add(_ result: Map, of hosts: [String]) {
    for item in result["results"]?.list ?? [.map(result)] {
      guard let stats = item["ansible_stats"], let data = stats["data"]?.map, !data.isEmpty else {
        continue
      }
      let owners: [String?] = stats["per_host"]?.isTrue ?? false ? hosts : [nil]
      for owner in owners {
        for (name, value) in data {
          let old = stats["aggregate"]?.isTrue ?? false ? all[owner, default: [:]][name] : nil
          all[owner, default: [:]][name] = old.map { Self.sum($0, value) } ?? value
        }
      }
    }
  }

  /// Values of different types do not add up: the old one stays.
  private static func sum(_ old: Value, _ new: Value) -> Value {
    switch (old, new) {
    case (.map, .map): new.over(old)
    case (.list(let a), .list(let b)): .list(a + b)
    case (.string(let a), .string(let b)): .string(a + b)
    case (.int(let a), .int(let b)): a.addingReportingOverflow(b).overflow ? old : .int(a + b)
    case (.float(let a), .float(let b)): .float(a + b)
    default: old
    }
  }

  /// The hosts by name, the run last.
  var sorted: [(host: String?, values: Map)] {
    all.sorted { ($0.key == nil ? 1 : 0, $0.key ?? "") < ($1.key == nil ? 1 : 0, $1.key ?? "") }
      .map { ($0.key, $0.value) }
  }
}
