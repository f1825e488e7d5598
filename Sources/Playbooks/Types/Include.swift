import Core

/// What an `include_*` or `import_*` task brings.
package enum Include: Sendable {
  case tasks(file: Setting)
  case role(RoleReference)
}

/// The arguments of `include_role` and `import_role`, which may be templates.
package struct RoleReference: Sendable {
  package let name: Setting
  package var tasksFrom: Setting?
  package var varsFrom: Setting?
  package var defaultsFrom: Setting?
  package var handlersFrom: Setting?
  package var isPublic: Setting?
  package var allowDuplicates: Setting?
  package var validatesArguments: Setting?

  package init(name: Setting) { self.name = name }
}

/// `*_from` of a role, rendered; nil is `main`.
package struct RoleEntryPoints: Sendable, Hashable {
  package var tasks: String?
  package var vars: String?
  package var defaults: String?
  package var handlers: String?

  /// The same text for the same entry points.
  var description: String {
    [tasks, vars, defaults, handlers].map { $0 ?? "" }.joined(separator: "\u{0}")
  }

  package init(
    tasks: String? = nil, vars: String? = nil, defaults: String? = nil, handlers: String? = nil
  ) {
    self.tasks = tasks
    self.vars = vars
    self.defaults = defaults
    self.handlers = handlers
  }
}
