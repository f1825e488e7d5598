import ArgumentParser
import Core
import Playbooks

/// `bosun doc`, as `ansible-doc`: what modules, filters, keywords and the like are and take.
struct DocCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doc", abstract: "Show what modules, filters, keywords and the like do and take.")

  @ArgumentParser.Argument(
    help: "The names; with --list, collections.", completion: Completions.documents)
  var names: [String] = []

  @Option(
    name: [.customShort("t", allowingJoined: true), .long],
    help: ArgumentHelp(
      "Of which kind: \(DocumentationType.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "type"))
  var type = DocumentationType.module

  @Flag(name: .shortAndLong, help: "List all of the kind.") var list = false
  @Flag(name: [.customShort("F"), .customLong("list_files")], help: "List all, with their files.")
  var listFiles = false
  @Flag(name: .shortAndLong, help: "Show a task to be filled in.") var snippet = false
  @Flag(name: .shortAndLong, help: "Print JSON.") var json = false
  @Flag(help: "Print JSON about everything.") var metadataDump = false
  @Flag(help: ArgumentHelp("Accepted.", visibility: .hidden)) var noFailOnErrors = false

  @Option(
    name: [.customShort("e", allowingJoined: true), .long],
    help: ArgumentHelp("Only this entry point of a role.", valueName: "name"))
  var entryPoint: String?

  @Option(
    name: [.customShort("r", allowingJoined: true), .long],
    help: ArgumentHelp("A folder with roles (repeatable).", valueName: "path"))
  var rolesPath: [String] = []

  @Option(help: ArgumentHelp("The folder that stands for a playbook's.", valueName: "folder"))
  var playbookDir: String?

  @Option(
    name: [.customShort("M", allowingJoined: true), .long],
    help: ArgumentHelp("Accepted.", valueName: "path", visibility: .hidden))
  var modulePath: [String] = []

  @OptionGroup(title: "Output") var common: CommonOptions

  func run() throws {
    let session = try Session(common)
    let output = DocumentationOutput(session: session, isJSON: json)
    if metadataDump { return output.dump() }
    if !list, !listFiles, names.isEmpty {
      throw Diagnostic(
        .usage, "Missing name(s), incorrect options passed for detailed documentation.",
        hint: "name a \(type.rawValue), or give --list")
    }
    switch type {
    case .keyword: try output.keywords(names, lists: list || listFiles)
    case .role:
      try output.roles(
        names, try RoleDocumentation.all(in: rolesFolders(session)), entryPoint,
        lists: list || listFiles)
    default:
      if list || listFiles {
        output.list(type, collections: names, showsFiles: listFiles)
      } else {
        try output.show(names, type, isSnippet: snippet)
      }
    }
  }

  private func rolesFolders(_ session: Session) -> [String] {
    let standard = ["~/.ansible/roles", "/usr/share/ansible/roles", "/etc/ansible/roles"]
    let configured = session.configuration.paths(.rolesPath, separator: ":") ?? standard
    return
      (rolesPath.flatMap { $0.split(separator: ":").map(String.init) }
      + [Path.join(playbookDir ?? ".", "roles")] + configured)
      .map { Path.absolute(Path.expandingHome($0)) }
  }
}

extension DocumentationType: ExpressibleByArgument {}
