import Core
import Jinja
import Modules
import Regex

/// `assemble`: the script does the work where the fragments are on the host; those of the controller are put
/// together here.
struct AssembleAction: Action {
  func run(_ context: ActionContext) async throws(Diagnostic) -> Map {
    let arguments = try context.check(context.module, context.arguments)
    var pattern: Regex?
    if let text = arguments["regexp"].string {
      do { pattern = try Regex.compiled(text) } catch {
        return .failure("Invalid Regexp (\(error.message)) in \"\(text)\"")
      }
    }
    let delimiter = Self.delimiter(arguments["delimiter"].string)
    guard arguments["remote_src"].isTrue else {
      return try await deliver(arguments, pattern, delimiter, context)
    }
    var engine: Map = ["_delimiter": .string(delimiter)]
    if let pattern {
      let listed = try await context.call(
        context.module, context.arguments, engine: ["_list": true], checkMode: false)
      guard let names = listed["names"]?.list else { return listed }
      var kept: [Value] = []
      for name in names where try pattern.search(name.text) != nil { kept.append(name) }
      engine["_names"] = .list(kept)
    }
    return try await context.call(context.module, context.arguments, engine: engine, isLast: true)
  }

  /// Escapes as in Python's texts, and a newline behind, so that lines do not run together.
  private static func delimiter(_ written: String?) -> String {
    guard let written, !written.isEmpty else { return "" }
    let quoted = "\"\(written.replacing("\"", with: "\\\""))\""
    let text = JinjaEnvironment.converted(quoted).string ?? written
    return text.hasSuffix("\n") ? text : text + "\n"
  }

  private func deliver(
    _ arguments: Modules.Arguments, _ pattern: Regex?, _ delimiter: String, _ context: ActionContext
  ) async throws(Diagnostic) -> Map {
    let source = try SearchPath(scope: context.scope).find(arguments["src"].text, kind: "files")
    guard Files.isFolder(source) else {
      return .failure("Source (\(source)) is not a directory")
    }
    var content: [UInt8] = []
    var isFirst = true
    for name in try Files.list(source) {
      let path = Path.join(source, name)
      if Files.isFolder(path) || arguments["ignore_hidden"].isTrue && name.hasPrefix(".") { continue }
      if let pattern, try pattern.search(name) == nil { continue }
      // A fragment begins on a line of its own, and so does the delimiter before it.
      if !isFirst, content.last != 0x0A { content.append(0x0A) }
      if !isFirst { content += delimiter.utf8 }
      let decrypts = arguments["decrypt"].isTrue
      content +=
        decrypts
        ? try context.run.settings.vault.reading(path, path).text : try Files.read(path)
      isFirst = false
    }
    var rest = context.arguments
    for name in ["src", "delimiter", "remote_src", "regexp", "ignore_hidden", "decrypt"] {
      rest.removeValue(forKey: .string(name))
    }
    return try await FileDelivery(
      context: context, arguments: rest, content: .bytes(content), sourceName: Path.name(source),
      sourceTitle: source
    ).deliver()
  }
}
