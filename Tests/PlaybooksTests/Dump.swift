import Core

@testable import Playbooks

/// A playbook as text, with everything that holds for each task. The golden files of the same form
/// were written by a script over ansible-core 2.18's own objects, so they tell what is right.
struct Dump {
  private(set) var text = ""

  init(_ playbook: Playbook) {
    for play in playbook.plays {
      line(0, "play: \(play.title)")
      line(1, "hosts", .list(play.hosts))
      if !play.vars.isEmpty { line(1, "vars", sorted(play.vars)) }
      steps(play.preTasks + play.roles + play.tasks + play.postTasks, 1)
      if !play.handlers.isEmpty {
        line(1, "handlers:")
        steps(play.handlers, 2)
      }
    }
  }

  private mutating func line(_ depth: Int, _ words: String) {
    text += String(repeating: "  ", count: depth) + words + "\n"
  }

  private mutating func line(_ depth: Int, _ key: String, _ value: Value) {
    line(depth, "\(key): \(value.repr)")
  }

  private func sorted(_ map: Map) -> Value {
    let keys = map.keys.sorted { $0.text.utf8.lexicographicallyPrecedes($1.text.utf8) }
    return .map(Map(uniqueKeysWithValues: keys.compactMap { key in map[key].map { (key, $0) } }))
  }

  private func merged(_ layers: [Map]) -> Map {
    layers.reduce(into: [:]) { map, layer in map.merge(layer) { $1 } }
  }

  private mutating func steps(_ steps: [Step], _ depth: Int) {
    for step in steps {
      switch step {
      case .task(let task): show(task, depth)
      case .block(let block):
        self.steps(block.block, depth)
        for (name, part) in [("rescue", block.rescue), ("always", block.always)]
        where !part.isEmpty {
          line(depth, "\(name):")
          self.steps(part, depth + 1)
        }
      }
    }
  }

  private static let nearest: [Keyword] = [
    .connection, .remoteUser, .become, .becomeUser, .noLog, .runOnce, .ignoreErrors, .checkMode,
    .delegateTo, .register, .retries, .delay,
  ]

  private mutating func show(_ task: Task, _ depth: Int) {
    let name = task.action.name.value.text
    line(depth, "task: \(task.name?.text ?? name)")
    let depth = depth + 1
    line(depth, "action", .string(name))
    if let words = task.action.freeForm { line(depth, "line", words.value) }
    if let variable = task.action.variableArguments { line(depth, "variable", variable.value) }
    let arguments = task.action.arguments.map { (Value.string($0.name), $0.value) }
    if !arguments.isEmpty { line(depth, "args", sorted(Map(uniqueKeysWithValues: arguments))) }
    if let role = task.role { line(depth, "role", .string(role.name)) }
    if !task.when.isEmpty { line(depth, "when", conditions(task.when)) }
    let tags = task.tagNames().sorted()
    if !tags.isEmpty { line(depth, "tags", .list(tags.map { .string($0) })) }
    showKeywords(task, depth)
    showRole(task, depth)
  }

  private mutating func showKeywords(_ task: Task, _ depth: Int) {
    for keyword in Self.nearest {
      guard let value = task.scope.effective(keyword)?.value else { continue }
      // The script prints numbers as Ansible keeps them before it converts them.
      let shown = value.asDouble.flatMap(Int.init(exactly:)).map(Value.int) ?? value
      if case .bool(let flag) = value, !flag, keyword != .become { continue }
      line(depth, keyword.rawValue, value.bool == nil ? shown : value)
    }
    if !task.notify.isEmpty { line(depth, "notify", .list(task.notify)) }
    for keyword in [Keyword.environment, .moduleDefaults] {
      let all = task.scope.gathered(keyword).flatMap { $0.value.list ?? [$0.value] }
      if !all.isEmpty { line(depth, keyword.rawValue, .list(all)) }
    }
    let vars = merged(task.scope.taskVars)
    if !vars.isEmpty { line(depth, "vars", sorted(vars)) }
    switch task.loop {
    case .with(let lookup, let terms): line(depth, "loop", .list([.string(lookup), terms.value]))
    case .loop(let setting): line(depth, "loop", setting.value)
    case nil: break
    }
    for (name, all) in [
      ("changed_when", task.changedWhen), ("failed_when", task.failedWhen), ("until", task.until),
    ] where !all.isEmpty { line(depth, name, conditions(all)) }
    if !task.listen.isEmpty { line(depth, "listen", .list(task.listen)) }
  }

  private mutating func showRole(_ task: Task, _ depth: Int) {
    guard let role = task.role else { return }
    for (name, layers) in [
      ("defaults", role.defaultLayers), ("role_vars", role.varLayers), ("params", role.paramLayers),
    ] {
      let all = merged(layers.map(\.variables))
      if !all.isEmpty { line(depth, name, sorted(all)) }
    }
  }

  private func conditions(_ all: [Condition]) -> Value {
    .list(
      all.map { condition in
        switch condition {
        case .constant(let flag): .bool(flag)
        case .expression(let text): .string(text.source)
        }
      })
  }
}
