import Core

/// `copy`: a file, a folder, or text of the playbook, to the host.
struct CopyAction: Action {
  let sendsOnce = true

  func run(_ context: ActionContext) async throws(Diagnostic) -> Map {
    // Ansible's own words, which are those of its action and not of the module.
    if context.arguments["dest"] == nil { return .failure("dest is required") }
    let checked = try context.check(context.module, context.arguments)
    var arguments = context.arguments
    let source = checked["src"].string.flatMap { $0.isEmpty ? nil : $0 }
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
        context: context, arguments: arguments, content: .bytes(Array(content.utf8)),
        sourceName: "",
        sourceTitle: destination
      ).deliver()
    }
    if checked["remote_src"].isTrue { return try await context.call(context.module, isLast: true) }
    arguments.removeValue(forKey: "src")
    let path = try SearchPath(scope: context.scope).find(source ?? "", kind: "files")
    if Files.isFolder(path) {
      return try await FolderCopy(
        context: context, arguments: arguments, source: path, destination: destination,
        decrypts: checked["decrypt"].isTrue
      ).run()
    }
    return try await Self.deliver(
      path, arguments, context, decrypts: checked["decrypt"].isTrue)
  }

  /// Copies one file of the controller; `isLast` says that the task sends nothing after it.
  static func deliver(
    _ path: String, _ arguments: Map, _ context: ActionContext, decrypts: Bool, isLast: Bool = true
  ) async throws(Diagnostic) -> Map {
    var arguments = arguments
    if arguments["mode"]?.string == "preserve" { arguments["mode"] = .int(try Files.mode(path)) }
    var values = try await FileDelivery(
      context: context, arguments: arguments,
      content: try decrypts
        ? Content(decrypting: path, limit: FileDelivery.inlineLimit, by: context.run.settings.vault)
        : Content(file: path, limit: FileDelivery.inlineLimit),
      sourceName: Path.name(path), sourceTitle: path, isLast: isLast
    ).deliver()
    values["src"] = values["src"] ?? .string(path)
    return values
  }
}
