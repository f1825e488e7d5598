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
    if let source = arguments["src"].string, !arguments["remote_src"].isTrue {
      let path = try SearchPath(scope: context.scope).find(source, kind: "files")
      engine["_content_b64"] = .string(Base64.encode(try Files.read(path)))
      rest.removeValue(forKey: "src")
    } else if arguments["body_format"].text == "form-multipart" {
      guard case .map(let fields) = arguments["body"] else {
        return .failure("body must be mapping, cannot be type \(arguments["body"].typeName)")
      }
      let form: MultipartForm
      do throws(Diagnostic) {
        form = try MultipartForm(fields) { (name) throws(Diagnostic) in
          if arguments["remote_src"].isTrue {
            throw Diagnostic(.invalid, "files of the host are not supported here")
          }
          let path = try SearchPath(scope: context.scope).find(name, kind: "files")
          return try Files.read(path)
        }
      } catch {
        guard error.kind == .invalid else { throw error }
        return .failure("failed to parse body as form-multipart: \(error.message)")
      }
      engine["_content_b64"] = .string(Base64.encode(form.body))
      engine["_content_type"] = .string(form.type)
      rest.removeValue(forKey: "body")
    }
    let values = try await context.call(context.module, rest, engine: engine, isLast: true)
    // What the server says of the password may not be registered either.
    let password = Secrets()
    password.add([arguments["url_password"].string].compactMap { $0 })
    return password.masked(values)
  }
}
