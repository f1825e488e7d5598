import Connections
import Core

/// The options of what ansible-core calls plugins: connections, become methods and so on, for `bosun doc`,
/// `bosun config -t` and the lookup `config`. Only those that Bosun heeds stand here.
package struct PluginOptions: Sendable {
  package struct Option: Sendable {
    /// Its name, type, default, and where environment and `ansible.cfg` set it.
    package let setting: ConfigSetting
    /// The variables that set it.
    package let variables: [String]
    package let help: String
  }

  /// `connection`, `become`, …
  package let type: String
  /// `ssh`, `sudo`, …
  package let name: String
  package let summary: String
  package let options: [Option]

  /// All of them; the kinds of connections have their line in their own table.
  package static let all: [PluginOptions] = {
    let connections = ConnectionKinds.all.map { kind in
      PluginOptions(
        type: "connection", name: kind.name, summary: kind.summary,
        options: fromTable.first { $0.type == "connection" && $0.name == kind.name }?.options ?? [])
    }
    return fromTable.filter { $0.type != "connection" } + connections
  }()

  private static let fromTable: [PluginOptions] =
    table.parts(between: UInt8(ascii: "\n"), omitsEmpty: false).split(separator: "").compactMap {
      lines in
      guard let (names, summary) = lines.first?.halves(around: " : ") else { return nil }
      let words = names.parts(between: UInt8(ascii: " "))
      guard words.count == 2 else { return nil }
      return PluginOptions(
        type: words[0], name: words[1], summary: summary,
        options: lines.dropFirst().compactMap(option))
    }

  /// A line of `name type environment places variables default : help`.
  static func option(_ line: String) -> Option? {
    guard let (row, help) = line.halves(around: " : ") else { return nil }
    let words = row.parts(between: UInt8(ascii: " "), maxSplits: 5)
    guard words.count == 6 else { return nil }
    let columns = (words[0...3] + [words[5]]).joined(separator: " ")
    guard let setting = ConfigSetting.table(columns).first else { return nil }
    return Option(
      setting: setting,
      variables: words[4] == "-" ? [] : words[4].parts(between: UInt8(ascii: ",")),
      help: help)
  }

  /// The plugins of a type, by name; nil for a type that is none.
  package static func ofType(_ type: String) -> [PluginOptions] {
    all.filter { $0.type == type }.sorted { $0.name < $1.name }
  }

  /// The name without its collection.
  package static func short(_ name: String) -> String {
    String(name.split(separator: ".").last ?? "")
  }

  package static let types = [
    "become", "cache", "callback", "connection", "inventory", "shell", "strategy", "vars",
  ]
}
