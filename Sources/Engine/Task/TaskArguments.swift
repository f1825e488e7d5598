import Core
import Jinja
import Modules
import Playbooks

/// The arguments of a task, rendered.
struct TaskArguments {
  let scope: HostScope
  let task: Playbooks.Task

  /// The module's whole name, and the file of one of the user's own; `action: "{{ name }}"` is known
  /// only now.
  ///
  /// - Throws: `invalid` for a module that Bosun lacks.
  func module() throws(Diagnostic) -> (name: String, file: ModuleFile?) {
    let action = task.action
    switch action.resolution {
    case .known(let name): return (name, nil)
    case .file(let file): return (file.name, file)
    case .foreign, .unknown: break
    }
    let written = try scope.render(action.name.value).text
    if case .template = action.name.value, let play = scope.play?.play {
      switch scope.run.loader.resolve(written, for: task, in: play) {
      case .known(let name): return (name, nil)
      case .file(let file): return (file.name, file)
      case .foreign, .unknown: break
      }
    }
    throw Diagnostic(
      .invalid, "Bosun does not have the module '\(written)'", at: action.name.location,
      hint: Suggestion.hint(for: written, among: scope.run.catalog.moduleNames)
        ?? "see `bosun doc --list` for the modules it has")
  }

  /// `module_defaults`, then `args` as a template, then what the task says, the stronger last.
  func rendered(for module: String) throws(Diagnostic) -> Map {
    var map = try managerDefaults(for: module)
    map.merge(try defaults(for: module)) { _, new in new }
    if let setting = task.action.variableArguments {
      guard let more = try render(setting.value, at: setting.location).map else {
        throw Diagnostic(.invalid, "the arguments must be a map", at: setting.location)
      }
      map.merge(more) { _, new in new }
    }
    for argument in task.action.arguments {
      map[argument.name] = try render(argument.value, at: argument.location)
    }
    if let setting = task.action.freeForm {
      let name = scope.run.catalog.spec(module)?.freeForm ?? "_raw_params"
      map[name] = try render(setting.value, at: setting.location)
    }
    if module == "ansible.builtin.package", map["use"] == nil,
      let manager = try scope.text("ansible_package_use")
    {
      map["use"] = .string(manager)
    }
    return Value.map(map).withoutOmitted.map ?? map
  }

  /// The arguments as they stand in the playbook.
  static func written(_ task: Playbooks.Task) -> Map {
    var map = Map()
    for argument in task.action.arguments { map[argument.name] = argument.value }
    if let setting = task.action.freeForm { map["_raw_params"] = setting.value }
    return map
  }

  private func render(_ value: Value, at location: SourceLocation) throws(Diagnostic) -> Value {
    do throws(Diagnostic) {
      let rendered = try scope.render(value).whole
      if case .undefined(let undefined) = rendered { throw undefined.diagnostic }
      return rendered
    } catch {
      guard error.kind == .undefined else { throw error.at(location) }
      throw error.at(location)
        .prefixed("The task includes an option with an undefined variable")
    }
  }

  /// The defaults of the module that does the work of `service` or `package` on the host, as far as they
  /// are options of both.
  private func managerDefaults(for module: String) throws(Diagnostic) -> Map {
    let fact: String
    switch module {
    case "ansible.builtin.service": fact = "ansible_service_mgr"
    case "ansible.builtin.package": fact = "ansible_pkg_mgr"
    default: return [:]
    }
    guard !task.scope.gathered(.moduleDefaults).isEmpty, let name = try scope.text(fact) else {
      return [:]
    }
    let spec = scope.run.catalog.spec(module)
    return try defaults(for: "ansible.builtin.\(name)")
      .filter { spec?.parameter(named: $0.key.text) != nil }
  }

  /// What `module_defaults` of all scopes around the task say of a module: what they say of groups that it
  /// is in, in the order in which groups are named first, then of itself. What an inner scope says of a
  /// module or of a group takes the place of what an outer one says.
  func defaults(for module: String) throws(Diagnostic) -> Map {
    var groups = Map()
    var own = Map()
    for setting in task.scope.gathered(.moduleDefaults) {
      let value = try render(setting.value, at: setting.location)
      for table in value.list?.compactMap(\.map) ?? [value.map ?? [:]] {
        for (name, defaults) in table {
          if name.text.hasPrefix("group/") {
            let actions = defaults["actions"]?.list ?? []
            if actions.contains(.string(module)) { groups[name] = defaults["defaults"] }
          } else if name.text == module || scope.run.qualified(name.text) == module {
            own = defaults.map ?? [:]
          }
        }
      }
    }
    var map = Map()
    for defaults in groups.values { map.merge(defaults.map ?? [:]) { _, new in new } }
    return map.merging(own) { _, new in new }
  }

  /// `environment` of all scopes around the task, inner ones last.
  func environment() throws(Diagnostic) -> [(name: String, value: String)] {
    var merged = Map()
    for setting in task.scope.gathered(.environment) {
      let value = try render(setting.value, at: setting.location)
      for table in value.list ?? [value] {
        guard let variables = table.map else { continue }
        merged.merge(variables) { _, new in new }
      }
    }
    return merged.filter { !$0.value.isUndefinedOrOmitted }.map { ($0.key.text, $0.value.text) }
  }
}
