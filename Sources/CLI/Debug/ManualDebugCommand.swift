import ArgumentParser
import Core

/// Writes the manual pages of all commands into a folder.
struct ManualDebugCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Write the manual pages.")

  @Argument(help: "The folder for them.") var folder: String

  func run() throws {
    let tree = try JSONReader.read(Array(BosunCommand._dumpHelp().utf8))
    guard let root = tree["command"] else { return }
    var roots: [Value] = [root]
    for name in AnsibleNames.all.keys.sorted() {
      guard let type = AnsibleNames.all[name] else { continue }
      let tree = try JSONReader.read(Array(type._dumpHelp().utf8))
      if let command = tree["command"] { roots.append(command) }
    }
    for root in roots { try write(root, "") }
  }

  private func write(_ command: Value, _ parents: String) throws(Diagnostic) {
    guard command["shouldDisplay"]?.isTrue ?? true else { return }
    let page = ManualPage(command: command, parents: parents)
    try Files.write(Array(page.text.utf8), to: Path.join(folder, "\(page.name).1"), mode: 0o644)
    for inner in command["subcommands"]?.list ?? [] where inner["commandName"]?.text != "help" {
      try write(inner, page.spacedName)
    }
  }
}
