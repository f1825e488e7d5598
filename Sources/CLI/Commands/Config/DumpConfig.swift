import ArgumentParser
import Core
import Engine
import Reporters

/// `bosun config dump`: the values that count, and who has set each.
struct DumpConfig: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dump", abstract: "Show the values that count, and who has set them.")

  @OptionGroup var options: ConfigOptions

  @Flag(name: [.long, .customLong("changed-only")], help: "Only what is not the default.")
  var onlyChanged = false

  @Option(
    name: [.customShort("f", allowingJoined: true), .long],
    help: ArgumentHelp("display, json or yaml.", valueName: "format"))
  var format = ConfigFormat.display

  private struct Line {
    let name: String
    let value: Value
    let origin: String
  }

  func run() throws {
    let session = try options.session()
    let base = options.showsBase ? try lines(of: session) : []
    let groups = try options.plugins().map { type, plugins in
      (
        type,
        try plugins.map { ($0.name, try lines($0.options.map(\.setting), session.configuration)) }
          .filter { !$0.1.isEmpty }
      )
    }.filter { !$0.1.isEmpty }
    if format == .display {
      for line in base { show(line, session.screen) }
      for (type, plugins) in groups { show(type, plugins, session.screen) }
      return
    }
    var entries = base.map(Self.entry)
    for (type, plugins) in groups {
      let shown = plugins.map { name, lines in
        Value.map([.string(name): .list(lines.map(Self.entry))])
      }
      // As in Ansible: one type stands alone, all of them stand under their names.
      entries +=
        options.type == "all" ? [.map([.string(type.uppercased() + "S"): .list(shown)])] : shown
    }
    session.screen.end(try format.write(.list(entries)))
  }

  private func lines(of session: Session) throws(Diagnostic) -> [Line] {
    let file = Line(
      name: "CONFIG_FILE", value: session.configuration.file.map { .string($0.path) } ?? .null,
      origin: "")
    let all = try lines(ConfigSetting.all, session.configuration) + [file]
    return all.sorted { $0.name < $1.name }
  }

  private func lines(
    _ settings: [ConfigSetting], _ configuration: Configuration
  ) throws(Diagnostic) -> [Line] {
    var lines: [Line] = []
    for setting in settings {
      let (value, origin) = try configuration.current(setting)
      if onlyChanged, origin == .standard { continue }
      lines.append(Line(name: setting.name, value: value, origin: configuration.name(of: origin)))
    }
    return lines
  }

  private func show(_ line: Line, _ screen: Screen) {
    screen.display(
      "\(line.name)(\(line.origin)) = \(line.value.isNull ? "None" : line.value.text)",
      line.origin == "default" ? .ok : .changed)
  }

  private func show(_ type: String, _ plugins: [(String, [Line])], _ screen: Screen) {
    screen.display("\n\(type.uppercased()):\n" + String(repeating: "=", count: type.utf8.count + 1))
    for (name, lines) in plugins {
      screen.display("\n\(name):\n" + String(repeating: "_", count: name.utf8.count + 1))
      for line in lines { show(line, screen) }
    }
  }

  private static func entry(_ line: Line) -> Value {
    ["name": .string(line.name), "value": line.value, "origin": .string(line.origin)]
  }
}
