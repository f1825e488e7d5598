import Core
import Playbooks

/// What carries out a task. Most modules are scripts at the far end; an action runs on the
/// controller, before, after or in place of a script.
protocol Action: Sendable {
  /// Whether it is done with sending once it has queued its last call with `isLast`, so that other
  /// tasks may be sent before it is answered.
  var sendsOnce: Bool { get }

  /// Whether `prepare` does anything.
  var prepares: Bool { get }

  /// Asks, for items of a loop that are about to be sent, what `run` will want to know; a problem here is
  /// left for `run` to meet.
  func prepare(_ contexts: [ActionContext]) async

  /// Runs the task for one host.
  ///
  /// - Returns: the result's values; `failed` in them for what the task itself could not do.
  /// - Throws: wrong arguments, templates that cannot be rendered, a host that is lost.
  func run(_ context: ActionContext) async throws(Diagnostic) -> Map
}

extension Action {
  var sendsOnce: Bool { false }
  var prepares: Bool { false }
  func prepare(_ contexts: [ActionContext]) async {}
}

enum Actions {
  /// The modules that need the controller, by whole name: one line each. Any other module is a
  /// script and nothing else.
  static let all: [String: any Action] = [
    "ansible.builtin.add_host": AddHostAction(),
    "ansible.builtin.assemble": AssembleAction(),
    "ansible.builtin.assert": AssertAction(),
    "ansible.builtin.async_status": AsyncStatusAction(),
    "ansible.builtin.blockinfile": EditAction { (arguments) throws(Diagnostic) in
      try BlockInFileEdit(arguments)
    },
    "ansible.builtin.command": CommandAction(),
    "ansible.builtin.copy": CopyAction(),
    "ansible.builtin.debug": DebugAction(),
    "ansible.builtin.fail": FailAction(),
    "ansible.builtin.fetch": FetchAction(),
    "ansible.builtin.gather_facts": GatherFactsAction(),
    "ansible.builtin.group_by": GroupByAction(),
    "ansible.builtin.include_vars": IncludeVarsAction(),
    "ansible.builtin.lineinfile": EditAction { (arguments) throws(Diagnostic) in
      try LineInFileEdit(arguments)
    },
    "ansible.builtin.pause": PauseAction(),
    "ansible.builtin.raw": RawAction(),
    "ansible.builtin.script": ScriptAction(),
    "ansible.builtin.set_fact": SetFactAction(),
    "ansible.builtin.set_stats": SetStatsAction(),
    "ansible.builtin.setup": SetupAction(),
    "ansible.builtin.shell": CommandAction(),
    "ansible.builtin.template": TemplateAction(),
    "ansible.builtin.uri": UriAction(),
    "ansible.builtin.user": UserAction(),
    "ansible.builtin.validate_argument_spec": ValidateArgumentSpecAction(),
    "ansible.builtin.wait_for_connection": WaitForConnectionAction(),
    "community.general.htpasswd": EditAction { (arguments) throws(Diagnostic) in
      try HtpasswdEdit(arguments)
    },
  ]

  /// Whether a task runs on the first host only, whatever it says (Ansible's `BYPASS_HOST_LOOP`).
  static func runOnce(_ task: Playbooks.Task) -> Bool {
    guard case .known(let module) = task.action.resolution else { return false }
    return ["ansible.builtin.add_host", "ansible.builtin.pause"].contains(module)
  }

  static func named(_ module: String) -> (any Action)? { all[module] }
}

/// A module that is a script and nothing else.
struct ModuleAction: Action {
  let sendsOnce = true

  func run(_ context: ActionContext) async throws(Diagnostic) -> Map {
    try await context.call(context.module, isLast: true)
  }
}

extension Map {
  /// A result that says that the task failed.
  static func failure(_ message: String) -> Map {
    ["changed": false, "failed": true, "msg": .string(message)]
  }
}
