import ArgumentParser
import Core

/// The root of the command line.
package struct BosunCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "bosun",
    abstract: "Makes hosts match Ansible playbooks, over SSH, with nothing on them but a shell.",
    version: "0.1.0",
    subcommands: [DebugCommand.self])

  package init() {}
}
