import Core
import YAML

/// Reads playbooks, and at run time the files of dynamic includes. All errors of a load are found
/// before it fails, so that a user sees them together.
package struct Loader: Sendable {
  package let services: LoaderServices

  package init(services: LoaderServices) { self.services = services }

  /// A playbook with all that it imports. Throws every error found, each with its place.
  ///
  /// - Parameter name: its path, or the whole name of a playbook in a collection.
  package func playbook(_ name: String) throws(LoadFailure) -> Loaded<Playbook> {
    let path = collectionPlaybook(name) ?? name
    let loading = Loading(services, folder: Path.folder(Path.absolute(path)))
    let plays = loading.plays(ofPlaybook: path, importedAt: nil)
    return try loading.finish(Playbook(path: path, plays: plays))
  }

  /// The file of a playbook that is named `NAMESPACE.COLLECTION.NAME`; nil for any other name.
  package func collectionPlaybook(_ name: String) -> String? {
    if Files.kind(name) != nil { return nil }
    return Loading(services, folder: Files.workingFolder).playbookInCollection(name)
  }

  /// What a module's name means in a play, for an `action` that is a template.
  package func resolve(_ name: String, for task: Task, in play: Play) -> Resolution {
    Loading(services, play: play).resolve(name, in: task.scope)
  }

  /// The tasks of a file that a dynamic `include_tasks` names (`file`, rendered).
  package func tasks(
    file: String, for include: Task, in play: Play
  ) throws(LoadFailure) -> Loaded<[Step]> {
    let loading = Loading(services, play: play)
    let steps = loading.included(file: file, by: include)
    return try loading.finish(steps)
  }

  /// The role that a dynamic `include_role` names; name and entry points rendered. Its handlers
  /// join those of the play, its variables too when it `isPublic`.
  package func role(
    _ name: String, entryPoints: RoleEntryPoints, isPublic: Bool = false,
    allowsDuplicates: Bool = true, validatesArguments: Bool = true, for include: Task,
    in play: Play
  ) throws(LoadFailure) -> Loaded<RoleContent?> {
    let loading = Loading(services, play: play)
    let use = RoleUse(
      name: name, entryPoints: entryPoints, isPublic: isPublic, allowsDuplicates: allowsDuplicates,
      validatesArguments: validatesArguments, entryVars: include.scope.vars,
      dependants: Loading.dependants(at: include.scope), location: include.location)
    let content = loading.role(use, inside: loading.includeScope(of: include))
    return try loading.finish(content)
  }

  /// A task given on the command line (`bosun adhoc`): a play with one task.
  package func play(_ node: Node, folder: String) throws(LoadFailure) -> Loaded<Play?> {
    let loading = Loading(services, folder: folder)
    let play = loading.play(node, inside: nil)
    return try loading.finish(play)
  }
}

/// What a load gives, with the warnings that go with it.
package struct Loaded<Content: Sendable>: Sendable {
  package let content: Content
  package let warnings: [Diagnostic]
  /// The handlers of roles that tasks of an included file import.
  package let importedHandlers: [Step]
  /// Those roles.
  package let importedRoles: [Role]
  /// The file of an `include_tasks`; nil for other loads.
  package let file: String?
}

/// All the errors of a load, in the order in which they were found.
package struct LoadFailure: Error {
  package let errors: [Diagnostic]
  package let warnings: [Diagnostic]
}

/// The content of a role as a play or an include gets it.
package struct RoleContent: Sendable {
  package let role: Role
  /// The blocks of the dependencies and of the role itself, each of kind `role`.
  package let steps: [Step]
  package let handlers: [Step]
}
