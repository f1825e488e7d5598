import ArgumentParser
import Core
import Engine

/// `bosun config validate`: finds settings that nothing knows, and values that do not fit.
struct ValidateConfig: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate", abstract: "Look for settings that do not exist or cannot be.")

  enum Format: String, CaseIterable, ExpressibleByArgument { case ini, env }

  @OptionGroup var options: ConfigOptions

  @Option(
    name: [.customShort("f", allowingJoined: true), .long],
    help: ArgumentHelp("ini for the file, env for the environment.", valueName: "format"))
  var format = Format.ini

  func run() throws {
    let session = try options.session()
    let check = ConfigurationCheck(configuration: session.configuration)
    let problems = format == .ini ? check.file() : check.environment()
    problems.forEach(session.show)
    if !problems.isEmpty { throw Program.End(status: .error) }
    session.screen.display("All configurations seem valid!")
  }
}
