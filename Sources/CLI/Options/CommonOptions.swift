import ArgumentParser

/// What every command takes.
struct CommonOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "Print more; up to -vvvv.") var verbose: Int
}

/// Which hosts, and with which variables.
struct InventoryOptions: ParsableArguments {
  @Option(
    name: [.customShort("i", allowingJoined: true), .long, .customLong("inventory-file")],
    help: ArgumentHelp(
      "An inventory file or folder, or host names with commas (repeatable).", valueName: "source"),
    completion: .file())
  var inventory: [String] = []

  @Option(
    name: [.customShort("l", allowingJoined: true), .long],
    help: ArgumentHelp("Only these of the hosts.", valueName: "pattern"),
    completion: Completions.hosts)
  var limit: String?

  @Option(
    name: [.customShort("e", allowingJoined: true), .long],
    help: ArgumentHelp(
      "Variables as key=value, JSON, YAML, or @file (repeatable).", valueName: "variables"))
  var extraVars: [String] = []
}

/// How hosts are reached.
struct ConnectionOptions: ParsableArguments {
  @Option(
    name: [.customShort("u", allowingJoined: true), .long, .customLong("remote-user")],
    help: "Connect as this user.")
  var user: String?

  @Option(
    name: [.customLong("private-key"), .customLong("key-file")],
    help: ArgumentHelp("The key to log in with.", valueName: "file"), completion: .file())
  var privateKey: String?

  @Option(
    name: [.customShort("c", allowingJoined: true), .long],
    help: ArgumentHelp("The kind of connection.", valueName: "kind"),
    completion: Completions.connections)
  var connection: String?

  @Option(
    name: [.customShort("T", allowingJoined: true), .long],
    help: ArgumentHelp("How long to wait for a connection.", valueName: "seconds"))
  var timeout: Int?

  @Flag(name: [.customShort("k"), .long], help: "Ask for the connection's password.")
  var askPass = false

  @Option(
    name: [.customLong("connection-password-file"), .customLong("conn-pass-file")],
    help: ArgumentHelp("A file with the connection's password.", valueName: "file"),
    completion: .file())
  var connectionPasswordFile: String?

  @Option(parsing: .unconditional, help: ArgumentHelp("Arguments of ssh.", valueName: "arguments"))
  var sshCommonArgs: String?

  @Option(parsing: .unconditional, help: ArgumentHelp("Arguments of ssh.", valueName: "arguments"))
  var sshExtraArgs: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Accepted; files go through the shell.", visibility: .hidden))
  var sftpExtraArgs: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Accepted; files go through the shell.", visibility: .hidden))
  var scpExtraArgs: String?
}

/// Which user does the work.
struct BecomeOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "Become another user on the host.") var become = false

  @Option(
    help: ArgumentHelp("How to become another user.", valueName: "method"),
    completion: Completions.becomeMethods)
  var becomeMethod: String?

  @Option(help: ArgumentHelp("The user to become (default: root).", valueName: "user"))
  var becomeUser: String?

  @Flag(
    name: [.customShort("K"), .long, .customLong("ask-become-password")],
    help: "Ask for the password that becoming another user needs.")
  var askBecomePass = false

  @Option(
    name: [.customLong("become-password-file"), .customLong("become-pass-file")],
    help: ArgumentHelp("A file with that password.", valueName: "file"), completion: .file())
  var becomePasswordFile: String?
}

/// How a run is done.
struct RunOptions: ParsableArguments {
  @Flag(name: [.customShort("C"), .long], help: "Change nothing, tell what would change.")
  var check = false

  @Flag(name: [.customShort("D"), .long], help: "Show the differences of what changes.")
  var diff = false

  @Option(
    name: [.customShort("f", allowingJoined: true), .long],
    help: ArgumentHelp("How many hosts are worked on at once.", valueName: "number"))
  var forks: Int?

  @Flag(help: "Wait for each task's results before the next task is sent.")
  var noRunAhead = false

  @Option(
    name: [.customShort("M", allowingJoined: true), .long],
    help: ArgumentHelp("Where modules of your own are searched first.", valueName: "path"))
  var modulePath: [String] = []

  @Flag(help: "Show the hosts, do nothing.") var listHosts = false

  func validate() throws {
    if let forks, forks < 1 {
      throw ValidationError("The number of processes (--forks) must be >= 1")
    }
  }
}
