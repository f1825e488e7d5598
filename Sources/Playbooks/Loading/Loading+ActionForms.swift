import Core
import YAML

extension Loading {
  /// `action:` and `local_action:`, as a line or as a map with `module`.
  func oldForm(_ keywords: Keywords, _ task: Node) -> ActionText? {
    let (action, local) = (keywords.nodes[.action], keywords.nodes[.localAction])
    if action != nil, let local {
      report("action and local_action are mutually exclusive", at: local.location)
    }
    guard let node = action ?? local else { return nil }
    let isLocal = action == nil
    if let text = node.string { return line(text, of: node, rest: nil, isLocal) }
    if let entries = node.entries, let module = node["module"] {
      let rest = Node(.map(entries.filter { $0.key.string != "module" }), at: node.location)
      guard let text = module.string else {
        report("'module' must be a string", at: module.location)
        return nil
      }
      return line(text, of: module, rest: rest, isLocal)
    }
    report(
      "'\(isLocal ? "local_action" : "action")' must be a line or a map with 'module'",
      at: node.location)
    return nil
  }

  /// A line whose first word is the module.
  private func line(_ text: String, of node: Node, rest: Node?, _ isLocal: Bool) -> ActionText? {
    guard
      let words = reporting(
        at: node.location,
        { () throws(Diagnostic) in
          try KeyValues.split(text)
        }), let first = words.first
    else { return nil }
    let name = KeywordType.trimmed(first)
    let tail = words.dropFirst().joined(separator: " ")
    let line = Node(.scalar(.string(tail)), at: node.location, style: .block)
    return ActionText(
      name: Setting(.trusted(name, at: node.location), at: node.location),
      arguments: (rest.map { [$0] } ?? []) + (tail.isEmpty ? [] : [line]), isLocal: isLocal)
  }

  /// The whole action: `args:` first, overridden by what stands beside the module's name.
  func action(_ text: ActionText, _ keywords: Keywords, in scope: Scope?) -> Action? {
    let written = text.name.value.text
    var arguments = ArgumentList()
    if let node = keywords.nodes[.args] { addMap(node, named: "args", to: &arguments) }
    for node in text.arguments { add(node, of: written, to: &arguments) }
    if arguments.isBroken { return nil }
    takeNestedArgs(text, &arguments)
    let short = BuiltinActions.short(written)
    if BuiltinActions.takesCmd.contains(short), let cmd = arguments.remove("cmd") {
      if let freeForm = arguments.freeForm {
        report(
          "The 'cmd' argument cannot be used when other raw parameters are specified. Please put "
            + "everything in one or the other place.", at: cmd.location,
          notes: [Diagnostic.Note("the other parameters are here", at: freeForm.location)])
      }
      arguments.freeForm = Setting(cmd.value, at: cmd.location)
    }
    guard accepts(&arguments, short), isResolvable(text.name, in: scope) else { return nil }
    arguments.list.forEach { checkSyntax($0.value) }
    if let value = arguments.freeForm?.value { checkSyntax(value) }
    if let value = arguments.variable?.value { checkSyntax(value) }
    if short == "template" { checkTemplateFile(of: arguments, in: scope) }
    return Action(
      name: text.name, resolution: resolve(written, in: scope), arguments: arguments.list,
      freeForm: arguments.freeForm, variableArguments: arguments.variable, isLocal: text.isLocal)
  }

  /// Whether an `action:` line names a module that exists, or is a template.
  private func isResolvable(_ name: Setting, in scope: Scope?) -> Bool {
    if case .template(let text) = name.value {
      checkSyntax(text)
      return true
    }
    guard resolve(name.value.text, in: scope) == .unknown else { return true }
    reportUnresolved(name.value.text, at: name.location)
    return false
  }

  func reportUnresolved(_ name: String, at location: SourceLocation) {
    report(
      "couldn't resolve module/action '\(name)'. This often indicates a misspelling, missing "
        + "collection, or incorrect module path.", at: location, hint: moduleHint(name))
  }

  /// `action: {module: m, args: {…}}`
  private func takeNestedArgs(_ text: ActionText, _ arguments: inout ArgumentList) {
    guard let nested = text.arguments.first?["args"], nested.entries != nil,
      arguments.remove("args") != nil
    else { return }
    addMap(nested, named: "args", to: &arguments)
  }

  private static let extraWordsHint = [
    "include": "'include' is gone: use 'include_tasks' or 'import_tasks'",
    "import_playbook": "'import_playbook' stands beside plays, not among tasks: use 'import_tasks'",
  ]

  /// Words that are no `key=value` are for few modules; a lone template elsewhere is a map.
  private func accepts(_ arguments: inout ArgumentList, _ short: String) -> Bool {
    guard let words = arguments.freeForm, !BuiltinActions.commands.contains(short),
      !BuiltinActions.takesWords.contains(short)
    else { return true }
    if case .template = words.value {
      arguments.variable = words
      arguments.freeForm = nil
      return true
    }
    report(
      "this task '\(short)' has extra params, which is only allowed in modules that take a line "
        + "(command, shell, …)", at: words.location,
      hint: Self.extraWordsHint[short] ?? "write the arguments as 'key: value' below '\(short)'")
    return false
  }
}
