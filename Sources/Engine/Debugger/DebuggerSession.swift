import Core
import Jinja
import Playbooks

/// One stop of the debugger: what its commands see and change.
struct DebuggerSession {
  /// What comes of a line.
  enum Step {
    case shown(String)
    case goesOn, again, ends
  }

  private let executor: TaskExecutor
  private let result: TaskResult
  private(set) var changes: DebuggerChanges
  /// `task.args`, as the last attempt had them where they could be rendered.
  private var arguments: Map

  init(executor: TaskExecutor, result: TaskResult, changes: DebuggerChanges) {
    (self.executor, self.result, self.changes) = (executor, result, changes)
    arguments = Map()
    updateTask()
    if let given = changes.arguments { arguments = given }
  }

  private static let help = """

    Documented commands (type help <topic>):
    ========================================
    EOF  c  continue  h  help  p  pprint  q  quit  r  redo  u  update_task

    """

  mutating func take(_ line: String) -> Step {
    let words = line.split(separator: " ", maxSplits: 1).map(String.init)
    let rest = words.count > 1 ? StringEnds.trimmed(words[1]) : ""
    switch words.first ?? "" {
    case "": return .shown("")
    case "c", "continue": return .goesOn
    case "r", "redo": return .again
    case "q", "quit", "EOF": return .ends
    case "u", "update_task":
      changes.arguments = nil
      updateTask()
      return .shown("")
    case "h", "help", "?": return .shown(Self.help)
    case "p", "pprint": return .shown(reporting { () throws(Diagnostic) in try shown(rest) })
    default:
      return .shown(
        reporting { () throws(Diagnostic) in
          try change(line)
          return ""
        })
    }
  }

  /// Renders the arguments anew, with the variables as they are now.
  private mutating func updateTask() {
    let written = TaskArguments.written(executor.task)
    guard executor.task.loop == nil, let scope = try? makeScope(),
      let module = try? TaskArguments(scope: scope, task: executor.task).module().name,
      let rendered = try? TaskArguments(scope: scope, task: executor.task).rendered(for: module)
    else {
      arguments = written
      return
    }
    arguments = rendered
  }

  private func reporting(_ body: () throws(Diagnostic) -> String) -> String {
    do { return try body() } catch {
      let kind =
        switch error.kind {
        case .undefined: "NameError"
        case .syntax: "SyntaxError"
        default: "Exception"
        }
      return "***\(kind):\(kind)(\(Value.string(error.message).repr))"
    }
  }

  // MARK: Looking

  private func makeScope() throws(Diagnostic) -> HostScope {
    let scope = try executor.makeScope()
    for (name, value) in changes.variables { scope.setLocal(name.text, value) }
    return scope
  }

  private func shown(_ expression: String) throws(Diagnostic) -> String {
    switch expression {
    case "task": return "\(executor.task.isHandler ? "HANDLER" : "TASK"): \(executor.heading.title)"
    case "host": return executor.host.name
    case "result": return "<TaskResult of \(executor.host.name)>"
    default: return PrettyPrint().text(try value(of: expression))
    }
  }

  private func value(of expression: String) throws(Diagnostic) -> Value {
    let scope = try makeScope()
    let variables = try scope.run.jinja.evaluate(TemplateText("vars"), scope: scope)
    scope.setLocal("task_vars", variables)
    scope.setLocal("task", .map(taskMap))
    scope.setLocal("host", ["name": .string(executor.host.name)])
    scope.setLocal(
      "result",
      ["_result": .map(result.values), "_host": .string(executor.host.name), "_task": .map(taskMap)])
    return try scope.run.jinja.evaluate(TemplateText(expression), scope: scope)
  }

  private var taskMap: Map {
    var map: Map = [
      "args": .map(arguments), "action": .string(executor.task.action.name.value.text),
      "name": .string(executor.heading.name), "vars": .map(executor.task.scope.vars),
    ]
    if let register = executor.task.register { map["register"] = .string(register) }
    return map
  }

  // MARK: Changing

  /// `task.args['x'] = …`, `task_vars['x'] = …`, either with more subscripts.
  private mutating func change(_ line: String) throws(Diagnostic) {
    guard let assignment = try DebuggerAssignment(line) else {
      throw Diagnostic(.syntax, "neither a command nor an assignment to task.args or task_vars")
    }
    let value = try value(of: assignment.expression).trusted
    switch assignment.target {
    case .arguments:
      var root = Value.map(arguments)
      try root.set(value, at: assignment.path[...])
      arguments = root.map ?? arguments
      changes.arguments = arguments
    case .variables:
      guard let name = assignment.path.first?.text else { return }
      var root: Value = [:]
      if assignment.path.count > 1 {
        root = .map([.string(name): try self.value(of: "task_vars[\(Value.string(name).repr)]")])
      }
      try root.set(value, at: assignment.path[...])
      changes.variables[name] = root.map?[name]
    }
  }
}

extension Value {
  /// What was typed may hold templates.
  fileprivate var trusted: Value {
    switch self {
    case .string(let text): .trusted(text)
    case .list(let elements): .list(elements.map(\.trusted))
    case .map(let map): .map(Map(map.map { ($0.key, $0.value.trusted) }) { $1 })
    default: self
    }
  }

  /// Puts a value at a path of keys and indices.
  fileprivate mutating func set(_ value: Value, at path: ArraySlice<Value>) throws(Diagnostic) {
    guard let key = path.first else {
      self = value
      return
    }
    if case .list(var elements) = self, let index = key.int {
      let place = index < 0 ? elements.count + index : index
      guard elements.indices.contains(place) else {
        throw Diagnostic(.evaluation, "list assignment index out of range")
      }
      try elements[place].set(value, at: path.dropFirst())
      self = .list(elements)
    } else if case .map(var map) = self {
      var inner = map[key] ?? [:]
      try inner.set(value, at: path.dropFirst())
      map[key] = inner
      self = .map(map)
    } else {
      throw Diagnostic(.evaluation, "'\(typeName)' object does not support item assignment")
    }
  }
}
