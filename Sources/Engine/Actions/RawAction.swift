import Core
import Modules

/// `raw`: a command by the shell, without the library of modules around it.
struct RawAction: Action {
  func run(_ context: ActionContext) async throws(Diagnostic) -> Map {
    let arguments = try context.check(context.module, context.arguments)
    guard let command = arguments["cmd"].string, !command.isEmpty else {
      return .failure("no command given")
    }
    if context.checkMode { return ["changed": true, "skipped": true] }
    let shell = arguments["executable"].string ?? context.run.settings.executable
    return try await RemoteCommand(context).run(
      "\(ShellText.quote(shell)) -c \(ShellText.quote(command))")
  }
}

/// Runs a line of shell at the far end and takes what it prints, byte for byte.
struct RemoteCommand {
  let context: ActionContext

  init(_ context: ActionContext) { self.context = context }

  func run(_ line: String) async throws(Diagnostic) -> Map {
    let exports = context.environment.map { name, value in
      "export \(name)=\(ShellText.quote(value)); "
    }
    let script = """
      temporary
      ( user_environment; exec 3>&-; \(exports.joined())\(line) ) >"$_tmp/out" 2>"$_tmp/err"
      rc=$?
      put_j rc "$rc"
      put_data stdout "$_tmp/out"
      put_data stderr "$_tmp/err"
      : >"$_tmp/out" 2>"$_tmp/err"
      put_j changed true
      [ "$rc" -eq 0 ] || failed true
      """
    var values = try await context.call(script: script, output: ["out", "err"])
    if values["rc"] != 0 {
      values["failed"] = true
      values["msg"] = "non-zero return code"
    }
    return values
  }
}
