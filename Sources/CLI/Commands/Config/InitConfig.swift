import ArgumentParser
import Core
import Engine
import Modules

/// `bosun config init`: a file with all settings and their defaults.
struct InitConfig: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Print a file with all settings and their defaults.")

  enum Format: String, CaseIterable, ExpressibleByArgument { case ini, env, vars }

  @OptionGroup var options: ConfigOptions

  @Option(
    name: [.customShort("f", allowingJoined: true), .long],
    help: ArgumentHelp("ini, env or vars.", valueName: "format"))
  var format = Format.ini

  @Flag(help: "Every line is a comment, to be uncommented where it is needed.")
  var disabled = false

  private struct Entry {
    let setting: ConfigSetting
    let help: String?
    let variables: [String]
  }

  func run() throws {
    let session = try options.session()
    var entries: [Entry] = []
    if options.showsBase {
      entries += ConfigSetting.all.map {
        Entry(setting: $0, help: SettingHelp.lines[$0.name], variables: [])
      }
    }
    entries += try options.plugins().flatMap { $0.plugins.flatMap(\.options) }.map {
      Entry(setting: $0.setting, help: $0.help, variables: $0.variables)
    }
    session.screen.end(format == .ini ? sections(entries) : lines(entries))
  }

  // MARK: ansible.cfg

  private func sections(_ entries: [Entry]) -> String {
    var sections = OrderedDictionary<String, [(key: String, text: String)]>()
    for entry in entries {
      // The last place is the one that wins.
      guard let place = entry.setting.places.last else { continue }
      if sections[place.section, default: []].contains(where: { $0.key == place.key }) { continue }
      let text =
        "\(Self.comment(entry))\(disabled ? ";" : "")\(place.key)=\(Self.ini(entry.setting))\n"
      sections[place.section, default: []].append((place.key, text))
    }
    return sections.map { section, lines in
      "[\(section)]\n" + lines.map { $0.text + "\n" }.joined()
    }.joined(separator: "\n")
  }

  private static func comment(_ entry: Entry) -> String {
    let why = SettingReasons.lines[entry.setting.name].map { "No effect here. \($0)" }
    let help = entry.help ?? why ?? "Accepted, without an effect."
    return "# (\(entry.setting.type)) \(help)\n"
  }

  private static func ini(_ setting: ConfigSetting) -> String {
    switch setting.fallback {
    case .null: ""
    case .list(let elements): elements.map(\.text).joined(separator: ", ")
    default: setting.fallback.text
    }
  }

  // MARK: Environment and variables

  private func lines(_ entries: [Entry]) -> String {
    entries.compactMap { entry -> String? in
      let names = format == .env ? entry.setting.environment : entry.variables
      guard let name = names.last else { return nil }
      let mark = disabled ? "#" : ""
      let value = Self.ini(entry.setting)
      let line =
        format == .env
        ? "\(name)=\(ShellText.quote(value))"
        : "\(name): \(JSONWriter().write(entry.setting.fallback))"
      return "\(Self.comment(entry))\(mark)\(line)\n"
    }.joined(separator: "\n")
  }
}
