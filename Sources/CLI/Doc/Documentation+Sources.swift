import Core
import Engine
import Jinja
import Modules
import Playbooks

// Each kind from the table that the program itself works by, so that nothing is written twice.
extension Documentation {
  /// All of a kind, by name. Roles and keywords have forms of their own.
  static func all(_ type: DocumentationType) -> [Documentation] {
    switch type {
    case .module:
      Modules.ModuleCatalog.builtin.moduleNames.filter { !$0.hasPrefix("bosun.internal.") }
        .compactMap { Modules.ModuleCatalog.builtin.spec($0).map(Documentation.init) }
    case .filter: CallableDocumentation.filters.map { Documentation($0, .filter) }
    case .test: CallableDocumentation.tests.map { Documentation($0, .test) }
    case .lookup: LookupDocumentation.all.map(Documentation.init)
    case .role, .keyword, .cliconf, .httpapi, .netconf: []
    case .become, .cache, .callback, .connection, .inventory, .shell, .vars, .strategy:
      PluginOptions.ofType(type.rawValue).map { Documentation($0, type) }
    }
  }

  /// What a name means: with its collection, short, or another name of a module.
  static func find(_ name: String, _ type: DocumentationType) -> Documentation? {
    if type == .module { return Modules.ModuleCatalog.builtin.spec(name).map(Documentation.init) }
    let plain = name.hasPrefix("ansible.legacy.") ? "ansible.builtin." + name.dropFirst(15) : name
    let all = all(type)
    return all.first { $0.name == plain } ?? all.first { $0.shortName == plain }
  }

  init(_ spec: ModuleSpec) {
    // Names that begin with _ are the engine's.
    let parameters = spec.parameters.filter { !$0.name.hasPrefix("_") }
    self.init(
      type: .module, name: spec.name, summary: spec.summary, file: spec.file.name,
      options: parameters.sorted { $0.name < $1.name }.map(Option.init),
      takesAnything: spec.takesAnything, rules: spec.rules.map(\.sentence),
      returns: spec.returns.map { Return(name: $0.name, type: $0.type, help: $0.help) },
      supportsCheckMode: spec.supportsCheckMode)
  }

  private init(_ callable: CallableDocumentation, _ type: DocumentationType) {
    let names = callable.parameters + callable.keywords
    let options = names.enumerated().map { index, name in
      Option(name: name, type: "raw", isRequired: index < callable.required)
    }
    let rest = callable.takesRest ? ["*"] : []
    self.init(
      type: type, name: callable.name, summary: callable.summary,
      options: options, takesAnything: callable.takesKeywords,
      positional: ["_input"] + callable.parameters + rest)
  }

  private init(_ lookup: LookupDocumentation) {
    self.init(
      type: .lookup, name: lookup.name, summary: lookup.summary,
      options: lookup.options.map { option in
        Option(
          name: option.name, type: option.type, fallback: option.fallback, choices: option.choices,
          aliases: option.aliases, environment: option.environment.map { [$0] } ?? [],
          settings: option.setting.map { [$0] } ?? [],
          variables: option.variable.map { [$0] } ?? [])
      })
  }

  private init(_ plugin: PluginOptions, _ type: DocumentationType) {
    let options = plugin.options.map { option in
      Option(
        name: option.setting.name, help: [option.help], type: option.setting.type,
        fallback: option.setting.fallback, environment: option.setting.environment,
        settings: option.setting.places, variables: option.variables)
    }
    self.init(
      type: type, name: "ansible.builtin.\(plugin.name)", summary: plugin.summary, options: options)
  }
}

extension Documentation.Option {
  init(_ parameter: ModuleSpec.Parameter) {
    self.init(
      name: parameter.name, help: parameter.help.isEmpty ? [] : [parameter.help],
      type: parameter.kind == .mode || parameter.kind == .json ? "raw" : parameter.kind.rawValue,
      elements: parameter.kind == .list ? parameter.elements.rawValue : nil,
      isRequired: parameter.isRequired,
      fallback: parameter.defaultText == nil ? .null : parameter.defaultValue,
      choices: parameter.choices, aliases: parameter.aliases)
  }
}

extension ModuleSpec.Rule {
  /// The rule in words.
  fileprivate var sentence: String {
    func words(_ names: [String]) -> String { names.joined(separator: ", ") }
    return switch self {
    case .mutuallyExclusive(let names): "at most one of \(words(names))"
    case .requiredTogether(let names): "all or none of \(words(names))"
    case .requiredOneOf(let names): "at least one of \(words(names))"
    case .requiredIf(let parameter, let value, let needs, let any):
      "\(parameter)=\(value) needs \(any ? "one of " : "")\(words(needs))"
    case .requiredBy(let parameter, let needs): "\(parameter) needs \(words(needs))"
    }
  }
}
