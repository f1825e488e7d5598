import Core
import Engine
import Playbooks
import Reporters
import YAML

/// One task that is no playbook's: a module with its arguments, on the hosts of a pattern.
struct AdhocTask {
  var pattern: String
  var module: String
  /// `key=value` or JSON.
  var arguments: String
  /// The folder that stands for a playbook's; the working folder where there is none.
  var folder: String?
  var async: Int?
  var poll: Int?
  var timeout: Int?
  var collections: [String] = []

  /// Modules that do nothing without an argument.
  static let needArguments: Set<String> = ["command", "shell", "raw", "script"]

  var shortName: String { module.split(separator: ".").last.map(String.init) ?? module }

  /// Its play.
  ///
  /// - Throws: all that is wrong with it.
  func load(_ loader: Loader, warn: (Diagnostic) -> Void) throws(LoadFailure) -> Play? {
    let loaded = try loader.play(node, folder: Path.absolute(folder ?? Files.workingFolder))
    loaded.warnings.forEach(warn)
    return loaded.content
  }

  /// The play, as YAML would give it; errors point into the task's arguments as they were typed.
  private var node: Node {
    let file = SourceFile(name: "<command line>", text: Array("\(module) \(arguments)".utf8))
    let place = SourceLocation(file: file, line: 1, column: 1)
    var task: Map = [.string(module): argumentValue]
    if let async { task["async"] = .int(async) }
    if let poll { task["poll"] = .int(poll) }
    if let timeout { task["timeout"] = .int(timeout) }
    var play: Map = [
      "name": "Ansible Ad-Hoc", "hosts": .string(pattern), "gather_facts": false,
      "tasks": [.map(task)],
    ]
    if !collections.isEmpty { play["collections"] = .list(collections.map { .string($0) }) }
    return Node(.map(play), at: place)
  }

  private var argumentValue: Value {
    if arguments.hasPrefix("{"),
      let map = try? JSONReader.read(Array(arguments.utf8), name: "<arguments>").map
    {
      return .map(map)
    }
    return arguments.isEmpty ? .null : .string(arguments)
  }
}
