import ArgumentParser

/// One of our commands under its name of Ansible's, as a root of its own: so that help, errors and completions name
/// the program that was typed.
struct AnsibleCommand<Name: AnsibleName>: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    let ours = Name.Command.configuration
    return CommandConfiguration(
      commandName: Name.name, abstract: ours.abstract, discussion: ours.discussion,
      subcommands: ours.subcommands)
  }

  @OptionGroup var command: Name.Command

  mutating func run() async throws { try await Program.run(&command) }
}

/// A name of Ansible's for a command.
protocol AnsibleName {
  associatedtype Command: ParsableCommand
  static var name: String { get }
}

/// All of them: one line each.
enum AnsibleNames {
  static let all: [String: any ParsableCommand.Type] = Dictionary(
    uniqueKeysWithValues: ([
      AnsibleCommand<Adhoc>.self, AnsibleCommand<Config>.self, AnsibleCommand<Console>.self,
      AnsibleCommand<Doc>.self, AnsibleCommand<Galaxy>.self, AnsibleCommand<Inventory>.self,
      AnsibleCommand<Lint>.self, AnsibleCommand<Playbook>.self, AnsibleCommand<Pull>.self,
      AnsibleCommand<Vault>.self,
    ] as [any ParsableCommand.Type]).map { ($0.configuration.commandName ?? "", $0) })

  enum Adhoc: AnsibleName { typealias Command = AdhocCommand; static let name = "ansible" }
  enum Config: AnsibleName { typealias Command = ConfigCommand; static let name = "ansible-config" }
  enum Console: AnsibleName {
    typealias Command = ConsoleCommand; static let name = "ansible-console"
  }
  enum Doc: AnsibleName { typealias Command = DocCommand; static let name = "ansible-doc" }
  enum Galaxy: AnsibleName { typealias Command = GalaxyCommand; static let name = "ansible-galaxy" }
  enum Inventory: AnsibleName {
    typealias Command = InventoryCommand; static let name = "ansible-inventory"
  }
  enum Lint: AnsibleName { typealias Command = LintCommand; static let name = "ansible-lint" }
  enum Playbook: AnsibleName {
    typealias Command = PlaybookCommand; static let name = "ansible-playbook"
  }
  enum Pull: AnsibleName { typealias Command = PullCommand; static let name = "ansible-pull" }
  enum Vault: AnsibleName { typealias Command = VaultCommand; static let name = "ansible-vault" }
}
