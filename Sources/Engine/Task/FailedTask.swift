import Core
import Playbooks

extension Playbooks.Task {
  /// What `ansible_failed_task` says: each keyword of tasks with what holds for it. Templates are
  /// the text that was written, and stay that; arguments are left out where `no_log` is set.
  ///
  /// - Parameter heading: has the name as it was shown.
  func asFailed(_ heading: TaskHeading) -> Value {
    var all: Map = [:]
    for rule in KeywordRule.table where rule.levels.contains(.task) {
      let keyword = rule.keyword
      switch rule.inheritance {
      case .nearest: all[keyword.rawValue] = scope.effective(keyword)?.value.asWritten ?? .null
      case .own: all[keyword.rawValue] = scope.settings[keyword]?.value.asWritten ?? .null
      case .gathered: all[keyword.rawValue] = .list(scope.gathered(keyword).map(\.value.asWritten))
      }
    }
    all["name"] = .string(name == nil ? "" : heading.name)
    all["action"] = .string(action.name.value.text)
    all["args"] = heading.noLog ? [:] : writtenArguments
    all["tags"] = .list(tags.map(\.asWritten))
    all["when"] = .list(when.map(\.asWritten))
    all["vars"] = .map(scope.vars).asWritten
    all["async_val"] = all["async"]
    return .map(all)
  }

  private var writtenArguments: Value {
    var all: Map = [:]
    if let line = action.freeForm { all["_raw_params"] = line.value.asWritten }
    for argument in action.arguments { all[argument.name] = argument.value.asWritten }
    return .map(all)
  }
}

extension Condition {
  fileprivate var asWritten: Value {
    switch self {
    case .constant(let value): .bool(value)
    case .expression(let text): .string(text.source)
    }
  }
}

extension Value {
  /// Templates, wherever they stand, as plain text.
  fileprivate var asWritten: Value {
    if let map { return .map(map.mapValues(\.asWritten)) }
    if let list { return .list(list.map(\.asWritten)) }
    return holdsTemplate ? .string(text) : self
  }
}
