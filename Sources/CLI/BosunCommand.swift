import ArgumentParser

/// The root of the command line: one line per command.
struct BosunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bosun",
    abstract: "Makes hosts match Ansible playbooks, over SSH, with nothing on them but a shell.",
    version: Version.own,
    subcommands: [
      PlaybookCommand.self,
      AdhocCommand.self,
      InventoryCommand.self,
      ExplainCommand.self,
      VaultCommand.self,
      DocCommand.self,
      ConfigCommand.self,
      ConsoleCommand.self,
      PullCommand.self,
      GalaxyCommand.self,
      LintCommand.self,
      DebugCommand.self,
    ])
}
