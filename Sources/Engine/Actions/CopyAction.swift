import Core

/// `copy`: a file, a folder, or text of the playbook, to the host.
struct CopyAction: Action {
  let sendsOnce = true

  func run(_ context: ActionContext) async throws(Diagnostic) -> Map {
    let checked = try context.check(context.module, context.arguments)
    var arguments = context.arguments
    let source = checked["src"].string
    let text = arguments.removeValue(forKey: "content")
    if source == nil, text == nil { return .failure("src (or content) is required") }
    if source != nil, text != nil { return .failure("src and content are mutually exclusive") }
    guard let destination = checked["dest"].string else { return .failure("dest is required") }
    if text != nil, destination.hasSuffix("/") {
      return .failure("can not use content with a dir as dest")
    }
    if let text {
      let content =
        text.string ?? (text.list != nil || text.map != nil ? JSONWriter().write(text) : text.text)
      return try await FileDelivery(
        context: context, arguments: arguments, content: Array(content.utf8), sourceName: "",
        sourceTitle: destination
      ).deliver()
    }
    if checked["remote_src"].isTrue { return try await context.call(context.module, isLast: true) }
    arguments.removeValue(forKey: "src")
    let path = try SearchPath(scope: context.scope).find(source ?? "", kind: "files")
    if Files.isFolder(path) {
      let keepsName = !(source ?? "").hasSuffix("/")
      return try await FolderCopy(
        context: context, arguments: arguments, source: path, destination: destination,
        keepsName: keepsName
      ).run()
    }
    return try await Self.deliver(path, arguments, context)
  }

  /// Copies one file of the controller.
  static func deliver(
    _ path: String, _ arguments: Map, _ context: ActionContext
  ) async throws(Diagnostic) -> Map {
    var arguments = arguments
    if arguments["mode"]?.string == "preserve" { arguments["mode"] = .int(try Files.mode(path)) }
    var values = try await FileDelivery(
      context: context, arguments: arguments, content: try Files.read(path),
      sourceName: Path.name(path), sourceTitle: path
    ).deliver()
    values["src"] = values["src"] ?? .string(path)
    return values
  }
}

/// A folder of the controller, with all that is in it.
private struct FolderCopy {
  let context: ActionContext
  let arguments: Map
  let source: String
  let destination: String
  /// Whether the folder itself appears below the destination; `src/` means only what is in it.
  let keepsName: Bool

  func run() async throws(Diagnostic) -> Map {
    let root = keepsName ? Path.join(destination, Path.name(source)) : destination
    var changed = false
    var diffs: [Value] = []
    for (path, isFolder) in try entries(source, "") {
      let to = path.isEmpty ? root : Path.join(root, path)
      let values =
        isFolder ? try await folder(to) : try await file(Path.join(source, path), to)
      if values["failed"]?.isTrue ?? false { return values }
      changed = changed || values["changed"]?.isTrue ?? false
      if let diff = values["diff"] { diffs += diff.list ?? [diff] }
    }
    var values: Map = [
      "changed": .bool(changed), "dest": .string(destination), "src": .string(source),
    ]
    if !diffs.isEmpty { values["diff"] = .list(diffs) }
    return values
  }

  /// All entries below the folder, itself first, each folder before what is in it.
  private func entries(
    _ folder: String, _ prefix: String
  ) throws(Diagnostic) -> [(path: String, isFolder: Bool)] {
    var all = [(prefix, true)]
    for name in try Files.list(folder) {
      let path = prefix.isEmpty ? name : "\(prefix)/\(name)"
      if Files.isFolder(Path.join(folder, name)) {
        all += try entries(Path.join(folder, name), path)
      } else {
        all.append((path, false))
      }
    }
    return all
  }

  private func folder(_ path: String) async throws(Diagnostic) -> Map {
    var wanted: Map = ["path": .string(path), "state": "directory"]
    for name in ["owner", "group", "seuser", "serole", "setype", "selevel"] {
      wanted[name] = arguments[name]
    }
    wanted["mode"] = arguments["directory_mode"]
    return try await context.call("ansible.builtin.file", wanted)
  }

  private func file(_ path: String, _ to: String) async throws(Diagnostic) -> Map {
    var wanted = arguments
    wanted["dest"] = .string(to)
    return try await CopyAction.deliver(path, wanted, context)
  }
}
