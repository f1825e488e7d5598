import Core
import YAML

extension Loading {
  private static let metaKeys = [
    "allow_duplicates", "dependencies", "galaxy_info", "argument_specs", "collections",
  ]

  func checkMeta(_ meta: Node?, of role: String) {
    guard let meta, !meta.isNull else { return }
    guard let entries = meta.entries else {
      return report(
        "the 'meta/main.yml' for role \(role) is not a dictionary", at: meta.location)
    }
    // Galaxy's own tools read more keys than the playbook language: a warning will do.
    for entry in entries where !Self.metaKeys.contains(entry.key.plainValue.text) {
      let name = entry.key.plainValue.text
      guard let hint = Suggestion.hint(for: name, among: Self.metaKeys) else { continue }
      warn("'\(name)' is not a key of meta/main.yml", at: entry.key.location, hint: hint)
    }
  }

  func duplicates(_ meta: Node?) -> Bool {
    guard let node = meta?["allow_duplicates"], !node.isNull else { return false }
    guard let flag = KeywordType.bool(node.value) else {
      report("'allow_duplicates' must be \(KeywordType.bool.wanted)", at: node.location)
      return false
    }
    return flag
  }

  /// The roles that a role depends on. They hang on the link of the entry that brought it, so that
  /// its tags and conditions hold for them too.
  func dependencies(
    _ meta: Node?, of role: Role, _ use: RoleUse, inside parent: Scope
  ) -> [RoleContent] {
    guard let node = meta?["dependencies"], !node.isNull else { return [] }
    guard let entries = node.list else {
      report("Expected role dependencies to be a list.", at: node.location)
      return []
    }
    let scope = use.keywords.scope(.role, inside: parent, role: role, at: use.location)
    return entries.compactMap { entry in
      guard var dependency = roleUse(entry, inside: scope) else { return nil }
      dependency.dependants = use.dependants + [role]
      dependency.isPublic = use.isPublic
      return self.role(dependency, inside: scope)
    }
  }

  /// The task that checks the variables of a role against its argument specification.
  func argumentCheck(_ role: Role, _ scope: Scope) -> Task? {
    guard let spec = role.argumentSpec, let entries = spec.entries, !entries.isEmpty else {
      return nil
    }
    let place = spec.location
    let entryPoint = role.entryPoints.tasks ?? "main"
    let summary = spec["short_description"]?.string.map { " - \($0)" } ?? ""
    let title = "Validating arguments against arg spec '\(entryPoint)'\(summary)"
    let context: Map = [
      "type": "role", "name": .string(role.name), "argument_spec_name": .string(entryPoint),
      "path": .string(role.path),
    ]
    let name = "ansible.builtin.validate_argument_spec"
    let action = Action(
      name: Setting(.string(name), at: place), resolution: .known(name),
      arguments: [
        Argument("argument_spec", spec["options"]?.value ?? .map([:]), at: place),
        Argument("provided_arguments", .map(role.params), at: place),
        Argument("validate_args_context", .map(context), at: place),
      ])
    let own = Scope(
      .task, parent: scope, settings: [.name: Setting(.string(title), at: place)],
      tags: ["always"], location: place)
    return Task(id: Self.nextID(), scope: own, action: action, isImplicit: true)
  }
}
