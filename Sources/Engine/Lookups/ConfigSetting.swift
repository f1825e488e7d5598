import Core

/// One setting of Ansible: its names, its default, and the value that it has.
package struct ConfigSetting: Sendable {
  /// Who has set a value.
  package enum Origin: Sendable, Equatable {
    case standard
    /// A variable of the environment.
    case environment(String)
    /// `ansible.cfg`.
    case file
  }

  /// `DEFAULT_FORKS`
  package let name: String
  /// Ansible's word: `bool`, `pathspec`, …
  package let type: String
  package let choices: [String]
  package let environment: [String]
  /// Where it may stand in `ansible.cfg`.
  package let places: [(section: String, key: String)]
  /// The default as JSON, which is read when somebody asks: a run asks for few.
  private let fallbackText: String

  /// All settings, by name.
  package static let all = table(ConfigSettings.table)

  private static let byName = Dictionary(all.map { ($0.name, $0) }) { $1 }

  package static func named(_ name: String) -> ConfigSetting? { byName[name] }

  /// Reads lines of `name type environment places default`.
  package static func table(_ text: String) -> [ConfigSetting] {
    text.parts(between: UInt8(ascii: "\n")).compactMap { line in
      let words = line.parts(between: UInt8(ascii: " "), maxSplits: 4)
      return words.count == 5 ? ConfigSetting(words) : nil
    }
  }

  private init(_ words: [String]) {
    func list(_ text: String) -> [String] {
      text == "-" ? [] : text.parts(between: UInt8(ascii: ","))
    }
    name = words[0]
    let halves = words[1].parts(between: UInt8(ascii: "="))
    type = halves[0]
    choices = halves.count > 1 ? halves[1].parts(between: UInt8(ascii: "|")) : []
    environment = list(words[2])
    places = list(words[3]).compactMap { place in
      let halves = place.parts(between: UInt8(ascii: "/"))
      return halves.count == 2 ? (halves[0], halves[1]) : nil
    }
    fallbackText = words[4]
  }

  package var fallback: Value {
    (try? JSONReader.read(Array(fallbackText.utf8), name: name)) ?? .null
  }

  /// The value that counts, converted, and who has set it. As in Ansible the last of several variables or
  /// places wins, and the environment wins over the file.
  ///
  /// - Parameter configured: `ansible.cfg` by section and key.
  /// - Throws: `invalid` for a text that is no value of the type.
  package func current(
    _ configured: [String: [String: String]]
  ) throws(Diagnostic) -> (value: Value, origin: Origin) {
    for name in environment.reversed() {
      guard let text = ProcessEnvironment[name] else { continue }
      return (try converted(.string(text)), .environment(name))
    }
    for place in places.reversed() {
      guard let text = configured[place.section]?[place.key] else { continue }
      return (try converted(.string(text)), .file)
    }
    return (fallback.isNull ? .null : try converted(fallback), .standard)
  }

  /// The value as its type wants it.
  func converted(_ raw: Value) throws(Diagnostic) -> Value {
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
      return try LookupOption(name, kinds[type] ?? .any, choices: choices).converted(raw)
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
