import Core
import Crypto
import Modules

/// `uri`: the script asks; files of the controller and forms of several parts are made into its body here.
struct UriAction: Action {
  let sendsOnce = true

  func run(_ context: ActionContext) async throws(Diagnostic) -> Map {
    let arguments = try context.check(context.module, context.arguments)
    if context.checkMode {
      let name = context.task.action.name.value.text
      return [
        "changed": false, "skipped": true,
        "msg": .string("This action (\(name)) does not support check mode."),
      ]
    }
    var rest = context.arguments
    var engine: Map = [:]
    do throws(Diagnostic) {
      if let body = try body(arguments, context) {
        engine["_content_b64"] = .string(Base64.encode(body.content))
        if let type = body.type { engine["_content_type"] = .string(type) }
        for name in ["src", "body"] { rest.removeValue(forKey: .string(name)) }
      }
    } catch {
      guard error.kind == .invalid else { throw error }
      return .failure(error.message)
    }
    let values = try await context.call(context.module, rest, engine: engine, isLast: true)
    // What the server says of the password may not be registered either.
    let password = Secrets()
    password.add([arguments["url_password"].string].compactMap { $0 })
    return password.masked(values)
  }

  /// The body that is made here, and its type where that is not for the format to say.
  ///
  /// - Throws: `invalid` for fields of a form that cannot be written; what finding and reading files throws.
  private func body(
    _ arguments: Modules.Arguments, _ context: ActionContext
  ) throws(Diagnostic) -> (content: [UInt8], type: String?)? {
    let isRemote = arguments["remote_src"].isTrue
    func read(_ name: String) throws(Diagnostic) -> [UInt8] {
      if isRemote { throw Diagnostic(.invalid, "form-multipart takes no files of the host") }
      return try Files.read(SearchPath(scope: context.scope).find(name, kind: "files"))
    }
    if let source = arguments["src"].string { return isRemote ? nil : (try read(source), nil) }
    guard arguments["body_format"].text == "form-multipart" else { return nil }
    guard case .map(let fields) = arguments["body"] else {
      throw Diagnostic(
        .invalid, "body must be mapping, cannot be type \(arguments["body"].typeName)")
    }
    let form = try MultipartForm(fields, read: read)
    return (form.body, form.type)
  }
}
