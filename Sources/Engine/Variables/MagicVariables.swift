import Connections
import Core
import Inventory
import Jinja
import Playbooks

/// The variables that Ansible itself gives (docs.ansible.com, "Special variables").
struct MagicVariables {
  let scope: HostScope

  private typealias Make = @Sendable (HostScope) throws(Diagnostic) -> Value?

  /// Name and value, one line each.
  private static let table: [String: Make] = [
    "inventory_hostname": { scope in .string(scope.host.name) },
    "inventory_hostname_short": { scope in
      .string(String(scope.host.name.split(separator: ".").first ?? ""))
    },
    "group_names": { scope in
      .list(scope.run.currentInventory.groupNames(of: scope.host.host).map { Value.string($0) })
    },
    "groups": { scope in .map(scope.run.groupsMap) },
    "hostvars": { scope in .object(HostVars(run: scope.run, play: scope.play)) },
    "vars": { scope in .object(VarsOfHost(scope)) },
    "ansible_facts": { scope in .map(scope.contents.facts.named) },
    "omit": { _ in .omit },
    "ansible_play_name": { scope in scope.play.map { .string($0.name) } },
    "ansible_play_hosts_all": { scope in scope.play.map { .list($0.allHosts.map { .string($0) }) }
    },
    "ansible_play_hosts": { scope in scope.play.map { .list(scope.run.active($0.allHosts, of: $0)) }
    },
    "play_hosts": { scope in scope.play.map { .list(scope.run.active($0.batch, of: $0)) } },
    "ansible_play_batch": { scope in scope.play.map { .list(scope.run.active($0.batch, of: $0)) } },
    "ansible_play_role_names": { scope in scope.play.map { names($0.roles) } },
    "ansible_role_names": { scope in
      scope.play.map { play in
        names(OrderedSet(play.roles.flatMap { [$0] + $0.allDependencies }.map(\.name)))
      }
    },
    "ansible_dependent_role_names": { scope in
      scope.play.map { names(OrderedSet($0.roles.flatMap(\.allDependencies).map(\.name))) }
    },
    "role_names": { scope in scope.play.map { names($0.roles) } },
    "role_name": { scope in
      scope.scope?.role.map { role in
        .string(collection(of: role) == nil ? role.name : Path.name(role.path))
      }
    },
    "ansible_collection_name": { scope in
      scope.scope?.role.map { role in collection(of: role).map(Value.string) ?? Value.null }
    },
    "ansible_role_name": { scope in scope.scope?.role.map { .string($0.name) } },
    "role_path": { scope in scope.scope?.role.map { .string($0.path) } },
    "ansible_parent_role_names": { scope in
      parents(scope).map { roles in .list(roles.map { .string($0.name) }) }
    },
    "ansible_parent_role_paths": { scope in
      parents(scope).map { roles in .list(roles.map { .string($0.path) }) }
    },
    "inventory_file": { scope in scope.host.host.file.map { .string($0) } },
    "inventory_dir": { scope in scope.host.host.folder.map { .string($0) } },
    "playbook_dir": { scope in .string(scope.play?.play.folder ?? Files.workingFolder) },
    "ansible_check_mode": { scope in .bool(scope.run.settings.checkMode) },
    "ansible_diff_mode": { scope in .bool(scope.run.settings.diffMode) },
    "ansible_verbosity": { scope in .int(scope.run.settings.verbosity) },
    "ansible_forks": { scope in .int(scope.run.settings.forks) },
    "ansible_limit": { scope in scope.run.settings.limit.map { .string($0) } },
    "ansible_run_tags": { scope in
      .list(
        (scope.run.settings.onlyTags.isEmpty ? ["all"] : scope.run.settings.onlyTags).map {
          .string($0)
        })
    },
    "ansible_skip_tags": { scope in .list(scope.run.settings.skipTags.map { .string($0) }) },
    "ansible_inventory_sources": { scope in
      .list(scope.run.settings.inventorySources.map { .string(Path.absolute($0)) })
    },
    "ansible_config_file": { scope in scope.run.settings.configFile.map { .string($0) } ?? .null },
    "ansible_playbook_python": { _ in .string("/usr/bin/python3") },
    "ansible_version": { _ in version },
    "ansible_search_path": { scope in .list(SearchPath(scope: scope).roots.map { .string($0) }) },
    "environment": { scope throws(Diagnostic) in .list(try environment(scope)) },
  ]

  /// Names of which a host may have no value.
  private static let optional: Set = [
    "role_name", "role_path", "ansible_role_name", "ansible_collection_name",
    "ansible_parent_role_names", "ansible_parent_role_paths", "ansible_limit",
  ]
  /// Names that another host's variables do not have: they are the play's and the task's.
  private static let own: Set = [
    "ansible_play_name", "ansible_play_hosts_all", "ansible_play_hosts", "play_hosts",
    "ansible_play_batch", "ansible_play_role_names", "ansible_role_names",
    "ansible_dependent_role_names", "role_names", "ansible_search_path", "environment",
  ]

  static let allNames: [String] = table.keys.sorted()

  /// The names that are there for the host and task.
  var names: [String] {
    Self.table.keys.filter { name in
      if scope.isForeign, Self.own.contains(name) { return false }
      return !Self.optional.contains(name) || (try? value(of: name)) != nil
    }.sorted()
  }

  /// What the keyword says at the task and around it, one map each, outer ones first.
  private static func environment(_ scope: HostScope) throws(Diagnostic) -> [Value] {
    var maps: [Value] = []
    for setting in scope.scope?.gathered(.environment) ?? [] {
      let value = try scope.render(setting.value)
      maps += value.list ?? [value]
    }
    return maps
  }

  /// The ansible-core release whose language this is; playbooks compare it.
  static let versionText = "2.18.0"
  private static let version: Value = [
    "string": .string(versionText), "full": .string(versionText), "major": 2, "minor": 18,
    "revision": 0,
  ]

  /// The collection of a role that goes by its whole name.
  private static func collection(of role: Role) -> String? {
    let parts = role.name.split(separator: ".")
    return parts.count > 2 ? "\(parts[0]).\(parts[1])" : nil
  }

  /// The roles whose `include_role` and `import_role` led to the task's role, nearest first, without those that it is a
  /// dependency of; nil where there is none.
  private static func parents(_ scope: HostScope) -> [Role]? {
    var roles: [Role] = []
    var inner: Playbooks.Scope?
    var link = scope.scope
    while let current = link {
      let bringsRole = inner?.kind == .role
      if bringsRole, current.kind == .staticImport || current.kind == .dynamicInclude,
        let role = current.role
      {
        roles.append(role)
      }
      (inner, link) = (current, current.parent)
    }
    return roles.isEmpty ? nil : roles
  }

  private static func names(_ roles: [Role]) -> Value { .list(roles.map { .string($0.name) }) }

  private static func names(_ names: OrderedSet<String>) -> Value {
    .list(names.map { .string($0) })
  }

  func value(of name: String) throws(Diagnostic) -> Value? { try Self.table[name]?(scope) }
}
