import Core
import Jinja
import YAML

/// Variables and groups made of what earlier sources have said of the hosts (ansible-core's
/// `constructed` plugin).
enum ConstructedFormat: InventoryFormat {
  static let name = "constructed"

  static func accepts(_ source: InventorySource, _ settings: InventorySettings) -> Bool {
    PluginConfiguration.accepts(source)
  }

  static func read(
    _ source: InventorySource, into inventory: inout Inventory, warn: (Diagnostic) -> Void
  ) throws(Diagnostic) {
    let configuration = try PluginConfiguration(
      source, of: Self.self,
      keys: [
        "strict", "compose", "groups", "keyed_groups", "use_extra_vars", "use_vars_plugins",
        "leading_separator",
      ], warn: warn)
    let rules = try ConstructionRules(configuration, inventory.settings)
    inventory.updateDepths()
    for host in inventory.hostList.indices {
      try rules.apply(to: host, in: &inventory, warn: warn)
    }
  }
}

/// What a configuration of `constructed` wants of every host.
private struct ConstructionRules {
  /// An expression and the name that it is for.
  private struct Rule {
    let name: String
    let template: TemplateText
  }

  private let isStrict: Bool
  private let usesExtraVars: Bool
  private let usesFiles: Bool
  private var variables: [Rule] = []
  private var groups: [Rule] = []
  private var keys: [KeyedGroup] = []
  private let settings: InventorySettings
  private let jinja = JinjaEnvironment(settings: .inventory)

  init(
    _ configuration: PluginConfiguration, _ settings: InventorySettings
  ) throws(Diagnostic) {
    self.settings = settings
    isStrict = try configuration.flag("strict", or: false)
    usesExtraVars = try configuration.flag("use_extra_vars", or: settings.usesExtraVars)
    usesFiles = try configuration.flag("use_vars_plugins", or: false)
    let leads = try configuration.flag("leading_separator", or: true)
    for entry in try configuration.entries("compose") {
      variables.append(
        Rule(name: entry.key.value.text, template: entry.value.expression(braced: true)))
    }
    for entry in try configuration.entries("groups") {
      groups.append(
        Rule(name: entry.key.value.text, template: entry.value.expression(braced: false)))
    }
    guard let node = configuration.root["keyed_groups"], !node.isNull else { return }
    guard let list = node.list else {
      throw Diagnostic(.invalid, "'keyed_groups' must be a list", at: node.location)
    }
    for node in list { keys.append(try KeyedGroup(node, leads: leads)) }
  }

  func apply(
    to host: Int, in inventory: inout Inventory, warn: (Diagnostic) -> Void
  ) throws(Diagnostic) {
    var scope = try scope(of: host, in: inventory, warn: warn)
    for rule in variables {
      let name = inventory.hostList[host].name
      guard
        let value = try attempt(
          "cannot set '\(rule.name)' for the host '\(name)'",
          {
            () throws(Diagnostic) in try jinja.render(rule.template, scope: scope)
          })
      else { continue }
      inventory.hostList[host].variables[rule.name] = value
    }
    if !variables.isEmpty { scope = try self.scope(of: host, in: inventory, warn: warn) }
    try addGroups(host, &inventory, scope)
    for key in keys { try add(key, host, &inventory, scope) }
  }

  private func addGroups(
    _ host: Int, _ inventory: inout Inventory, _ scope: LayeredScope
  ) throws(Diagnostic) {
    for rule in groups {
      let name = inventory.hostList[host].name
      let belongs = try attempt("cannot tell whether '\(name)' is in '\(rule.name)'") {
        () throws(Diagnostic) in try jinja.evaluate(rule.template, scope: scope).isTrue
      }
      guard belongs == true else { continue }
      let group = inventory.addGroup(Group.safeName(rule.name))
      inventory.add(host: host, to: group)
    }
  }

  private func add(
    _ keyed: KeyedGroup, _ host: Int, _ inventory: inout Inventory, _ scope: LayeredScope
  ) throws(Diagnostic) {
    let name = inventory.hostList[host].name
    let problem = "cannot make a group for the host '\(name)'"
    guard
      let key = try attempt(
        problem,
        { () throws(Diagnostic) in
          try jinja.render(keyed.key, scope: scope)
        })
    else { return }
    guard key.isTrue || (key.string == "" && keyed.hasDefault) else {
      if isStrict, key.list == nil, key.map == nil {
        throw Diagnostic(
          .invalid, "the key is empty for the host '\(name)'", at: keyed.key.location)
      }
      return
    }
    var parent: String?
    if let template = keyed.parent {
      let rendered = try attempt(problem) { () throws(Diagnostic) in
        try jinja.renderText(template, scope: scope)
      }
      guard let rendered else { return }
      parent = rendered
    }
    for group in try keyed.groups(key) {
      let group = inventory.addGroup(Group.safeName(group))
      inventory.add(host: host, to: group)
      if let parent, !parent.isEmpty {
        try inventory.add(child: group, to: inventory.addGroup(Group.safeName(parent)))
      }
    }
  }

  /// What the body gives; nil when it fails and that does not matter.
  private func attempt<Result>(
    _ problem: String, _ body: () throws(Diagnostic) -> Result
  ) throws(Diagnostic) -> Result? {
    do {
      return try body()
    } catch {
      if isStrict { throw error.prefixed(problem) }
      return nil
    }
  }

  private func scope(
    of host: Int, in inventory: Inventory, warn: (Diagnostic) -> Void
  ) throws(Diagnostic) -> LayeredScope {
    var variables = try inventory.knownVariables(of: host, withFiles: usesFiles, warn: warn)
    if usesExtraVars { variables.append(settings.extraVars) }
    return LayeredScope(variables, jinja)
  }
}

extension Node {
  /// The node's text as a template of its own; `braced` for the value of an expression.
  func expression(braced: Bool) -> TemplateText {
    let text = plainValue.text
    guard braced else { return TemplateText(text, at: textLocation) }
    return TemplateText("{{\(text)}}", at: textLocation)
  }
}

extension Group {
  /// The name that plugins give a group: always a valid one.
  static func safeName(_ name: String) -> String {
    isPlainName(name) ? name : plainName(of: name)
  }
}

extension Jinja.Settings {
  /// As for Ansible's plugins: numbers that an expression works out are text.
  static let inventory = {
    var settings = Settings.ansible
    settings.native = false
    return settings
  }()
}
