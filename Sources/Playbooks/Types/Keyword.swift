/// Every keyword of the playbook language. `rule` tells all about each of them, from one table.
package enum Keyword: String, CaseIterable, Sendable {
  case name, vars, when, tags, environment, collections, connection, port, timeout, throttle
  case debugger
  /// Bosun's own: whether tasks may be sent before the results of those before them are known.
  case runAhead = "run_ahead"
  case remoteUser = "remote_user"
  case moduleDefaults = "module_defaults"
  case noLog = "no_log"
  case runOnce = "run_once"
  case ignoreErrors = "ignore_errors"
  case ignoreUnreachable = "ignore_unreachable"
  case checkMode = "check_mode"
  case diff
  case anyErrorsFatal = "any_errors_fatal"
  case become
  case becomeMethod = "become_method"
  case becomeUser = "become_user"
  case becomeFlags = "become_flags"
  case becomeExe = "become_exe"

  case hosts, user, strategy, serial, order, roles, handlers, tasks
  case gatherFacts = "gather_facts"
  case gatherSubset = "gather_subset"
  case gatherTimeout = "gather_timeout"
  case factPath = "fact_path"
  case varsFiles = "vars_files"
  case varsPrompt = "vars_prompt"
  case preTasks = "pre_tasks"
  case postTasks = "post_tasks"
  case forceHandlers = "force_handlers"
  case maxFailPercentage = "max_fail_percentage"
  case importPlaybook = "import_playbook"

  case block, rescue, always

  case action, args, async, poll, until, retries, delay, loop, register, notify, listen
  case localAction = "local_action"
  case loopControl = "loop_control"
  case changedWhen = "changed_when"
  case failedWhen = "failed_when"
  case delegateTo = "delegate_to"
  case delegateFacts = "delegate_facts"

  case role

  /// The case's place among all.
  private var place: Int { Int(unsafeBitCast(self, to: UInt8.self)) }

  /// By the place: the raw value, which would be hashed else, is a text, and keywords are looked up all the time.
  package func hash(into hasher: inout Hasher) { hasher.combine(place) }

  /// The table's row. A test makes sure that every keyword has one.
  package var rule: KeywordRule { KeywordRule.byPlace[place] }
}

/// How a keyword comes down from play, block, role and import to a task.
package enum Inheritance: Sendable {
  /// It holds only where it stands.
  case own
  /// The innermost one wins.
  case nearest
  /// All of them together: `tags` as a union, `when` and-ed, maps merged with the inner one last.
  case gathered
}

/// All about one keyword.
package struct KeywordRule: Sendable {
  package let keyword: Keyword
  package let levels: Level
  package let type: KeywordType
  package let inheritance: Inheritance
  /// Whether its value may be a template.
  package let isTemplated: Bool

  init(
    _ keyword: Keyword, _ levels: Level, _ type: KeywordType, _ inheritance: Inheritance = .own,
    templated: Bool = true
  ) {
    self.keyword = keyword
    self.levels = levels
    self.type = type
    self.inheritance = inheritance
    isTemplated = templated
  }

  private static let strategies = ["linear", "free", "host_pinned", "debug"]

  /// The table, as ansible-core's `playbook/` classes declare their fields.
  package static let table: [KeywordRule] = [
    // Everywhere.
    KeywordRule(.name, [.everywhere, .playbookImport], .string),
    KeywordRule(.vars, [.everywhere, .playbookImport], .any, .gathered),
    KeywordRule(.when, [.belowPlay, .role, .playbookImport], .conditions, .gathered),
    KeywordRule(.tags, [.everywhere, .playbookImport], .commaStrings, .gathered),
    KeywordRule(.environment, .everywhere, .maps, .gathered),
    KeywordRule(.moduleDefaults, .everywhere, .maps, .gathered),
    KeywordRule(.collections, .everywhere, .strings, .nearest, templated: false),
    KeywordRule(.connection, .everywhere, .string, .nearest),
    KeywordRule(.port, .everywhere, .int, .nearest),
    KeywordRule(.remoteUser, .everywhere, .string, .nearest),
    KeywordRule(.noLog, .everywhere, .bool, .nearest),
    KeywordRule(.runOnce, .everywhere, .bool, .nearest),
    KeywordRule(.ignoreErrors, .everywhere, .bool, .nearest),
    KeywordRule(.ignoreUnreachable, .everywhere, .bool, .nearest),
    KeywordRule(.checkMode, .everywhere, .bool, .nearest),
    KeywordRule(.diff, .everywhere, .bool, .nearest),
    KeywordRule(.anyErrorsFatal, .everywhere, .bool, .nearest),
    KeywordRule(.throttle, .everywhere, .int, .nearest),
    KeywordRule(.timeout, .everywhere, .int, .nearest),
    KeywordRule(
      .debugger, .everywhere,
      .choice(["always", "never", "on_failed", "on_skipped", "on_unreachable"]), .nearest),
    KeywordRule(.runAhead, .everywhere, .bool, .nearest, templated: false),
    KeywordRule(.become, .everywhere, .bool, .nearest),
    KeywordRule(.becomeMethod, .everywhere, .string, .nearest),
    KeywordRule(.becomeUser, .everywhere, .string, .nearest),
    KeywordRule(.becomeFlags, .everywhere, .string, .nearest),
    KeywordRule(.becomeExe, .everywhere, .string, .nearest),

    // Plays.
    KeywordRule(.hosts, .play, .strings),
    KeywordRule(.user, .play, .string),
    KeywordRule(.gatherFacts, .play, .bool),
    KeywordRule(.gatherSubset, .play, .strings),
    KeywordRule(.gatherTimeout, .play, .int),
    KeywordRule(.factPath, .play, .string),
    KeywordRule(.varsFiles, .play, .list),
    KeywordRule(.varsPrompt, .play, .list, templated: false),
    KeywordRule(.roles, .play, .list, templated: false),
    KeywordRule(.handlers, .play, .list, templated: false),
    KeywordRule(.preTasks, .play, .list, templated: false),
    KeywordRule(.tasks, .play, .list, templated: false),
    KeywordRule(.postTasks, .play, .list, templated: false),
    KeywordRule(.forceHandlers, .play, .bool),
    KeywordRule(.maxFailPercentage, .play, .percent),
    KeywordRule(.serial, .play, .list),
    KeywordRule(.strategy, .play, .choice(strategies + strategies.map { "ansible.builtin.\($0)" })),
    KeywordRule(
      .order, .play,
      .choice(["inventory", "reverse_inventory", "reverse_sorted", "sorted", "shuffle"])),
    KeywordRule(.importPlaybook, .playbookImport, .string),

    // Blocks.
    KeywordRule(.block, .block, .list, templated: false),
    KeywordRule(.rescue, .block, .list, templated: false),
    KeywordRule(.always, .block, .list, templated: false),

    // Tasks and handlers.
    KeywordRule(.action, .tasks, .any),
    KeywordRule(.localAction, .tasks, .any),
    KeywordRule(.args, .tasks, .map),
    KeywordRule(.async, .tasks, .count),
    KeywordRule(.poll, .tasks, .int),
    KeywordRule(.changedWhen, .tasks, .conditions),
    KeywordRule(.failedWhen, .tasks, .conditions),
    KeywordRule(.until, .tasks, .conditions),
    KeywordRule(.retries, .tasks, .int),
    KeywordRule(.delay, .tasks, .number),
    KeywordRule(.loop, .tasks, .any),
    KeywordRule(.loopControl, .tasks, .map, templated: false),
    KeywordRule(.register, .tasks, .identifier, templated: false),
    KeywordRule(.notify, .belowPlay, .strings, .nearest),
    KeywordRule(.delegateTo, [.belowPlay, .role], .string, .nearest),
    KeywordRule(.delegateFacts, [.belowPlay, .role], .bool, .nearest),
    KeywordRule(.listen, .handler, .strings),

    // Role entries.
    KeywordRule(.role, .role, .string),
  ]

  /// The rows in the order of the cases.
  fileprivate static let byPlace = Keyword.allCases.map { keyword in
    guard let rule = table.first(where: { $0.keyword == keyword }) else {
      preconditionFailure("'\(keyword.rawValue)' has no row in the table of keywords")
    }
    return rule
  }
}

extension Keyword {
  /// The names that may stand at a level, for suggestions.
  static func names(at level: Level) -> [String] {
    KeywordRule.table.filter { !$0.levels.isDisjoint(with: level) }.map(\.keyword.rawValue)
  }
}

extension Keyword {
  /// Whether a task has a keyword of this name.
  package static func isOfTask(_ name: String) -> Bool {
    name.hasPrefix("with_")
      || Keyword(rawValue: name)?.rule.levels.isDisjoint(with: .tasks) == false
  }
}
