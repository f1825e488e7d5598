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
    let error = Diagnostic(
      .invalid, "'\(name)' is not a valid attribute for a \(level.className)",
      at: entry.key.location, hint: hint ?? keywordHint(name, at: level))
    if services.failsOnUnknownKeywords || level.isDisjoint(with: .tasks) {
      report(error)
    } else {
      warn(error)
    }
  }

  /// What to write in place of a keyword that does not exist, or not here.
  func keywordHint(_ name: String, at level: Level) -> String? {
    if let modern = Self.removedKeywords[name] { return "use '\(modern)'" }
    if name == "module" { return "the module itself is the key: 'copy: …'" }
    if let keyword = Keyword(rawValue: name) {
      let levels = keyword.rule.levels
      if levels.contains(.play) && levels.isDisjoint(with: .belowPlay) {
        return "'\(name)' belongs to a play"
      }
      if levels.isSubset(of: .tasks) { return "'\(name)' belongs to a task" }
      if levels == .block { return "'\(name)' belongs to a block" }
    }
    if level == .block, resolve(name, in: nil) != .unknown {
      return "'\(name)' is a module: it needs a task of its own, with '- '"
    }
    return Suggestion.hint(for: name, among: Keyword.names(at: level))
  }

  /// Keywords that Ansible once had, and what took their place.
  static let removedKeywords = [
    "sudo": "become", "sudo_user": "become_user", "su": "become", "su_user": "become_user",
    "always_run": "check_mode", "static": "import_tasks or include_tasks",
    "first_available_file": "with_first_found", "retry": "retries", "if": "when",
    "condition": "when", "only_if": "when", "foreach": "loop", "for_each": "loop",
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
    case .name where node.isNull: break
    case .tasks, .preTasks, .postTasks, .handlers, .roles, .block, .rescue, .always, .varsPrompt,
      .args, .action, .localAction, .loopControl:
      break
    case .connection, .becomeMethod:
      keywords.settings[keyword] = setting(keyword, node)
      checkPlugin(keyword, node)
    default: keywords.settings[keyword] = setting(keyword, node)
    }
  }

  /// A connection or become method that is not here: an error, or a warning where other hosts may have use for it.
  private func checkPlugin(_ keyword: Keyword, _ node: Node) {
    guard !services.isForListing, case .string(let name) = node.value,
      let (error, isKnown) = services.missingPlugin(keyword, name)
    else { return }
    let plugins = keyword == .connection ? "connection_plugins" : "become_plugins"
    let own = Path.join(Path.join(folder, plugins), "\(name).py")
    if isKnown || Files.isFile(own) {
      warn(
        "\(error.message); a host that reaches this fails", at: node.location, hint: error.hint)
    } else {
      report(error.message, at: node.location, hint: error.hint)
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
    if templated, value.encrypted != nil { return Setting(value, at: node.location) }
    guard let converted = type.converted(value) else {
      // A list where none may stand is wrong as a whole.
      let culprits = type.converted(.list([])) == nil ? nil : node.list
      let culprit = culprits?.first { type.converted(.list([$0.value])) == nil } ?? node
      report(
        type.isIdentifier
          ? "Invalid variable name in '\(name)' specified: '\(culprit.value.text)'; it must be "
            + type.wanted
          : "'\(name)' must be \(type.wanted), not \(Self.described(culprit.value))",
        at: culprit.location, hint: Self.choiceHint(value, type))
      return nil
    }
    checkSyntax(converted)
    return Setting(converted, at: node.location)
  }

  private static func choiceHint(_ value: Value, _ type: KeywordType) -> String? {
    if case .bool = type, let text = value.string, ["sudo", "su", "doas"].contains(text) {
      return "the method stands in 'become_method: \(text)'"
    }
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
