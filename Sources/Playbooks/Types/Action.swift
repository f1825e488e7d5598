import Core

/// One argument of a module, as written.
package struct Argument: Sendable {
  package let name: String
  package let value: Value
  package let location: SourceLocation

  package init(_ name: String, _ value: Value, at location: SourceLocation) {
    self.name = name
    self.value = value
    self.location = location
  }
}

/// What a task does: a module and its arguments.
package struct Action: Sendable {
  /// The module as the playbook names it, with its place; a template when `action:` is one.
  package let name: Setting
  /// What the catalogue says about the name.
  package let resolution: Resolution
  /// The arguments in the order of the text; each name once.
  package let arguments: [Argument]
  /// The text of modules that take a line: the command of `command`, the word of `meta`.
  /// (`cmd` of `command`, `shell` and `script` ends up here too.)
  package let freeForm: Setting?
  /// `args: "{{ map }}"` (or a template in place of the arguments): a map below the others.
  package let variableArguments: Setting?
  /// `local_action`.
  package let isLocal: Bool

  package init(
    name: Setting, resolution: Resolution, arguments: [Argument] = [], freeForm: Setting? = nil,
    variableArguments: Setting? = nil, isLocal: Bool = false
  ) {
    self.name = name
    self.resolution = resolution
    self.arguments = arguments
    self.freeForm = freeForm
    self.variableArguments = variableArguments
    self.isLocal = isLocal
  }

  /// The module by its whole name: `ansible.builtin.copy`; as written where it is not known.
  package var module: String { resolution.qualifiedName ?? name.value.text }

  package subscript(argument: String) -> Argument? { arguments.first { $0.name == argument } }
}

/// What a module's name means.
package enum Resolution: Sendable, Equatable {
  /// A module that Bosun has, by its whole name.
  case known(String)
  /// A file of the user's own.
  case file(ModuleFile)
  /// A module that exists but that Bosun lacks: an error only for a host that reaches it.
  case foreign(String)
  /// A name that exists nowhere, or that only a template will tell.
  case unknown

  package var qualifiedName: String? {
    switch self {
    case .known(let name), .foreign(let name): name
    case .file(let file): file.name
    case .unknown: nil
    }
  }
}
