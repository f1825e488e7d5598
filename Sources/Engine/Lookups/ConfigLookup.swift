import Core
import Jinja

/// `config`: settings of Ansible, as environment and `ansible.cfg` have them.
struct ConfigLookup: Lookup {
  let options = [
    LookupOption("on_missing", .any, "error"), LookupOption("plugin_type", .text),
    LookupOption("plugin_name", .text), LookupOption("show_origin", .bool, false),
  ]

  func run(_ terms: [Value], _ options: Map, _ scope: HostScope) throws(Diagnostic) -> [Value] {
    let missing = options["on_missing"] ?? "error"
    guard case .string(let reaction) = missing, ["error", "warn", "skip"].contains(reaction) else {
      throw Diagnostic(
        .invalid,
        "\"on_missing\" must be a string and one of \"error\", \"warn\" or \"skip\", not \(missing.text)"
      )
    }
    let names = [options["plugin_type"]?.string, options["plugin_name"]?.string].compactMap { $0 }
    if names.count == 1 {
      throw Diagnostic(
        .invalid,
        "Both plugin_type and plugin_name are required, cannot use one without the other")
    }
    if names.count == 2 {
      throw Diagnostic(.evaluation, "Bosun does not have the settings of Ansible's plugins")
    }
    var found: [Value] = []
    for term in terms {
      guard case .string(let name) = term else {
        throw Diagnostic(
          .invalid,
          "Invalid setting identifier, \"\(term.text)\" is not a string, its a \(term.typeName)")
      }
      guard let setting = ConfigSetting.all[name] else {
        let error = Diagnostic(
          .evaluation, "Unable to find setting \(name)",
          hint: Suggestion.hint(for: name, among: ConfigSetting.all.keys.sorted()))
        if reaction == "error" { throw error }
        if reaction == "warn" {
          scope.run.sink.receive(
            .warning(Diagnostic(.invalid, "Skipping, did not find setting \(name)")))
        }
        continue
      }
      found.append(try setting.value(scope.run.settings))
    }
    return found
  }
}

/// One setting of Ansible.
private struct ConfigSetting: Sendable {
  let name: String
  let type: String
  let environment: [String]
  let places: [(section: String, key: String)]
  let fallback: Value

  static let all: [String: ConfigSetting] = {
    var all: [String: ConfigSetting] = [:]
    for line in ConfigSettings.table.split(separator: "\n") {
      let words = line.split(separator: " ", maxSplits: 4).map(String.init)
      guard words.count == 5 else { continue }
      all[words[0]] = ConfigSetting(words)
    }
    return all
  }()

  private init(_ words: [String]) {
    func list(_ text: String) -> [String] {
      text == "-" ? [] : text.split(separator: ",").map(String.init)
    }
    name = words[0]
    type = words[1]
    environment = list(words[2])
    places = list(words[3]).compactMap { place in
      let halves = place.split(separator: "/").map(String.init)
      return halves.count == 2 ? (halves[0], halves[1]) : nil
    }
    fallback = (try? JSONReader.read(Array(words[4].utf8), name: name)) ?? .null
  }

  func value(_ settings: RunSettings) throws(Diagnostic) -> Value {
    let given =
      environment.lazy.compactMap { ProcessEnvironment[$0] }.first
      ?? places.lazy.compactMap { settings.configured[$0.section]?[$0.key] }.first
    let raw = given.map { .string($0) } ?? fallback
    if raw.isNull { return raw }
    switch type {
    case "path": return .string(Self.path(raw.text))
    case "pathspec", "pathlist":
      let separator: Character = type == "pathspec" ? ":" : ","
      let parts = raw.list?.map(\.text) ?? raw.text.split(separator: separator).map(String.init)
      return .list(parts.map { .string(Self.path(StringEnds.trimmed($0))) })
    default:
      let kinds: [String: LookupOption.Kind] = [
        "bool": .bool, "int": .int, "float": .float, "list": .list,
      ]
      return try LookupOption(name, kinds[type] ?? .any).converted(raw)
    }
  }

  private static func path(_ text: String) -> String {
    var text = text
    if let home = ProcessEnvironment["ANSIBLE_HOME"], text.hasPrefix("~/.ansible") {
      text = home + text.dropFirst("~/.ansible".count)
    }
    return Path.absolute(Path.expandingHome(text))
  }
}
