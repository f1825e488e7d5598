import Core
import Jinja
import Modules
import Regex

/// `include_vars`: variables from files of the controller.
struct IncludeVarsAction: Action {
  func run(_ context: ActionContext) async throws(Diagnostic) -> Map {
    let arguments = try context.check(context.module, context.arguments)
    if arguments["dir"].string != nil, context.arguments["file"] != nil {
      return .failure(
        "You are mixing file only and dir only arguments, these are incompatible")
    }
    var included = IncludedVariables(arguments: arguments, context: context)
    do { try included.read() } catch {
      // The places that were searched are part of what there is to say.
      let message = [error.message, error.hint].compactMap { $0 }.joined(separator: "\n")
      included.failure = error.kind == .file ? message : nil
      guard error.kind == .file else { throw error }
    }
    return try included.result()
  }
}

/// What one `include_vars` has read so far.
private struct IncludedVariables {
  let arguments: Modules.Arguments
  let context: ActionContext
  var variables = Map()
  var files: [String] = []
  var isSecret = false
  var failure: String?

  /// Reads the file or the folder.
  ///
  /// - Throws: `file` for what is not there or does not fit, and what reading a file throws.
  mutating func read() throws(Diagnostic) {
    guard let name = arguments["dir"].string else {
      guard let line = arguments["file"].string, !line.isEmpty else {
        throw Diagnostic(.file, "Could not find file on the Ansible Controller.")
      }
      // A name in a block of text (`>`) ends with a newline.
      let file = line.hasSuffix("\n") ? String(line.dropLast()) : line
      return variables = try load(SearchPath(scope: context.scope).find(file, kind: "vars"))
    }
    let root = folder(name)
    guard Files.kind(root) != nil else {
      throw Diagnostic(.file, "\(root) directory does not exist")
    }
    guard Files.isFolder(root) else { throw Diagnostic(.file, "\(root) is not a directory") }
    let selection = try FileSelection(arguments)
    // All of a folder counts or nothing.
    for folder in try Self.folders(root, depth: arguments["depth"].int ?? 0) {
      var read = Map()
      for file in try selection.files(in: folder) {
        try selection.check(file)
        read.merge(try load(file)) { $1 }
      }
      variables.merge(read) { $1 }
    }
  }

  private mutating func load(_ path: String) throws(Diagnostic) -> Map {
    let run = context.run
    let loaded: VariableFile.Content
    do {
      loaded = try VariableFile.load(path, run.settings.vault) { run.sink.receive(.warning($0)) }
    } catch {
      guard error.kind == .invalid else { throw error }
      throw Diagnostic(.file, "\(path) must be stored as a dictionary/hash")
    }
    isSecret = isSecret || loaded.isSecret
    files.append(path)
    return loaded.variables
  }

  /// Where a folder is: in the role's `vars`, or beside the task's file.
  private func folder(_ name: String) -> String {
    if let role = context.task.role {
      guard name.split(separator: "/", omittingEmptySubsequences: false).first == "vars" else {
        return Path.join(Path.join(role.path, "vars"), name)
      }
      let own = Path.join(role.path, name)
      return Files.kind(own) != nil ? own : name
    }
    return Path.join(Path.folder(Path.absolute(context.task.location.file.name)), name)
  }

  /// A folder and those in it, sorted by path; links are followed.
  private static func folders(
    _ root: String, depth: Int, level: Int = 1
  ) throws(Diagnostic) -> [String] {
    var folders = [root]
    // A link to a folder above leads round in circles, until the system refuses such a path.
    guard depth == 0 || level < depth, level < 40 else { return folders }
    for name in try Files.list(root) {
      let path = Path.join(root, name)
      guard Files.isFolder(path) else { continue }
      folders += try Self.folders(path, depth: depth, level: level + 1)
    }
    return folders
  }

  /// Has maps go together with what their variables hold, where the settings would have it otherwise.
  private func combine(_ facts: inout Map, mergesHashes: Bool) throws(Diagnostic) {
    guard mergesHashes != context.run.settings.mergesHashes else { return }
    for (name, value) in facts {
      guard let old = try context.scope.rawValue(of: name.text), case .map(var all) = old,
        case .map(let new) = value
      else { continue }
      all.add(new, mergesHashes: mergesHashes)
      facts[name] = .map(all)
    }
  }

  /// - Throws: what reading the variables of the host throws.
  func result() throws(Diagnostic) -> Map {
    var facts = variables
    if let name = arguments["name"].string { facts = [.string(name): .map(variables)] }
    var values: Map = ["changed": false]
    if let failure {
      values["failed"] = true
      values["message"] = .string(failure)
    } else if let behaviour = arguments["hash_behaviour"].string {
      try combine(&facts, mergesHashes: behaviour == "merge")
    }
    values["ansible_facts"] = .map(facts)
    values["ansible_included_var_files"] = .list(files.map { .string($0) })
    if isSecret { values["_ansible_no_log"] = true }
    return values
  }
}

/// Which files of a folder count.
private struct FileSelection {
  private let matching: Regex?
  private let ignored: [Regex]
  private let extensions: [String]
  private let skipsOthers: Bool

  /// - Throws: `file` for a broken regular expression.
  init(_ arguments: Modules.Arguments) throws(Diagnostic) {
    func regex(_ text: String) throws(Diagnostic) -> Regex {
      do { return try Regex.compiled(text) } catch {
        throw Diagnostic(.file, "Invalid regular expression: \(text)")
      }
    }
    matching = try arguments["files_matching"].string.map(regex)
    ignored = try (arguments["ignore_files"].list ?? []).map { text throws(Diagnostic) in
      try regex(text.text + "$")
    }
    extensions = (arguments["extensions"].list ?? []).map(\.text)
    skipsOthers = arguments["ignore_unknown_extensions"].isTrue
  }

  /// The paths by name.
  func files(in folder: String) throws(Diagnostic) -> [String] {
    var paths: [String] = []
    for name in try Files.list(folder) {
      let path = Path.join(folder, name)
      guard !Files.isFolder(path), Files.kind(path) != nil else { continue }
      if let matching, try matching.search(name) == nil { continue }
      if try isIgnored(name) || skipsOthers && !isKnown(name) { continue }
      paths.append(path)
    }
    return paths
  }

  /// - Throws: `file` for a file with another extension, where those are not skipped.
  func check(_ path: String) throws(Diagnostic) {
    guard !isKnown(Path.name(path)) else { return }
    throw Diagnostic(
      .file, "\(path) does not have a valid extension: \(extensions.joined(separator: ", "))")
  }

  /// Whether the extension is one of those wanted; an empty one is that of a name without a dot.
  private func isKnown(_ name: String) -> Bool {
    guard let dot = name.dropFirst().lastIndex(of: ".") else { return extensions.contains("") }
    return extensions.contains(String(name[name.index(after: dot)...]))
  }

  private func isIgnored(_ name: String) throws(Diagnostic) -> Bool {
    for regex in ignored where try regex.search(name) != nil { return true }
    return false
  }
}
