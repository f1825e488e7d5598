import Core

/// A play: tasks for some hosts.
package final class Play: Sendable {
  package let scope: Scope
  /// The folder of its playbook: where files, templates, roles and `group_vars` are searched.
  package let folder: String
  package let varsFiles: [VarsFile]
  package let varsPrompts: [VarsPrompt]
  package let preTasks: [Step]
  /// The roles of `roles:`, each a block of kind `role`.
  package let roles: [Step]
  package let tasks: [Step]
  package let postTasks: [Step]
  /// The handlers in the order of definition: of the roles of `roles:`, then of the play, then of
  /// imported roles.
  package let handlers: [Step]
  /// All roles known before the run, those of `import_role` too: their variables are the play's.
  package let knownRoles: [Role]
  /// The roles of `roles:` and of every `import_role`, as often as they stand there.
  package let namedRoles: [Role]

  package init(
    scope: Scope, folder: String, varsFiles: [VarsFile] = [], varsPrompts: [VarsPrompt] = [],
    preTasks: [Step] = [], roles: [Step] = [], tasks: [Step] = [], postTasks: [Step] = [],
    handlers: [Step] = [], knownRoles: [Role] = [], namedRoles: [Role] = []
  ) {
    self.scope = scope
    self.folder = folder
    self.varsFiles = varsFiles
    self.varsPrompts = varsPrompts
    self.preTasks = preTasks
    self.roles = roles
    self.tasks = tasks
    self.postTasks = postTasks
    self.handlers = handlers
    self.knownRoles = knownRoles
    self.namedRoles = namedRoles
  }

  package var location: SourceLocation { scope.location }
  /// `vars:`, with those of an `import_playbook` around it on top.
  package var vars: Map { scope.vars }
  /// The host patterns, each of which may be a template; one template may give a list.
  package var hosts: [Value] {
    guard let value = scope.settings[.hosts]?.value else { return [] }
    return value.list ?? [value]
  }

  /// `name`, or the patterns with commas between them.
  package var title: String {
    let name = scope.settings[.name]?.value.text ?? ""
    return name.isEmpty ? hosts.map(\.text).joined(separator: ",") : name
  }
}

/// An entry of `vars_files`: the first of these paths that exists.
package struct VarsFile: Sendable {
  package let candidates: [Setting]
  package init(_ candidates: [Setting]) { self.candidates = candidates }
}

/// An entry of `vars_prompt`.
package struct VarsPrompt: Sendable {
  package let name: String
  package var prompt: String?
  package var defaultValue: Value?
  package var isPrivate = true
  package var confirm = false
  package var encrypt: String?
  package var saltSize: Int?
  package var salt: String?
  package var isUnsafe = false
  package let location: SourceLocation

  package init(name: String, at location: SourceLocation) {
    self.name = name
    self.location = location
  }
}

/// A playbook: plays, those of imported playbooks in their places.
package final class Playbook: Sendable {
  package let path: String
  package let plays: [Play]

  package init(path: String, plays: [Play]) {
    self.path = path
    self.plays = plays
  }

  /// The folder that the playbook is in, from the root.
  package var folder: String { Path.folder(Path.absolute(path)) }
}
