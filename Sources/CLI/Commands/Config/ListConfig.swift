import ArgumentParser
import Core
import Engine

/// `bosun config list`: all settings with their names, types and defaults.
struct ListConfig: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List all settings.")

  @OptionGroup var options: ConfigOptions

  @Option(
    name: [.customShort("f", allowingJoined: true), .long],
    help: ArgumentHelp("json or yaml.", valueName: "format"))
  var format = ConfigFormat.yaml

  func run() throws {
    let session = try options.session()
    var all = Map()
    if options.showsBase {
      for setting in ConfigSetting.all { all[setting.name] = Self.describe(setting) }
    }
    for (type, plugins) in try options.plugins() {
      var group = Map()
      for plugin in plugins {
        group[plugin.name] = .map(
          plugin.options.reduce(into: Map()) { map, option in
            map[option.setting.name] = Self.describe(option.setting, option)
          })
      }
      // As in Ansible: one type stands alone, all of them stand under their names.
      if options.type == "all" { all[.string(type)] = .map(group) } else { all = group }
    }
    session.screen.end(try format.write(.map(all)))
  }

  private static func describe(_ setting: ConfigSetting, _ option: PluginOptions.Option? = nil)
    -> Value
  {
    var map: Map = [
      "default": setting.fallback, "type": .string(setting.type), "name": .string(setting.name),
    ]
    if let help = option?.help ?? SettingHelp.lines[setting.name] {
      map["description"] = .string(help)
    }
    if !setting.choices.isEmpty { map["choices"] = .list(setting.choices.map { .string($0) }) }
    if !setting.environment.isEmpty {
      map["env"] = .list(setting.environment.map { ["name": .string($0)] })
    }
    if !setting.places.isEmpty {
      map["ini"] = .list(
        setting.places.map { ["section": .string($0.section), "key": .string($0.key)] })
    }
    if let option, !option.variables.isEmpty {
      map["vars"] = .list(option.variables.map { ["name": .string($0)] })
    }
    if option == nil {
      map["heeded"] = .bool(SettingHelp.isHeeded(setting))
      if let why = SettingReasons.lines[setting.name] { map["why"] = .string(why) }
    }
    return .map(map)
  }
}
