import Core
import YAML

/// The keywords of one map, read and checked.
struct Keywords {
  var settings: [Keyword: Setting] = [:]
  var vars: Map = [:]
  var when: [Condition] = []
  var tags: [Value] = []
  /// `changed_when`, `failed_when`, `until`.
  var conditions: [Keyword: [Condition]] = [:]
  /// The values as nodes, for keywords that have a parser of their own.
  var nodes: [Keyword: Node] = [:]

  func scope(
    _ kind: Scope.Kind, inside parent: Scope?, role: Role? = nil, at location: SourceLocation
  ) -> Scope {
    Scope(
      kind, parent: parent, role: role, settings: settings, vars: vars, when: when, tags: tags,
      location: location)
  }
}

extension Loading {
  /// Reads the keywords among the entries of a map; every other entry goes to `others`.
  func keywords(
    of entries: [Node.Entry], at level: Level, others: (Node.Entry) -> Void
  ) -> Keywords {
    var keywords = Keywords()
    for entry in entries {
      guard let name = entry.key.string, let keyword = Keyword(rawValue: name),
        !keyword.rule.levels.isDisjoint(with: level)
      else {
        others(entry)
        continue
      }
      keywords.nodes[keyword] = entry.value
      read(keyword, entry.value, into: &keywords)
    }
    return keywords
  }

  /// Reports an entry that is no keyword at its level.
  func reportUnknown(_ entry: Node.Entry, at level: Level, hint: String? = nil) {
    let name = entry.key.string ?? entry.key.plainValue.text
    report(
      "'\(name)' is not a valid attribute for a \(level.word)", at: entry.key.location,
      hint: hint ?? keywordHint(name, at: level))
  }

  /// What to write in place of a keyword that does not exist, or not here.
  func keywordHint(_ name: String, at level: Level) -> String? {
    if let modern = Self.removedKeywords[name] { return "use '\(modern)'" }
    if let keyword = Keyword(rawValue: name) {
      let levels = keyword.rule.levels
      if levels.contains(.play) && levels.isDisjoint(with: .belowPlay) {
        return "'\(name)' belongs to a play"
      }
      if levels.isSubset(of: .tasks) { return "'\(name)' belongs to a task" }
      if levels == .block { return "'\(name)' belongs to a block" }
    }
    return Suggestion.hint(for: name, among: Keyword.names(at: level))
  }

  /// Keywords that Ansible once had, and what took their place.
  static let removedKeywords = [
    "sudo": "become", "sudo_user": "become_user", "su": "become", "su_user": "become_user",
    "always_run": "check_mode", "static": "import_tasks or include_tasks",
    "first_available_file": "with_first_found",
  ]

  private func read(_ keyword: Keyword, _ node: Node, into keywords: inout Keywords) {
    switch keyword {
    case .when: keywords.when = conditions(node, of: keyword)
    case .changedWhen, .failedWhen, .until:
      keywords.conditions[keyword] = conditions(node, of: keyword)
    case .vars: keywords.vars = variables(node)
    case .tags:
      let setting = setting(keyword, node)
      keywords.tags = setting.map { $0.value.list ?? ($0.value.isNull ? [] : [$0.value]) } ?? []
    case .moduleDefaults: keywords.settings[keyword] = moduleDefaults(node)
    case .tasks, .preTasks, .postTasks, .handlers, .roles, .block, .rescue, .always, .varsPrompt,
      .args, .action, .localAction, .loopControl:
      break
    default: keywords.settings[keyword] = setting(keyword, node)
    }
  }

  /// The value of a keyword, checked against its type.
  func setting(_ keyword: Keyword, _ node: Node) -> Setting? {
    setting(named: keyword.rawValue, keyword.rule.type, node, templated: keyword.rule.isTemplated)
  }

  func setting(
    named name: String, _ type: KeywordType, _ node: Node, templated: Bool = true
  ) -> Setting? {
    let value = node.value
    if case .template(let text) = value {
      guard templated else {
        report("'\(name)' cannot be a template", at: node.location)
        return nil
      }
      checkSyntax(text)
      return Setting(value, at: node.location)
    }
    guard let converted = type.converted(value) else {
      let culprit = node.list?.first { type.converted(.list([$0.value])) == nil } ?? node
      report(
        "'\(name)' must be \(type.wanted), not \(Self.described(culprit.value))",
        at: culprit.location, hint: Self.choiceHint(value, type))
      return nil
    }
    checkSyntax(converted)
    return Setting(converted, at: node.location)
  }

  /// `module_defaults` with modules by their whole names; groups (`group/aws`) stay as they are.
  private func moduleDefaults(_ node: Node) -> Setting? {
    for entry in (node.list ?? [node]).flatMap({ $0.entries ?? [] }) {
      guard let name = entry.key.string, !name.hasPrefix("group/"),
        resolve(name, in: nil) == .unknown
      else { continue }
      report("Could not resolve action \(name) in module_defaults", at: entry.key.location)
    }
    let setting = setting(.moduleDefaults, node)
    guard let setting, let maps = setting.value.list else { return setting }
    let resolved = maps.map { map -> Value in
      guard let map = map.map else { return map }
      let entries = map.map { (Value.string(wholeName($0.key.text)), $0.value) }
      return .map(Map(entries) { $1 })
    }
    return Setting(.list(resolved), at: setting.location)
  }

  private func wholeName(_ module: String) -> String {
    resolve(module, in: nil).qualifiedName ?? module
  }

  private static func choiceHint(_ value: Value, _ type: KeywordType) -> String? {
    guard case .choice(let words) = type, let text = value.string else { return nil }
    return Suggestion.hint(for: text, among: words)
  }

  /// A value as errors name it: `the string 'maybe'`, `a list`.
  static func described(_ value: Value) -> String {
    switch value {
    case .string(let text): "the string '\(text)'"
    case .int, .float: "the number \(value.text)"
    case .bool(let flag): "the boolean \(flag ? "true" : "false")"
    case .list: "a list"
    case .map: "a map"
    case .null: "nothing"
    default: "a \(value.typeName)"
    }
  }
}

// MARK: - Variables

extension Loading {
  /// `vars:`, a map or (an old form) a list of maps. Names are checked.
  func variables(_ node: Node) -> Map {
    var vars: Map = [:]
    switch node.content {
    case .scalar(.null): break
    case .list(let nodes):
      for node in nodes { vars.merge(variables(node)) { $1 } }
    case .map(let entries):
      for entry in entries { add(entry, to: &vars) }
    case .scalar:
      report("'vars' must be a map of variables", at: node.location)
    }
    return vars
  }

  private func add(_ entry: Node.Entry, to vars: inout Map) {
    let name = entry.key.plainValue.text
    guard entry.key.string.map(VariableName.isValid) ?? false else {
      report(
        "'\(name)' is not a valid variable name", at: entry.key.location,
        hint: VariableName.reserved.contains(name)
          ? "'\(name)' is a reserved word"
          : "a name has letters, digits and underscores, and does not begin with a digit")
      return
    }
    let value = entry.value.value
    checkSyntax(value)
    vars[name] = value
  }
}

// MARK: - Conditions and templates

extension Loading {
  /// An expression, a boolean, or a list of them.
  func conditions(_ node: Node, of keyword: Keyword) -> [Condition] {
    conditions(node, named: keyword.rawValue)
  }

  func conditions(_ node: Node, named name: String) -> [Condition] {
    switch node.content {
    case .list(let nodes): return nodes.flatMap { conditions($0, named: name) }
    case .scalar(.null), .scalar(.string("")): return []
    case .scalar(.string(let text)):
      let condition = TemplateText(text, at: node.textLocation)
      checkSyntax(condition, isExpression: !TemplateText.isTemplate(text))
      return [.expression(condition)]
    case .scalar(let value): return [.constant(value.isTrue)]
    case .map:
      report(
        "'\(name)' must be an expression or a list of expressions, not a map", at: node.location,
        hint: "put quotes around an expression that holds ': '")
      return []
    }
  }

  func checkSyntax(_ text: TemplateText, isExpression: Bool = false) {
    if let location = text.location,
      !checkedPlaces.insert(Place(location, text.source)).inserted
    { return }
    if let error = services.checkTemplate(text, isExpression) { report(error.at(text.location)) }
  }

  /// Checks every template in a value.
  func checkSyntax(_ value: Value) {
    switch value {
    case .template(let text): checkSyntax(text)
    case .list(let elements): elements.forEach { checkSyntax($0) }
    case .map(let map):
      for entry in map { checkSyntax(entry.value) }
    default: break
    }
  }
}
