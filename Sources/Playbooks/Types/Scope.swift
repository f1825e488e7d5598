import Core

/// A keyword's value with its place. Where the value may be a template it is as written; static
/// values are already of the keyword's type.
package struct Setting: Sendable {
  package let value: Value
  package let location: SourceLocation

  package init(_ value: Value, at location: SourceLocation) {
    self.value = value
    self.location = location
  }
}

/// What a play, a block, a role entry, an import or a task says about the tasks inside it: a link of
/// the chain that inheritance follows. Scopes know their parents only, so they never form a cycle.
package final class Scope: Sendable {
  /// What the link is.
  package enum Kind: Sendable {
    /// An `import_playbook` around plays.
    case playbookImport
    case play
    /// An entry of `roles:` or `dependencies:`.
    case role
    case block
    case task
    /// A static `import_tasks` or `import_role`: its keywords hold for what it brings.
    case staticImport
    /// A dynamic `include_tasks` or `include_role`: only its `vars` hold for what it brings.
    case dynamicInclude
  }

  package let kind: Kind
  package let parent: Scope?
  /// The role that the text belongs to: its files, its variables.
  package let role: Role?
  package let settings: [Keyword: Setting]
  package let vars: Map
  package let when: [Condition]
  package let tags: [Value]
  /// Where the text of the link begins.
  package let location: SourceLocation

  package init(
    _ kind: Kind, parent: Scope?, role: Role? = nil, settings: [Keyword: Setting] = [:],
    vars: Map = [:], when: [Condition] = [], tags: [Value] = [], location: SourceLocation
  ) {
    self.kind = kind
    self.parent = parent
    self.role = role ?? parent?.role
    self.settings = settings
    self.vars = vars
    self.when = when
    self.tags = tags
    self.location = location
  }

  /// The links whose keywords hold here, innermost first: this one, then all around it but
  /// dynamic includes.
  private func forEachLink(_ body: (Scope) -> Bool) {
    var link: Scope? = self
    while let current = link {
      if current === self || current.kind != .dynamicInclude {
        guard body(current) else { return }
      }
      link = current.parent
    }
  }
}

extension Scope {
  /// The value of a keyword that holds here, by the keyword's rule: its own one, or the nearest one.
  /// Null counts as not set. For gathered keywords use the properties below.
  package func effective(_ keyword: Keyword) -> Setting? {
    let own = settings[keyword]
    guard keyword.rule.inheritance != .own else { return own }
    var found: Setting?
    forEachLink { link in
      if let setting = link.settings[keyword], !setting.value.isNull { found = setting }
      return found == nil
    }
    return found
  }

  /// Where a keyword holds from when the setting that holds here is left out; nil for one that is not inherited.
  package func around(_ keyword: Keyword) -> Scope? {
    guard keyword.rule.inheritance != .own else { return nil }
    var holder: Scope?
    forEachLink { link in
      if let setting = link.settings[keyword], !setting.value.isNull { holder = link }
      return holder == nil
    }
    var around = holder?.parent
    while let link = around, link.kind == .dynamicInclude { around = link.parent }
    return around
  }

  /// All values of a gathered keyword such as `environment`, outermost first: merge in this order.
  package func gathered(_ keyword: Keyword) -> [Setting] {
    var all: [Setting] = []
    forEachLink { link in
      if let setting = link.settings[keyword], !setting.value.isNull { all.append(setting) }
      return true
    }
    return all.reversed()
  }

  /// All conditions that must hold, outermost first.
  package var effectiveWhen: [Condition] {
    var all: [[Condition]] = []
    forEachLink { link in
      if !link.when.isEmpty { all.append(link.when) }
      return true
    }
    return all.reversed().flatMap(\.self)
  }

  /// All tags, innermost first, each once; templates as written.
  package var effectiveTags: [Value] {
    var all: [Value] = []
    forEachLink { link in
      for tag in link.tags where !all.contains(tag) { all.append(tag) }
      return true
    }
    return all
  }

  /// The `vars` of the blocks, imports, includes and the task itself that hold here, outermost
  /// first. Those of plays and role entries have their own places in the order of precedence.
  package var taskVars: [Map] {
    var all: [Map] = []
    var link: Scope? = self
    while let current = link {
      switch current.kind {
      case .block, .task, .staticImport, .dynamicInclude:
        if !current.vars.isEmpty { all.append(current.vars) }
      case .play, .role, .playbookImport: break
      }
      link = current.parent
    }
    return all.reversed()
  }
}
