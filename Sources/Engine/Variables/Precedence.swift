import Core
import Inventory
import Playbooks

/// Where a variable comes from, weakest first: Ansible's order of precedence as one table
/// (docs.ansible.com, "Understanding variable precedence"; the numbers are those of that list).
enum VariableLevel: Int, CaseIterable, Sendable {
  case roleDefaults = 2
  /// 3 to 10: group and host variables of inventory and playbook, in the inventory's own order.
  case inventory = 3
  case facts = 11
  case playVars = 12
  case promptedVars = 13
  case varsFiles = 14
  case roleVars = 15
  /// 16 and 17: of blocks and tasks, outermost first.
  case taskVars = 16
  case includedVars = 18
  /// `set_fact` and registered results.
  case madeVars = 19
  case roleParams = 20
  /// `vars` of dynamic includes, for what they bring.
  case includeParams = 21
  case extraVars = 22
  /// Names that Ansible itself gives: `inventory_hostname`, `hostvars`, …
  case magic = 23
  /// The loop variable, and what a condition sees of the result before it.
  case local = 24

  /// Whether another task of the same host and block may see other values.
  var isOfTask: Bool {
    switch self {
    case .taskVars, .includeParams, .local: true
    default: false
    }
  }
}

/// Variables of one level. `isPlain` says that no template can be among the values, which spares
/// looking for one.
struct VariableLayer {
  let level: VariableLevel
  let variables: Map
  var isPlain = false
  var origin = VariableOrigin.unknown
}

/// Who set the variables of a layer, for those that ask.
enum VariableOrigin: Sendable {
  case unknown
  case inventory(VariableSource)
  case role(Role.Layer)
  case play(Play)
  case prompt(Play)
  /// A file of `vars_files`.
  case file(String)
}

extension HostScope {
  /// The layers of a host and task, weakest first. Facts and magic variables are looked up by name
  /// and are not here.
  static func layers(
    run: Run, host: HostState, contents: HostState.Contents, play: PlayContext?,
    scope: Playbooks.Scope?, isForeign: Bool = false
  ) throws(Diagnostic) -> [VariableLayer] {
    let role = scope?.role
    var layers: [VariableLayer] = []
    func add(
      _ level: VariableLevel, _ maps: [Map], isPlain: Bool = false,
      from origin: VariableOrigin = .unknown
    ) {
      for map in maps where !map.isEmpty {
        layers.append(
          VariableLayer(level: level, variables: map, isPlain: isPlain, origin: origin))
      }
    }
    func add(_ level: VariableLevel, _ role: [Role.Layer]) {
      for layer in role { add(level, [layer.variables], from: .role(layer)) }
    }
    let shared = isForeign ? [] : (play?.play.knownRoles ?? []) + contents.publicRoles
    add(.roleDefaults, shared.flatMap(\.exportedDefaultLayers))
    add(.roleDefaults, role?.defaultLayers ?? [])
    layers += try run.inventoryLayers(
      of: host, folders: run.settings.playbookVarsRoot.folders(scope, play?.play))
    if let play, !isForeign {
      add(.playVars, [play.play.vars], from: .play(play.play))
      add(.promptedVars, [play.prompted], from: .prompt(play.play))
      for file in contents.varsFiles {
        add(.varsFiles, [file.variables], from: .file(file.path))
      }
    }
    add(.roleVars, shared.flatMap(\.exportedVarLayers))
    add(.roleVars, role?.varLayers ?? [])
    add(.taskVars, scope?.taskVars ?? [])
    add(.includedVars, [contents.included])
    add(.madeVars, [contents.made, contents.failure], isPlain: true)
    add(.roleParams, role?.paramLayers ?? [])
    add(.includeParams, scope?.includeParams ?? [])
    add(.extraVars, [run.settings.extraVars])
    return layers
  }
}

extension PlaybookVarsRoot {
  /// The folders that count for a task, the strongest last.
  fileprivate func folders(_ scope: Playbooks.Scope?, _ play: Play?) -> [String] {
    guard self != .top, let scope else { return play.map { [$0.folder] } ?? [] }
    let roots = SearchPath.roots(of: scope, play)
    return self == .all ? roots : Array(roots.prefix(1))
  }
}

extension Playbooks.Scope {
  /// The `vars` of the dynamic includes around a task, outermost first; they beat facts and
  /// registered results (ansible-core's `Task.get_include_params`).
  fileprivate var includeParams: [Map] {
    var all: [Map] = []
    var link: Playbooks.Scope? = self
    while let current = link {
      if current.kind == .dynamicInclude, !current.vars.isEmpty { all.append(current.vars) }
      link = current.parent
    }
    return all.reversed()
  }
}
