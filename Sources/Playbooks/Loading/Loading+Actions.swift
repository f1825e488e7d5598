import Core
import YAML

/// The module of a task and the text that gives its arguments.
struct ActionText {
  let name: Setting
  /// The value beside the module's name, or what follows it in an `action:` line; later ones win.
  let arguments: [Node]
  let isLocal: Bool
}

extension Loading {
  /// Finds the action among the entries of a task that are no keywords. `others` are those entries.
  func action(
    of task: Node, _ keywords: Keywords, others: [Node.Entry], at level: Level, in scope: Scope?
  ) -> Action? {
    var found = oldForm(keywords, task)
    var leftovers: [Node.Entry] = []
    for entry in others {
      guard let name = entry.key.string, resolve(name, in: scope) != .unknown else {
        leftovers.append(entry)
        continue
      }
      if let first = found {
        report(
          "conflicting action statements: \(first.name.value.text), \(name)",
          at: entry.key.location, hint: "a task has one module; the rest belongs to another task",
          notes: [Diagnostic.Note("the first one is here", at: first.name.location)])
        continue
      }
      found = ActionText(
        name: Setting(.string(name), at: entry.key.location), arguments: [entry.value],
        isLocal: false)
    }
    if found == nil, keywords.nodes[.action] == nil, keywords.nodes[.localAction] == nil {
      reportMissing(in: task, leftovers, at: level, scope)
      return nil
    }
    for entry in leftovers { reportUnknown(entry, at: level, hint: strayHint(entry, found, level)) }
    return found.flatMap { action($0, keywords, in: scope) }
  }

  /// Ansible's words for a task without an action, with what was probably meant.
  private func reportMissing(
    in task: Node, _ leftovers: [Node.Entry], at level: Level, _ scope: Scope?
  ) {
    let (misspelt, candidates) = leftovers.split(by: { entry in
      keywordHint(entry.key.string ?? "", at: level) != nil
        && moduleHint(entry.key.string ?? "") == nil
    })
    for entry in misspelt { reportUnknown(entry, at: level) }
    guard let entry = candidates.first else {
      return report("no module/action detected in task.", at: task.location)
    }
    let name = entry.key.string ?? entry.key.plainValue.text
    reportUnresolved(name, at: entry.key.location)
    for entry in candidates.dropFirst() { reportUnknown(entry, at: level) }
  }

  /// An option of the module that stands beside it instead of below it is the usual mistake.
  private func strayHint(_ entry: Node.Entry, _ action: ActionText?, _ level: Level) -> String? {
    if let hint = keywordHint(entry.key.string ?? "", at: level) { return hint }
    guard let action, let name = entry.key.string else { return nil }
    return "if '\(name)' is an option of \(action.name.value.text), indent it below it"
  }

  private func moduleHint(_ name: String) -> String? {
    if name == "include" { return "use 'include_tasks' or 'import_tasks'" }
    let short = BuiltinActions.short(name)
    let names = services.catalog.names.map(BuiltinActions.short) + BuiltinActions.includes.sorted()
    return Suggestion.hint(for: short, among: names)
      ?? Suggestion.hint(for: short, among: WellKnownModules.collections.keys.sorted())
  }
}

// MARK: - Names

extension Loading {
  /// What a module's name means, with the modules of the user's own `library` folders and the
  /// names that are known to exist elsewhere.
  func resolve(_ name: String, in scope: Scope?) -> Resolution {
    let short = BuiltinActions.short(name)
    if BuiltinActions.includes.contains(short) { return .known("ansible.builtin.\(short)") }
    let resolution = services.catalog.resolve(name)
    guard resolution == .unknown else { return resolution }
    if let whole = WellKnownModules.qualifiedName(short) { return .foreign(whole) }
    if name.utf8.count(where: { $0 == UInt8(ascii: ".") }) > 1 {
      let isOurs = short != name
      return isOurs ? .unknown : .foreign(name)
    }
    if isInLibrary(name) { return .foreign(name) }
    let collections = scope?.effective(.collections)?.value.list ?? []
    for collection in collections.compactMap(\.string) where collection != "ansible.builtin" {
      let whole = services.catalog.resolve("\(collection).\(name)")
      if whole != .unknown { return whole }
    }
    return .unknown
  }

  private func isInLibrary(_ name: String) -> Bool {
    guard VariableName.isValid(name) else { return false }
    return libraries.contains { folder in
      ["", ".py", ".sh", ".ps1"].contains { Files.isFile(Path.join(folder, name + $0)) }
    }
  }

  func addLibraries(of rolePath: String) {
    libraries.insert(Path.join(rolePath, "library"))
    libraries.insert(Path.join(rolePath, "action_plugins"))
  }
}

// MARK: - Forms

extension Loading {
  /// `action:` and `local_action:`, as a line or as a map with `module`.
  private func oldForm(_ keywords: Keywords, _ task: Node) -> ActionText? {
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
      let words = reporting(at: node.location, { () throws(Diagnostic) in
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
  private func action(_ text: ActionText, _ keywords: Keywords, in scope: Scope?) -> Action? {
    let written = text.name.value.text
    var arguments = ArgumentList()
    if let node = keywords.nodes[.args] { addMap(node, named: "args", to: &arguments) }
    for node in text.arguments { add(node, of: written, to: &arguments) }
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

  private func reportUnresolved(_ name: String, at location: SourceLocation) {
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
      hint: "write the arguments as 'key: value' below '\(short)'")
    return false
  }
}

/// Arguments as they are gathered; a later one of the same name replaces the value, not the place.
struct ArgumentList {
  var list: [Argument] = []
  var freeForm: Setting?
  var variable: Setting?

  mutating func set(_ argument: Argument) {
    if argument.name == "_raw_params" {
      freeForm = Setting(argument.value, at: argument.location)
    } else if let index = list.firstIndex(where: { $0.name == argument.name }) {
      list[index] = argument
    } else {
      list.append(argument)
    }
  }

  mutating func remove(_ name: String) -> Argument? {
    list.firstIndex { $0.name == name }.map { list.remove(at: $0) }
  }
}

extension Loading {
  /// The value beside a module's name: nothing, a map, or a line.
  private func add(_ node: Node, of module: String, to arguments: inout ArgumentList) {
    switch node.content {
    case .scalar(.null): break
    case .map: addMap(node, named: module, to: &arguments)
    case .scalar(.string(let text)): addLine(text, node, of: module, to: &arguments)
    case .scalar(let value):
      // A lone number or boolean can only be a word of a command.
      addLine(value.text, node, of: module, to: &arguments)
    case .list:
      report("unexpected parameter type in action: '\(module)' got a list", at: node.location)
    }
  }

  private func addMap(_ node: Node, named name: String, to arguments: inout ArgumentList) {
    if let entries = node.entries {
      for entry in entries {
        let key = entry.key.plainValue.text
        arguments.set(Argument(key, entry.value.value, at: entry.key.location))
      }
    } else if case .template = node.value {
      arguments.variable = Setting(node.value, at: node.location)
    } else if !node.isNull {
      report(
        "the arguments of a task must be a map or a variable string (\"{{ var }}\")",
        at: node.location)
    }
  }

  private func addLine(
    _ text: String, _ node: Node, of module: String, to arguments: inout ArgumentList
  ) {
    let isCommand = BuiltinActions.commands.contains(BuiltinActions.short(module))
    guard
      let line = reporting(at: node.location, { () throws(Diagnostic) in
        try KeyValues.parse(text, onlyCommandOptions: isCommand)
      })
    else { return }
    for pair in line.pairs {
      let place = place(of: pair.offset, in: text, node)
      arguments.set(
        Argument(pair.key, .trusted(pair.value, at: place), at: place))
    }
    if let rest = line.rest {
      arguments.freeForm = Setting(.trusted(rest, at: node.textLocation), at: node.location)
    }
  }

  /// The place of a word in a plain one-line text, which is where it stands in the file.
  private func place(of offset: Int?, in text: String, _ node: Node) -> SourceLocation {
    guard let offset, !node.isQuoted, !text.utf8.contains(UInt8(ascii: "\n")) else {
      return node.location
    }
    let start = node.textLocation
    return SourceLocation(file: start.file, line: start.line, column: start.column + offset)
  }
}

extension Sequence {
  /// The elements for which the test holds, and the others.
  func split(by test: (Element) -> Bool) -> ([Element], [Element]) {
    var (yes, no): ([Element], [Element]) = ([], [])
    for element in self { if test(element) { yes.append(element) } else { no.append(element) } }
    return (yes, no)
  }
}
