import Core
import Inventory
import Modules

/// What Tab offers in the console.
struct ConsoleCompletion {
  let inventory: Inventory

  /// - Parameter line: up to the cursor.
  /// - Returns: whole words that may stand there.
  func words(_ line: String) -> [String] {
    let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    guard words.count > 1 else {
      let modules = Modules.ModuleCatalog.builtin.moduleNames.filter {
        !$0.hasPrefix("bosun.internal.")
      }
      return ConsoleCommands.names + modules
        + modules.map { String($0.split(separator: ".").last ?? "") }
    }
    switch words[0] {
    case "cd": return Array(inventory.groups.keys) + inventory.hosts.map(\.name)
    case "become", "check", "diff": return ["yes", "no"]
    case "list": return ["groups"]
    case "help", "?": return self.words("")
    case let name:
      let spec = Modules.ModuleCatalog.builtin.spec(name)
      return (spec?.parameters ?? []).filter { !$0.name.hasPrefix("_") }.map { "\($0.name)=" }
    }
  }
}
