import ArgumentParser
import Core
import Glibc

/// `bosun pull`, as `ansible-pull`: brings a repository here and runs its playbook on this machine.
struct PullCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pull", abstract: "Fetch playbooks by Git and run them here.")

  @ArgumentParser.Argument(
    help: "The playbooks; HOST.DOMAIN.yml, HOST.yml or local.yml where none is given.")
  var playbooks: [String] = []

  @OptionGroup(title: "The repository") var source: PullOptions
  @OptionGroup(title: "Hosts and variables") var inventory: InventoryOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions
  @OptionGroup(title: "Encrypted files") var vault: VaultOptions
  @OptionGroup(title: "Output") var common: CommonOptions

  @Option(
    name: [.customShort("t", allowingJoined: true), .long],
    help: ArgumentHelp("Only tasks with these tags (repeatable).", valueName: "tags"))
  var tags: [String] = []

  @Option(help: ArgumentHelp("No tasks with these tags (repeatable).", valueName: "tags"))
  var skipTags: [String] = []

  @Flag(
    name: [.customShort("K"), .long, .customLong("ask-become-password")],
    help: "Ask for the password that becoming another user needs.")
  var askBecomePass = false

  @Option(
    name: [.customLong("become-password-file"), .customLong("become-pass-file")],
    help: ArgumentHelp("A file with that password.", valueName: "file"))
  var becomePasswordFile: String?

  @Flag(help: "Change nothing, tell what would change.") var check = false
  @Flag(help: "Show the differences of what changes.") var diff = false
  @Flag(help: "Show the hosts, do nothing.") var listHosts = false

  @Option(
    name: [.customShort("M", allowingJoined: true), .long],
    help: ArgumentHelp("Accepted.", valueName: "path", visibility: .hidden))
  var modulePath: [String] = []

  func run() async throws {
    let session = try Session(common)
    guard let url = source.url else {
      throw Diagnostic(.usage, "URL for repository not specified, use -h for help")
    }
    try source.wait(session.screen)
    let folder = source.folder
    session.screen.display("Starting Ansible Pull at \(LocalTime.now)")
    guard try source.update(url, folder, session) else { return }
    guard chdir(folder) == 0 else {
      throw Diagnostic(.file, "cannot go to the folder '\(folder)'")
    }
    let names = try PullPlaybooks(folder: folder, given: playbooks).paths(session.warn)
    do {
      try await runPlaybooks(names)
    } catch {
      if source.purge { purge(folder) }
      throw error
    }
    if source.purge { purge(folder) }
  }

  private func purge(_ folder: String) {
    _ = chdir("/")
    ScratchFolder.remove(folder)
  }

  /// The run is one of `bosun playbook`, with our options.
  private func runPlaybooks(_ names: [String]) async throws {
    var words = ["playbook", "--connection", connection.connection ?? "local"]
    func add(_ name: String, _ values: [String]) { words += values.flatMap { [name, $0] } }
    func add(_ name: String, _ value: String?) { if let value { words += [name, value] } }
    func add(_ name: String, _ isSet: Bool) { if isSet { words.append(name) } }
    add("--inventory", inventory.inventory)
    add("--limit", inventory.limit ?? PullPlaybooks.limit)
    add("--extra-vars", inventory.extraVars)
    add("--tags", tags)
    add("--skip-tags", skipTags)
    add("--vault-id", vault.vaultIds)
    add("--vault-password-file", vault.passwordFiles)
    add("--ask-vault-password", vault.askVaultPassword)
    add("--user", connection.user)
    add("--private-key", connection.privateKey)
    add("--timeout", connection.timeout.map(String.init))
    add("--ask-pass", connection.askPass)
    add("--connection-password-file", connection.connectionPasswordFile)
    add("--ssh-common-args", connection.sshCommonArgs)
    add("--ssh-extra-args", connection.sshExtraArgs)
    add("--ask-become-pass", askBecomePass)
    add("--become-password-file", becomePasswordFile)
    add("--check", check)
    add("--diff", diff)
    add("--list-hosts", listHosts)
    words += Array(repeating: "-v", count: common.verbose) + ["--"] + names
    var command = try BosunCommand.parseAsRoot(words)
    if var command = command as? any AsyncParsableCommand {
      try await command.run()
    } else {
      try command.run()
    }
  }
}
