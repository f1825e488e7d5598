import Core
import Inventory
import Jinja
import Playbooks

/// Says of the variables of a host who set them, who lost, and what comes of them.
package struct VariableExplainer {
  let run: Run
  let host: HostState
  let play: PlayContext
  /// `-e`, option by option.
  let extraVars: [ExtraVariables]
  private let scope: HostScope
  private let places: VariablePlaces

  /// The variables of one option `-e`: a file, or what was typed.
  package struct ExtraVariables: Sendable {
    package let file: String?
    package let variables: Map

    package init(file: String?, variables: Map) {
      self.file = file
      self.variables = variables
    }
  }

  /// - Parameters:
  ///   - run: with an inventory that keeps records, and `hidesEncrypted` unless all is to be shown.
  ///   - role: looks from inside this role of the play.
  /// - Throws: broken files of variables; `invalid` for a role that the play has not.
  package init(
    run: Run, host: Host, play: Play, role: String? = nil, extraVars: [ExtraVariables] = []
  ) throws(Diagnostic) {
    self.run = run
    self.extraVars = extraVars
    self.host = run.state(of: host)
    let hosts = run.currentInventory.hosts.map(\.name)
    var prompted = Map()
    for prompt in play.varsPrompts { prompted[prompt.name] = prompt.defaultValue ?? .null }
    self.play = PlayContext(play, name: play.title, prompted: prompted, hosts: hosts)
    try LinearStrategy(run: run, play: self.play, hosts: [self.host]).loadVarsFiles()
    let inside = try role.map { name throws(Diagnostic) in try Self.role(name, of: play) }
    scope = try HostScope(
      run: run, host: self.host, play: self.play,
      scope: Playbooks.Scope(.block, parent: play.scope, role: inside, location: play.location))
    places = VariablePlaces(run: run, playbook: play.location.file.name)
    if run.settings.hidesEncrypted { hideSecretFiles() }
  }

  private static func role(_ name: String, of play: Play) throws(Diagnostic) -> Role {
    let roles = play.knownRoles.flatMap { $0.allDependencies + [$0] }
    if let role = roles.last(where: { $0.name == name }) { return role }
    throw Diagnostic(
      .invalid, "the play has no role '\(name)'", at: play.location,
      hint: Suggestion.hint(for: name, among: roles.map(\.name)))
  }

  /// Values of files that are encrypted as a whole are masked wherever they come to light.
  private func hideSecretFiles() {
    for layer in scope.layers where places.isSecret(layer.origin) {
      run.secrets.add(layer.variables.values.flatMap(\.leaves))
    }
  }

  /// The names of all variables that somebody set, sorted.
  package var names: [String] {
    Set(scope.names).subtracting(MagicVariables.allNames).sorted()
  }

  /// - Throws: `usage` for a variable that there is not.
  package func explain(_ name: String) throws(Diagnostic) -> VariableExplanation {
    let layers = scope.settings(of: name)
    var settings = Self.unique(layers.flatMap { self.settings(name, $0) })
    if MagicVariables.allNames.contains(name) { settings.insert(magic, at: 0) }
    guard !settings.isEmpty else {
      throw Diagnostic(
        .usage, "\(host.name) has no variable '\(name)'",
        hint: Suggestion.hint(for: name, among: scope.names))
    }
    settings[0].fate = .set
    if run.settings.mergesHashes, settings[0].isMap {
      for index in settings.indices.dropFirst() {
        guard settings[index].isMap else { break }
        settings[index].fate = .merged
      }
    }
    let isSecret = layers.first.map { places.isSecret($0.origin) } ?? false
    return VariableExplanation(
      name: name, value: value(of: name, isSecret: isSecret), settings: settings,
      parts: isSecret ? [] : parts(name, layers.first?.variables[.string(name)]))
  }

  private var magic: VariableExplanation.Setting {
    VariableExplanation.Setting(
      level: VariableLevel.magic.rawValue, words: "Ansible's own", place: nil, written: "",
      isMap: false)
  }

  /// Roles that are there by several ways are said once.
  private static func unique(
    _ settings: [VariableExplanation.Setting]
  ) -> [VariableExplanation.Setting] {
    var seen: Set<String> = []
    return settings.filter { seen.insert("\($0.words)\n\($0.place ?? "")\n\($0.written)").inserted }
  }

  /// The value as JSON with sorted keys; what is encrypted in it stays hidden.
  private func value(of name: String, isSecret: Bool) -> Result<String, Diagnostic> {
    if isSecret, run.settings.hidesEncrypted { return .success(VariableExplanation.hidden) }
    do throws(Diagnostic) {
      let value = try scope.encryptedValue(of: name) ?? .null
      if case .undefined(let undefined) = value { throw undefined.diagnostic }
      return .success(shown(value))
    } catch {
      if run.settings.hidesEncrypted, error.message == Self.noPassword {
        return .success(VariableExplanation.hidden)
      }
      return .failure(error)
    }
  }

  private static let noPassword = "Attempting to decrypt but no vault secrets found"

  func shown(_ value: Value) -> String {
    var value = value
    if run.settings.hidesEncrypted {
      value = run.secrets.masked(["": value.withEncryptedHidden])[""] ?? .null
    } else if let plain = try? run.jinja.resolve(value, scope: scope) {
      value = plain
    }
    return Self.json(value)
  }

  /// The variables that the templates of the winning value name.
  private func parts(_ name: String, _ written: Value?) -> [(name: String, value: String)] {
    guard let written else { return [] }
    var identifiers = Identifiers()
    identifiers.add(written)
    let known = Set(names)
    return identifiers.names.filter { $0 != name && known.contains($0) }.sorted().map { part in
      let isSecret = scope.settings(of: part).first.map { places.isSecret($0.origin) } ?? false
      switch value(of: part, isSecret: isSecret) {
      case .success(let text): return (part, text)
      case .failure(let error): return (part, "(\(error.message))")
      }
    }
  }

  /// What a layer says of a variable; of several sources of an inventory, each by itself.
  private func settings(
    _ name: String, _ layer: VariableLayer
  ) -> [VariableExplanation.Setting] {
    let value = layer.variables[.string(name)] ?? .null
    let (level, words) = layer.words
    func setting(_ value: Value, _ place: String?) -> VariableExplanation.Setting {
      let isHidden = run.settings.hidesEncrypted && places.isSecret(layer.origin)
      return VariableExplanation.Setting(
        level: level, words: words, place: place,
        written: isHidden ? VariableExplanation.hidden : written(value), isMap: value.map != nil)
    }
    if case .extraVars = layer.level {
      return extraVars.reversed().compactMap { option in
        option.variables[.string(name)].map { value in
          setting(value, option.file.map { places.place(of: name, inFile: $0) } ?? "-e")
        }
      }
    }
    let records = run.currentInventory.records(of: name, layer.origin, host: host.name)
    if !records.isEmpty {
      return records.reversed().map { record in
        setting(record.value, record.location.map { "\($0)" } ?? record.source)
      }
    }
    return [setting(value, places.place(of: name, layer.origin))]
  }

  private func written(_ value: Value) -> String {
    run.secrets.masked(Self.json(value.withEncryptedHidden))
  }

  private static func json(_ value: Value) -> String {
    if value.string == VariableExplanation.hidden { return VariableExplanation.hidden }
    return JSONWriter(sortKeys: true).write(value.withObjectsAsText)
  }
}

extension Inventory {
  /// What sources said of a variable, where a layer holds what they said; weakest first.
  fileprivate func records(
    of name: String, _ origin: VariableOrigin, host: String
  ) -> [VariableRecord] {
    let owner: VariableRecord.Owner
    switch origin {
    case .inventory(.inventoryGroup(let group)): owner = .group(group)
    case .inventory(.inventoryHost): owner = .host(host)
    default: return []
    }
    return records.filter { $0.name == name && $0.owner == owner }
  }
}

extension Value {
  /// The value with a word in place of what is encrypted.
  fileprivate var withEncryptedHidden: Value {
    switch self {
    case .object where encrypted != nil: .string(VariableExplanation.hidden)
    case .list(let elements): .list(elements.map(\.withEncryptedHidden))
    case .map(let map): .map(map.mapValues(\.withEncryptedHidden))
    default: self
    }
  }

  /// The value with other objects as their text: `hostvars` and the like are no JSON.
  fileprivate var withObjectsAsText: Value {
    switch self {
    case .list(let elements): .list(elements.map(\.withObjectsAsText))
    case .map(let map): .map(map.mapValues(\.withObjectsAsText))
    case .object(let object) where !object.isNumber: .string(object.typeName)
    default: self
    }
  }

  /// The texts and numbers at the bottom of a value.
  fileprivate var leaves: [String] {
    switch self {
    case .list(let elements): elements.flatMap(\.leaves)
    case .map(let map): map.values.flatMap(\.leaves)
    default: [text]
    }
  }
}
