import Core
import Engine

/// What is wrong with `ansible.cfg` and with the environment, although a run takes no notice of it.
struct ConfigurationCheck {
  let configuration: Configuration

  /// Every setting that is known: Ansible's, those of plugins, and Bosun's own.
  private static let settings =
    ConfigSetting.all + PluginOptions.all.flatMap { $0.options.map(\.setting) }

  private static let places: [String: Set<String>] = {
    var places: [String: Set<String>] = [:]
    for setting in settings {
      for place in setting.places { places[place.section, default: []].insert(place.key) }
    }
    for place in PluginOptions.unheeded where place.contains("/") {
      let halves = place.split(separator: "/").map(String.init)
      places[halves[0], default: []].insert(halves[1])
    }
    for key in ConfigurationKey.all { places[key.section, default: []].insert(key.name) }
    return places
  }()

  private static let variables = Set(
    settings.flatMap(\.environment) + ConfigurationKey.all.flatMap(\.environment) + [
      "ANSIBLE_CONFIG"
    ]
      + PluginOptions.unheeded)

  /// Sections and keys of the file that nobody knows, and values that do not fit.
  func file() -> [Diagnostic] {
    guard let file = configuration.file else { return [] }
    var problems: [Diagnostic] = []
    for (section, keys) in file.sections.sorted(by: { $0.key < $1.key }) {
      // Sections of plugins that are not here may say what they like.
      guard let known = Self.places[section] else {
        let hint = Suggestion.hint(for: section, among: Self.places.keys.sorted())
        if hint == nil, section.contains("_") || section.contains(".") { continue }
        problems.append(
          Diagnostic(.usage, "Found unknown section '\(section)' in '\(file.path)'.", hint: hint))
        continue
      }
      for key in keys.keys.sorted() where !known.contains(key) {
        problems.append(
          Diagnostic(
            .usage, "Found unknown key '\(key)' in section '\(section)' in '\(file.path)'.",
            at: file.location(section, key), hint: Self.hint(key, known)))
      }
    }
    return problems + values()
  }

  /// Where the key stands in another section, that is most likely what is wrong.
  private static func hint(_ key: String, _ known: Set<String>) -> String? {
    if let home = places.keys.sorted().first(where: { places[$0]?.contains(key) ?? false }) {
      return "it belongs into the section [\(home)]"
    }
    return Suggestion.hint(for: key, among: known.sorted())
  }

  /// Variables `ANSIBLE_…` that nobody knows, and values that do not fit.
  func environment() -> [Diagnostic] {
    ProcessEnvironment.names.filter { $0.hasPrefix("ANSIBLE_") && !Self.variables.contains($0) }
      .sorted().map { name in
        Diagnostic(
          .usage, "Found unknown environment variable '\(name)'.",
          hint: Suggestion.hint(for: name, among: Self.variables.sorted()))
      } + values()
  }

  private func values() -> [Diagnostic] {
    Self.settings.compactMap { setting in
      do throws(Diagnostic) {
        _ = try configuration.current(setting)
        return nil
      } catch {
        return error
      }
    }
  }
}
