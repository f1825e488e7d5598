import Connections
import Core
import Modules

/// Starts a shell as another user and answers the question for the password.
struct BecomeStart {
  let become: Become
  let token: String
  let host: String

  private var prompt: String { "[bosun \(token)] password: " }
  private var hello: String { "bosun-\(token)" }

  /// - Throws: `task` with the method's own words when it refuses.
  func start(on connection: any Connection) async throws(Diagnostic) -> any RemoteProcess {
    let method = try BecomeMethods.named(become.method)
    let shell = "echo \(hello); exec /bin/sh"
    let program = become.method.hasSuffix("su") ? shell : "/bin/sh -c \(ShellText.quote(shell))"
    let process = try await connection.start(
      method.command(become, prompt: prompt, program: program))
    // Without a password there is nothing to wait for: a refusal ends the process, and the first
    // reply never comes.
    if become.password == nil { return process }
    try await answer(method, process)
    return process
  }

  private func answer(
    _ method: any BecomeMethod, _ process: any RemoteProcess
  ) async throws(Diagnostic) {
    var output = ""
    var errors = ""
    var hasAnswered = false
    while true {
      switch try await process.read() {
      case .output(let bytes):
        output += String(decoding: bytes, as: UTF8.self)
        if output.contains(hello) { return }
      case .error(let bytes): errors += String(decoding: bytes, as: UTF8.self)
      case .exit: throw refused(errors)
      }
      guard method.isPrompt(errors, prompt: prompt) || method.isPrompt(output, prompt: prompt)
      else { continue }
      if hasAnswered {
        await process.terminate()
        throw refused(errors)
      }
      hasAnswered = true
      (output, errors) = ("", "")
      try await process.write(Array("\(become.password?.text ?? "")\n".utf8))
    }
  }

  private func refused(_ errors: String) -> Diagnostic {
    let words = errors.split(separator: "\n").map { line in
      line.split(separator: prompt, omittingEmptySubsequences: true).joined(separator: " ")
    }.filter { !$0.isEmpty }.joined(separator: "; ")
    return become.refusal(words, host: host)
  }
}

extension Become {
  /// The error for a method that did not let us become the user; `words` are its own.
  func refusal(_ words: String, host: String) -> Diagnostic {
    let isMissing = password == nil && words.lowercased().contains("password")
    let what = isMissing ? "Missing" : password == nil ? "No" : "Incorrect"
    let subject = what == "No" ? "\(method) for '\(user)'" : "\(method) password"
    return Diagnostic(
      .task, "\(what) \(subject) on \(host)" + (words.isEmpty ? "" : ": \(words)"),
      hint: isMissing
        ? "give the password with -K or the variable ansible_become_password"
        : password == nil ? nil : "check what -K or the variable ansible_become_password gives")
  }
}
