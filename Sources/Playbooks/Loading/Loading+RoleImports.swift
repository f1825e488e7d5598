import Core
import YAML

extension Loading {
  private static let roleOptions = [
    "name", "role", "tasks_from", "vars_from", "defaults_from", "handlers_from", "apply", "public",
    "allow_duplicates", "rolespec_validate",
  ]

  func roleReference(_ draft: TaskDraft, _ action: String) -> RoleReference? {
    let known = Self.roleOptions.filter { action == "include_role" || $0 != "apply" }
    guard checkOptions(draft, action, among: known) else { return nil }
    checkApply(draft)
    guard let name = draft.action["name"] ?? draft.action["role"], !name.value.isNull else {
      report(
        "'name' is a required field for \(action).", at: draft.action.name.location,
        hint: draft.action.freeForm.map { "write 'name: \($0.value.text)' below it" })
      return nil
    }
    let place = draft.argumentNode(name.name)?.location ?? name.location
    var reference = RoleReference(name: Setting(name.value, at: place))
    reference.tasksFrom = option("tasks_from", .string, draft)
    reference.varsFrom = option("vars_from", .string, draft)
    reference.defaultsFrom = option("defaults_from", .string, draft)
    reference.handlersFrom = option("handlers_from", .string, draft)
    reference.isPublic = option("public", .bool, draft)
    reference.allowDuplicates = option("allow_duplicates", .bool, draft)
    reference.validatesArguments = option("rolespec_validate", .bool, draft)
    return reference
  }

  private func option(_ name: String, _ type: KeywordType, _ draft: TaskDraft) -> Setting? {
    guard let argument = draft.action[name] else { return nil }
    let node = draft.argumentNode(name)
    if case .template = argument.value {
      return Setting(argument.value, at: node?.location ?? argument.location)
    }
    guard let value = type.converted(argument.value) else {
      report("'\(name)' must be \(type.wanted)", at: node?.location ?? argument.location)
      return nil
    }
    return value.isNull ? nil : Setting(value, at: node?.location ?? argument.location)
  }

  func imported(_ reference: RoleReference, _ draft: TaskDraft) -> [Step] {
    let scope = draft.keywords.scope(
      .staticImport, inside: draft.parent, at: draft.node.location)
    guard let name = rendered(reference.name, in: scope) else { return [] }
    let entryPoints = RoleEntryPoints(
      tasks: reference.tasksFrom.flatMap { rendered($0, in: scope) },
      vars: reference.varsFrom.flatMap { rendered($0, in: scope) },
      defaults: reference.defaultsFrom.flatMap { rendered($0, in: scope) },
      handlers: reference.handlersFrom.flatMap { rendered($0, in: scope) })
    let use = RoleUse(
      name: name, entryPoints: entryPoints,
      isPublic: flag(reference.isPublic, scope) ?? services.rolesArePublic ?? true,
      allowsDuplicates: flag(reference.allowDuplicates, scope) ?? true,
      validatesArguments: flag(reference.validatesArguments, scope) ?? true,
      entryVars: draft.keywords.vars, dependants: Self.dependants(at: scope),
      location: reference.name.location)
    guard let content = role(use, inside: scope) else { return [] }
    if content.role.isPublic { knownRoles.append(content.role) }
    importedRoles.append(content.role)
    importedHandlers += content.handlers
    return content.steps
  }

  /// A role that another role's task brings sees that role's variables, as a dependency does.
  static func dependants(at scope: Scope) -> [Role] {
    scope.role.map { $0.dependants + [$0] } ?? []
  }

  private func flag(_ setting: Setting?, _ scope: Scope) -> Bool? {
    guard let setting else { return nil }
    return rendered(setting, in: scope).flatMap { KeywordType.bool(.string($0)) }
  }
}
