import Core
import Jinja
import Modules
import Regex

/// `include_vars`: variables from files of the controller.
struct IncludeVarsAction: Action {
  func run(_ context: ActionContext) async throws(Diagnostic) -> Map {
    let arguments = try context.check(context.module, context.arguments)
    let files: [String]
    if let folder = arguments["dir"].string {
      files = try self.files(of: folder, arguments, context)
    } else if let file = arguments["file"].string {
      files = [try SearchPath(scope: context.scope).find(file, kind: "vars")]
    } else {
      return .failure("one of the following is required: file, dir")
    }
    var variables = Map()
    var isSecret = false
    for file in files {
      let loaded = try VariableFile.load(file, context.run.settings.vault) {
        context.run.sink.receive(.warning($0))
      }
      isSecret = isSecret || loaded.isSecret
      variables.merge(loaded.variables) { old, new in
        arguments["hash_behaviour"] == "merge" ? Self.merge(old, new) : new
      }
    }
    if let name = arguments["name"].string { variables = [.string(name): .map(variables)] }
    var values: Map = [
      "changed": false, "ansible_facts": .map(variables),
      "ansible_included_var_files": .list(files.map { .string($0) }),
    ]
    if isSecret { values["_ansible_no_log"] = true }
    return values
  }

  private static func merge(_ old: Value, _ new: Value) -> Value {
    guard case .map(var map) = old, case .map(let more) = new else { return new }
    map.merge(more, uniquingKeysWith: merge)
    return .map(map)
  }

  /// The files of a folder and the folders in it, sorted, down to `depth`.
  private func files(
    of name: String, _ arguments: Modules.Arguments, _ context: ActionContext
  ) throws(Diagnostic) -> [String] {
    let folder = try SearchPath(scope: context.scope).find(name, kind: "vars")
    guard Files.isFolder(folder) else {
      throw Diagnostic(.file, "\(folder) is not a directory", at: context.task.location)
    }
    let extensions = (arguments["extensions"].list ?? []).map(\.text)
    let ignored = (arguments["ignore_files"].list ?? []).map(\.text)
    let pattern = try arguments["files_matching"].string.map { text throws(Diagnostic) in
      try Regex.compiled(text)
    }
    return try walk(folder, depth: arguments["depth"].int ?? 0).filter { path in
      let file = Path.name(path)
      guard !ignored.contains(file), extensions.contains(where: { file.hasSuffix(".\($0)") }) else {
        return false
      }
      return pattern.map { (try? $0.search(file)) != nil } ?? true
    }
  }

  private func walk(_ folder: String, depth: Int, level: Int = 1) throws(Diagnostic) -> [String] {
    var files: [String] = []
    var folders: [String] = []
    for name in try Files.list(folder) {
      let path = Path.join(folder, name)
      if Files.isFolder(path) { folders.append(path) } else { files.append(path) }
    }
    if depth > 0, level >= depth { return files }
    for inner in folders { files += try walk(inner, depth: depth, level: level + 1) }
    return files
  }
}
