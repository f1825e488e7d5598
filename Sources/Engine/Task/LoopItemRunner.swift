import Core
import Jinja
import Playbooks

/// The names that a loop gives its items (`loop_control`).
struct LoopNames: Sendable {
  let loop: String
  let index: String?
  let isExtended: Bool
  let withAllItems: Bool

  /// - Throws: errors in the templates of names.
  init(_ control: LoopControl, _ scope: HostScope) throws(Diagnostic) {
    func flag(_ setting: Setting?, default fallback: Bool) throws(Diagnostic) -> Bool {
      guard let setting else { return fallback }
      return KeywordType.bool.converted(try scope.render(setting.value))?.bool ?? fallback
    }
    loop = try scope.render(control.loopVar).text
    index = try control.indexVar.map { name throws(Diagnostic) in try scope.render(name).text }
    isExtended = try flag(control.extended, default: false)
    withAllItems = try flag(control.extendedAllItems, default: true)
  }
}

/// What is done around each item of a loop: its variables before, its place in the result after.
struct LoopItemRunner: Sendable {
  let executor: TaskExecutor
  let items: [Value]
  let names: LoopNames

  private var task: Playbooks.Task { executor.task }

  /// Sets the item's variables.
  func bind(_ index: Int, in scope: HostScope) {
    for (name, value) in variables(of: index) { scope.setLocal(name.text, value) }
  }

  private func variables(of index: Int) -> Map {
    var variables: Map = [
      .string(names.loop): items[index], "ansible_loop_var": .string(names.loop),
    ]
    if let name = names.index {
      variables[name] = .int(index)
      variables["ansible_index_var"] = .string(name)
    }
    if names.isExtended { variables["ansible_loop"] = .map(extended(index)) }
    return variables
  }

  /// `ansible_loop` (`loop_control: extended`).
  private func extended(_ index: Int) -> Map {
    var loop: Map = [
      "index": .int(index + 1), "index0": .int(index), "first": .bool(index == 0),
      "last": .bool(index == items.count - 1), "length": .int(items.count),
      "revindex": .int(items.count - index), "revindex0": .int(items.count - index - 1),
    ]
    if names.withAllItems { loop["allitems"] = .list(items) }
    if index + 1 < items.count { loop["nextitem"] = items[index + 1] }
    if index > 0 { loop["previtem"] = items[index - 1] }
    return loop
  }

  /// Whether the labels of all items can be made, which is what ends a loop in the middle else.
  func hasLabels(_ scope: HostScope) -> Bool {
    guard let label = task.loopControl.label, label.value.holdsTemplate else { return true }
    for index in items.indices {
      bind(index, in: scope)
      guard (try? scope.render(label.value)) != nil, !scope.isPremature else { return false }
    }
    return true
  }

  /// The outcome of an item with what the loop adds to it.
  ///
  /// - Throws: errors in the templates of the label and of keywords.
  func finished(
    _ outcome: TaskOutcome, _ index: Int, _ scope: HostScope
  ) throws(Diagnostic) -> TaskOutcome {
    var outcome = outcome
    let item = items[index]
    outcome.result.values[names.loop] = item
    outcome.result.values["ansible_loop_var"] = .string(names.loop)
    if let name = names.index {
      outcome.result.values[name] = .int(index)
      outcome.result.values["ansible_index_var"] = .string(name)
    }
    if names.isExtended { outcome.result.values["ansible_loop"] = .map(extended(index)) }
    outcome.result.itemLabel = item
    if let label = task.loopControl.label {
      outcome.result.itemLabel = try scope.render(label.value)
    }
    outcome.result.isCensored = try scope.keyword(.noLog, at: task.scope)?.bool ?? false
    let ignores = try scope.keyword(.ignoreErrors, at: task.scope)?.bool ?? false
    outcome.result.ignored = outcome.result.failed && ignores
    let label = outcome.result.itemLabel
    outcome.includes = outcome.includes.map { withItem($0, index, label) }
    return outcome
  }

  private func withItem(_ request: IncludeRequest, _ index: Int, _ label: Value?) -> IncludeRequest
  {
    var variables = request.variables
    variables.merge(self.variables(of: index)) { _, new in new }
    var made = IncludeRequest(target: request.target, variables: variables, label: label)
    made.isPublic = request.isPublic
    made.allowsDuplicates = request.allowsDuplicates
    made.validatesArguments = request.validatesArguments
    return made
  }

  func report(_ outcome: TaskOutcome) {
    guard task.include == nil || outcome.result.skipped else { return }
    executor.slot.receive(.item(TaskReport.shown(outcome.result, executor.run.secrets)))
  }
}
